import type { App } from '@grove/kernel/server'

/** What is being fetched while pages before are written: a few a comparison, in this process, by their places. */
const waiting = new WeakMap<App, Map<string, Map<string, Promise<unknown>>>>()

function keptOf(app: App, whose: string): Map<string, Promise<unknown>> {
  const all = waiting.get(app) ?? new Map<string, Map<string, Promise<unknown>>>()
  waiting.set(app, all)
  const known = all.get(whose) ?? new Map<string, Promise<unknown>>()
  all.set(whose, known)
  return known
}

/**
 * The page of this place: the one that was asked for ahead, or asked for now. The platform's answer and our writing then take the time of the
 * longer of the two. Nothing depends on it: a page that was fetched for nothing, by a process that stopped, is fetched again.
 */
export function pageOf<T>(app: App, whose: string, place: string, fetch: () => Promise<T>): Promise<T> {
  const kept = keptOf(app, whose)
  const found = kept.get(place)
  if (found) kept.delete(place)
  else kept.clear()
  return found ? (found as Promise<T>) : fetch()
}

/** Asks for a page that will be wanted, unless it is on its way; the page, so that the one after it can be asked for as soon as it came. */
export function fetchAhead<T>(app: App, whose: string, place: string, fetch: () => Promise<T>): Promise<T> {
  const kept = keptOf(app, whose)
  const page = (kept.get(place) as Promise<T> | undefined) ?? fetch()
  kept.set(place, page)
  // Whoever asks for it hears of its fault; until then it is nobody's.
  page.catch(() => undefined)
  return page
}
