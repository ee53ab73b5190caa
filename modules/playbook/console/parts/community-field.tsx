import { useRoute } from '@grove/client/react'
import { listCommunities } from '@grove/community/contract'
import { useT } from '@grove/i18n/react'
import { Select } from 'antd'
import { useState } from 'react'

interface CommunityFieldProps {
  readonly value: number | undefined
  readonly onChange: (id: number | undefined) => void
  readonly label: string
  /** Only of these types. */
  readonly types?: readonly string[] | undefined
  /** Only in these states. */
  readonly states?: readonly string[]
  readonly placeholder?: string
  readonly allowClear?: boolean
}

/** A community found by its name; the server searches. */
export function CommunityField({ value, onChange, label, types, states, placeholder, allowClear = true }: CommunityFieldProps) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const found = useRoute(listCommunities, { limit: 50, ...(typed.trim() ? { text: typed.trim() } : {}) }, { keepPrevious: true })
  const fitting = (found.data?.items ?? []).filter(
    (one) => (types === undefined || types.includes(one.type)) && (states === undefined || states.includes(one.state)),
  )
  return (
    <Select
      className="g-wide"
      aria-label={label}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear={allowClear}
      placeholder={placeholder}
      loading={found.isFetching}
      value={value ?? null}
      notFoundContent={found.isPending ? t('ui.loading') : t('run.community.none')}
      onChange={(id: number | null | undefined) => onChange(id ?? undefined)}
      options={fitting.map((one) => ({
        value: one.id,
        label: `${one.name} · ${t(`playbook.type.${one.type}`)} · ${t('run.members', { count: one.memberCount })}`,
      }))}
    />
  )
}
