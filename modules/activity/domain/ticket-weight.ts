import type { Weights } from '../contract/index.ts'

/** No one holds more than this many tickets of a draw. */
const MOST = 100

/** How many tickets one holds: the highest of the rules that fit, and more for days signed in; one without either. */
export function ticketWeight(weights: Weights | null, who: { readonly signIns: number; readonly fits: (rule: number) => boolean }): number {
  if (!weights) return 1
  const own = weights.rules.flatMap((rule, at) => (who.fits(at) ? [rule.tickets] : []))
  return Math.min(MOST, Math.max(1, ...own) + weights.perSignIn * who.signIns)
}

/** What a prize that is drawn may have of its own. */
export interface PrizeRules {
  readonly weights?: Weights | null | undefined
  readonly only?: { readonly condition?: unknown } | null | undefined
}

/** How many tickets count for each prize, where any has rules of its own: the draw's where it has none, 0 for whom its condition keeps out. */
export function weightByPrize(
  prizes: readonly PrizeRules[],
  weight: number,
  who: { readonly weigh: (weights: Weights) => number; readonly fits: (condition: unknown) => boolean },
): number[] | undefined {
  if (!prizes.some((one) => one.weights || one.only)) return undefined
  return prizes.map(({ weights, only }) => {
    if (only && !who.fits(only.condition)) return 0
    return weights ? who.weigh(weights) : weight
  })
}
