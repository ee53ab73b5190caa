import { useRoute } from '@grove/client/react'
import { useState } from 'react'
import { listStaff } from '../../contract/index.ts'

/** Colleagues by what is typed, which the server looks for; one who was chosen keeps their name when others are found. */
export function useColleagues(chosen: number | undefined, enabled = true) {
  const [typed, setTyped] = useState('')
  const [known, setKnown] = useState<ReadonlyMap<number, string>>(new Map())
  const q = typed.trim()
  const found = useRoute(listStaff, { limit: 50, active: true, ...(q ? { q } : {}) }, { keepPrevious: true, staleMs: 60_000, enabled })
  const items = found.data?.items ?? []
  const onSearch = (text: string) => {
    // Whoever could be picked until now may have been.
    setKnown((before) => new Map([...before, ...items.map((one) => [one.id, one.displayName] as const)]))
    setTyped(text)
  }
  const name = chosen === undefined || items.some((one) => one.id === chosen) ? undefined : known.get(chosen)
  const options = items.map((one) => ({ value: one.id, label: one.displayName }))
  return {
    options: chosen !== undefined && name !== undefined ? [{ value: chosen, label: name }, ...options] : options,
    loading: found.isFetching && enabled,
    onSearch,
  }
}
