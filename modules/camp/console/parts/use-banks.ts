import { useRoute } from '@grove/client/react'
import { listBanks } from '@grove/question/contract'
import { useState } from 'react'

/** Question banks to choose from by what is typed; the chosen key stays, also when it is not among the found. */
export function useBanks() {
  const [text, setText] = useState('')
  const banks = useRoute(listBanks, { limit: 50, ...(text ? { text } : {}) }, { keepPrevious: true })
  const found = (banks.data?.items ?? []).map((one) => ({ value: one.key, label: `${one.name} · ${one.questions}` }))
  return {
    first: found[0]?.value,
    showSearch: { filterOption: false, onSearch: setText },
    optionsWith: (value: string) => (!value || found.some((one) => one.value === value) ? found : [{ value, label: value }, ...found]),
  }
}
