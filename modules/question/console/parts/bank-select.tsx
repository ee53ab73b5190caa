import { useRoute } from '@grove/client/react'
import { Select } from 'antd'
import { useState } from 'react'
import { listBanks } from '../../contract/index.ts'

/** The key of the bank that a new exam begins with; undefined where there is no bank yet. */
export function useFirstBank(): string | undefined {
  return useRoute(listBanks, { limit: 1 }).data?.items[0]?.key
}

/** A question bank by what is typed. The chosen one is shown by its name, also where it is not among the found. */
export function BankSelect(props: { readonly id: string; readonly value: string; readonly onChange: (key: string) => void }) {
  const { id, value, onChange } = props
  const [text, setText] = useState('')
  const found = useRoute(listBanks, { limit: 50, ...(text ? { text } : {}) }, { keepPrevious: true }).data?.items
  const missing = value !== '' && found !== undefined && !found.some((one) => one.key === value)
  const chosen = useRoute(listBanks, { limit: 50, text: value }, { enabled: missing }).data?.items.filter((one) => one.key === value)
  const options = [...(missing ? (chosen ?? []) : []), ...(found ?? [])].map((one) => ({
    value: one.key,
    label: `${one.name} · ${one.questions}`,
  }))
  return (
    <Select
      id={id}
      style={{ minWidth: 220 }}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={value}
      options={options}
      onChange={onChange}
    />
  )
}
