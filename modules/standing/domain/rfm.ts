import type { RfmCuts, RfmSegment, RfmSettings } from '../contract/index.ts'
import { OTHERS } from './defaults.ts'

/** What one buyer did: whole days since the last order, orders, money in minor units. */
export interface Buyer {
  readonly recency: number
  readonly frequency: number
  readonly monetary: number
}
export interface RfmScore {
  readonly r: number
  readonly f: number
  readonly m: number
}

/** The value below which a share of the sorted values lies, between neighbours in proportion (as spreadsheets and R do it by default). */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? low
  return low + (high - low) * (at - Math.floor(at))
}

/** Cut-offs that put as many buyers on each score: one above the quantile, so that equal values are never parted. */
export function quantileCuts(buyers: readonly Buyer[], bins: number): RfmCuts {
  const cuts = (pick: (buyer: Buyer) => number) => {
    const sorted = buyers.map(pick).sort((a, b) => a - b)
    return Array.from({ length: bins - 1 }, (_, at) => quantile(sorted, (at + 1) / bins) + 1)
  }
  return { recency: cuts((one) => one.recency), frequency: cuts((one) => one.frequency), monetary: cuts((one) => one.monetary) }
}

/** 1 below the first cut-off, one more for each that is reached. */
export function binOf(value: number, cuts: readonly number[]): number {
  return cuts.filter((cut) => value >= cut).length + 1
}

/** Few days since the last order are good, so recency counts from the other end. */
export function scoreBuyer(buyer: Buyer, cuts: RfmCuts): RfmScore {
  return {
    r: cuts.recency.length + 2 - binOf(buyer.recency, cuts.recency),
    f: binOf(buyer.frequency, cuts.frequency),
    m: binOf(buyer.monetary, cuts.monetary),
  }
}

export function segmentOf(score: RfmScore, segments: readonly RfmSegment[]): string {
  const inside = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high
  return segments.find((one) => inside(score.r, one.r) && inside(score.f, one.f) && inside(score.m, one.m))?.key ?? OTHERS
}

/** Why settings can not be used; undefined when they can. */
export function rfmFault(settings: RfmSettings): { readonly kind: 'cuts' } | { readonly kind: 'twice'; readonly key: string } | undefined {
  const keys = settings.segments.map((one) => one.key)
  const twice = keys.find((key, at) => keys.indexOf(key) < at || key === OTHERS)
  if (twice !== undefined) return { kind: 'twice', key: twice }
  if (settings.segments.some(({ r, f, m }) => [r, f, m].some(([low, high]) => low > high))) return { kind: 'cuts' }
  if (settings.mode === 'quantile') return undefined
  if (!settings.cuts) return { kind: 'cuts' }
  const rising = (cuts: readonly number[]) =>
    cuts.length === settings.bins - 1 && cuts.every((cut, at) => at === 0 || cut >= (cuts[at - 1] ?? 0))
  return [settings.cuts.recency, settings.cuts.frequency, settings.cuts.monetary].every(rising) ? undefined : { kind: 'cuts' }
}
