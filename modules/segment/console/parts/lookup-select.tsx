import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { listChoices } from '../../contract/index.ts'

interface LookupSelectProps {
  readonly lookup: string
  readonly many: boolean
  readonly value: unknown
  readonly label: string
  readonly onChange: (value: unknown) => void
}

/** Chooses among what the workspace has, searched on the server; what is chosen already keeps its name. */
export function LookupSelect({ lookup, many, value, label, onChange }: LookupSelectProps) {
  const { t, locale } = useI18n()
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed)
  const chosen = (many ? ((value as unknown[]) ?? []) : value === undefined || value === '' ? [] : [value]) as (string | number)[]
  const found = useRoute(listChoices, { lookup, text }, { keepPrevious: true, staleMs: 30_000 })
  const named = useRoute(
    listChoices,
    { lookup, keys: chosen.join(',') },
    { enabled: chosen.length > 0 && lookup !== 'contact', keepPrevious: true, staleMs: 60_000 },
  )
  const labels = new Map([...(named.data?.items ?? []), ...(found.data?.items ?? [])].map((one) => [one.value, one.label]))
  const shown = (of: string | { zh: string; en: string }) => (typeof of === 'string' ? of : of[locale])
  const options = [...new Set([...(found.data?.items ?? []).map((one) => one.value), ...chosen])].map((one) => ({
    value: one,
    label: shown(labels.get(one) ?? String(one).split('#')[0] ?? ''),
  }))
  return (
    <Select
      {...(many ? { mode: 'multiple' as const } : {})}
      className="segment-input"
      aria-label={label}
      placeholder={t('segment.choose')}
      showSearch={{ onSearch: setTyped, filterOption: false }}
      loading={found.isFetching}
      notFoundContent={found.isPending ? null : t('segment.nothing_found')}
      value={(many ? chosen : chosen[0]) as never}
      options={options}
      onChange={(next: unknown) => onChange(next)}
    />
  )
}
