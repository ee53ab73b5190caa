import { useLocation, useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { parseSearch } from './search-string.ts'

export interface UrlState {
  /** The first value of a name. */
  one(name: string): string | undefined
  all(name: string): readonly string[]
  /** Sets or (undefined, empty) removes names, leaving the others; the address is replaced, so “back” leaves the page. */
  set(patch: Readonly<Record<string, string | readonly string[] | undefined>>): void
}

/** Filters, tabs and sort order live in the address: they survive a reload and can be sent to a colleague. */
export function useUrlState(): UrlState {
  const navigate = useNavigate()
  const search = parseSearch(useLocation({ select: (location) => location.searchStr }))
  const set = useCallback<UrlState['set']>(
    (patch) => void navigate({ to: '.', search: (old: object) => ({ ...old, ...patch }), replace: true } as never),
    [navigate],
  )
  const all = (name: string): readonly string[] => {
    const value = search[name]
    return value === undefined ? [] : Array.isArray(value) ? value : [value]
  }
  return { all, one: (name) => all(name)[0], set }
}

/** One name of the address: `const [tab, setTab] = useUrlValue('tab', 'members')`. */
export function useUrlValue(name: string, fallback: string): readonly [string, (value: string) => void] {
  const url = useUrlState()
  return [url.one(name) ?? fallback, (value) => url.set({ [name]: value === fallback ? undefined : value })]
}
