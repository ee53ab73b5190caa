import { useRoute } from '@grove/client/react'
import { useUrlState } from '@grove/ui'
import { useState } from 'react'
import { listStaff } from '../../contract/index.ts'

export interface ColleagueChoice {
  readonly id: number
  readonly name: string
}
interface How {
  readonly enabled?: boolean
  /** Also those out of service, where it is about the past. */
  readonly former?: boolean
  /** Whom the page can name already. */
  readonly named?: readonly ColleagueChoice[]
}

/** Colleagues by what is typed, which the server looks for; who was chosen keeps their name when others are found. */
export function useColleagues(chosen: number | readonly number[] | null | undefined, how: How = {}) {
  const { enabled = true, former = false, named = [] } = how
  const [typed, setTyped] = useState('')
  const [seen, setSeen] = useState<ReadonlyMap<number, string>>(new Map())
  const q = typed.trim()
  const input = { limit: 50, ...(former ? {} : { active: true }), ...(q ? { q } : {}) }
  const found = useRoute(listStaff, input, { keepPrevious: true, staleMs: 60_000, enabled })
  const items = found.data?.items ?? []
  const names = new Map([...seen, ...named.map((one) => [one.id, one.name] as const)])
  const others = [chosen ?? []].flat().filter((id) => !items.some((one) => one.id === id))
  const unnamed = others.filter((id) => !names.has(id)).slice(0, 50)
  const asked = enabled && found.data !== undefined && unnamed.length > 0
  const behind = useRoute(listStaff, { limit: 50, ids: unnamed.join(',') || '0' }, { enabled: asked, staleMs: 60_000, keepPrevious: true })
  for (const one of (asked && behind.data?.items) || []) names.set(one.id, one.displayName)
  return {
    options: [
      ...others.flatMap((id) => (names.has(id) ? [{ value: id, label: names.get(id) ?? '' }] : [])),
      ...items.map((one) => ({ value: one.id, label: one.displayName })),
    ],
    loading: found.isFetching && enabled,
    onSearch: (text: string) => {
      // Whoever could be picked until now may have been.
      setSeen(new Map([...names, ...items.map((one) => [one.id, one.displayName] as const)]))
      setTyped(text)
    },
  }
}

/** The same for a list's filter, whose choice stands in the address. */
export function useColleagueFilter(key: string, how: How = {}) {
  const { options, ...rest } = useColleagues(Number(useUrlState().one(key)) || undefined, how)
  return { ...rest, options: options.map((one) => ({ ...one, value: String(one.value) })) }
}
