import { useRoute } from '@grove/client/react'
import { useState } from 'react'
import { listCommunityChoices } from '../../contract/index.ts'

/** Communities to filter by, found by what is typed. The chosen one stands first where it is not among the found. */
export function useCommunityChoices(chosen: number | undefined) {
  const [typed, setTyped] = useState('')
  const text = typed.trim()
  const found = useRoute(listCommunityChoices, text ? { text } : {}, { staleMs: 60_000, keepPrevious: true })
  const items = found.data?.items ?? []
  const missing = chosen !== undefined && found.data !== undefined && !items.some((one) => one.id === chosen)
  const own = useRoute(listCommunityChoices, { id: chosen ?? 0 }, { enabled: missing, staleMs: 60_000 })
  return {
    loading: found.isFetching,
    onSearch: setTyped,
    options: [...(missing ? (own.data?.items ?? []) : []), ...items].map((one) => ({ value: String(one.id), label: one.name })),
  }
}
