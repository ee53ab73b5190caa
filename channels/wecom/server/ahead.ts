import type { App } from '@grove/kernel/server'

interface Kept {
  readonly place: string
  readonly page: Promise<unknown>
}

/** What is being fetched while the page before is written: one a comparison, in this process. */
const waiting = new WeakMap<App, Map<string, Kept>>()

function keptOf(app: App): Map<string, Kept> {
  const known = waiting.get(app) ?? new Map<string, Kept>()
  waiting.set(app, known)
  return known
}

/**
 * The page of this place: the one that was asked for ahead, or asked for now. The platform's answer and our writing then take the time of the
 * longer of the two. Nothing depends on it: a page that was fetched for nothing, by a process that stopped, is fetched again.
 */
export function pageOf<T>(app: App, whose: string, place: string, fetch: () => Promise<T>): Promise<T> {
  const kept = keptOf(app)
  const found = kept.get(whose)
  kept.delete(whose)
  return found?.place === place ? (found.page as Promise<T>) : fetch()
}

export function fetchAhead<T>(app: App, whose: string, place: string, fetch: () => Promise<T>): void {
  const page = fetch()
  // Whoever asks for it hears of its fault; until then it is nobody's.
  page.catch(() => undefined)
  keptOf(app).set(whose, { place, page })
}
