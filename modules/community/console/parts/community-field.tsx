import { useT } from '@grove/i18n/react'
import { Select } from 'antd'
import { useCommunities } from './use-communities.ts'

interface CommunityFieldProps {
  /** Both come from the form where it stands in one. */
  readonly value?: number | null | undefined
  readonly onChange?: (id: number | undefined) => void
  readonly label: string
  /** Only of these types. */
  readonly types?: readonly string[] | undefined
  /** Only in these states. */
  readonly states?: readonly string[]
  readonly placeholder?: string
  readonly allowClear?: boolean
  /** What to say where none fits. */
  readonly none?: string
}

/** A community found by its name; the server searches. */
export function CommunityField({ value, onChange, label, types, states, placeholder, allowClear = true, none }: CommunityFieldProps) {
  const t = useT()
  const { items, loading, onSearch } = useCommunities(value ?? undefined)
  const fitting = items.filter(
    (one) =>
      one.id === value || ((types === undefined || types.includes(one.type)) && (states === undefined || states.includes(one.state))),
  )
  return (
    <Select
      className="g-wide"
      aria-label={label}
      showSearch={{ filterOption: false, onSearch }}
      allowClear={allowClear}
      placeholder={placeholder}
      loading={loading}
      value={value ?? null}
      notFoundContent={loading ? t('ui.loading') : (none ?? t('community.none_found'))}
      onChange={(id: number | null | undefined) => onChange?.(id ?? undefined)}
      options={fitting.map((one) => ({
        value: one.id,
        label: `${one.name} · ${t(`community.type.${one.type}`)} · ${t('community.members_of', { count: one.memberCount })}`,
      }))}
    />
  )
}
