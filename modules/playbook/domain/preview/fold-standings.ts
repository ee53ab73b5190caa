import type { Standing } from './judge-planned.ts'

/** Ways in which receivers may stand apart: a preview judges every touch once for each of them. */
const MOST_WAYS = 40

/** Those who stand alike together, the most first. The rest is taken for people to whom nobody else writes; `apart` is how many are not. */
export function foldStandings(receivers: readonly Omit<Standing, 'count'>[]): { readonly standings: Standing[]; readonly apart: number } {
  const ways = new Map<string, Standing>()
  for (const one of receivers) {
    const touches = one.touches.map(({ origin, at }) => `${origin.source}/${origin.runId}/${at.getTime()}`)
    const way = [one.times, ...one.made, ...touches].join(' ')
    ways.set(way, { ...one, count: (ways.get(way)?.count ?? 0) + 1 })
  }
  const ordered = [...ways.values()].sort((a, b) => b.count - a.count)
  const kept = ordered.slice(0, MOST_WAYS)
  const apart = kept.reduce((sum, one) => sum + one.count, 0)
  const rest = receivers.length - apart
  return { standings: [...kept, ...(rest > 0 ? [{ count: rest, touches: [], made: new Map<string, number>(), times: 1 }] : [])], apart }
}
