import { useRoute } from '@grove/client/react'
import { useUrlState } from '@grove/ui'
import { useState } from 'react'
import { getCommunity, listCommunities } from '../../contract/index.ts'

/** Communities by what is typed, which the server looks for. The chosen one stands first where it is not among the found. */
export function useCommunities(chosen?: number, enabled = true) {
  const [typed, setTyped] = useState('')
  const text = typed.trim()
  const found = useRoute(listCommunities, { limit: 50, ...(text ? { text } : {}) }, { keepPrevious: true, staleMs: 60_000, enabled })
  const items = found.data?.items ?? []
  const missing = chosen !== undefined && found.data !== undefined && !items.some((one) => one.id === chosen)
  const own = useRoute(getCommunity, { id: chosen ?? 0 }, { enabled: missing, staleMs: 60_000 })
  return { items: missing && own.data ? [own.data, ...items] : items, loading: found.isFetching && enabled, onSearch: setTyped }
}

/** The same for a list's filter, whose choice stands in the address. */
export function useCommunityFilter(key = 'communityId') {
  const { items, ...rest } = useCommunities(Number(useUrlState().one(key)) || undefined)
  return { ...rest, options: items.map((one) => ({ value: String(one.id), label: one.name })) }
}
