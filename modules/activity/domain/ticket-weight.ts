import type { Weights } from '../contract/index.ts'

/** No one holds more than this many tickets of a draw. */
const MOST = 100

/** How many tickets one holds: the highest of the rules that fit, and more for days signed in; one without either. */
export function ticketWeight(weights: Weights | null, who: { readonly signIns: number; readonly fits: (rule: number) => boolean }): number {
  if (!weights) return 1
  const own = weights.rules.flatMap((rule, at) => (who.fits(at) ? [rule.tickets] : []))
  return Math.min(MOST, Math.max(1, ...own) + weights.perSignIn * who.signIns)
}
