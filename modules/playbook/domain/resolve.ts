import { act } from './fall.ts'
import { happened, isGood } from './happened.ts'
import { take, type Work } from './work.ts'

/** An answer from outside: how a task or send ended, or what a person decided about a late step (`send` or `skip`). Unasked ones change nothing. */
export function resolve(work: Work, input: { readonly step: string; readonly occurrence: number; readonly outcome: string }): void {
  const planned = work.plan.steps.get(input.step)
  if (!planned) return
  const about = (kind: string) => take(work, (one) => one.k === kind && one.step === input.step && one.occ === input.occurrence)
  const [asked] = about('ask')
  if (asked) {
    if (input.outcome === 'send') act(work, planned, asked.occ, work.now)
    else work.effects.push({ kind: 'skipped', step: input.step, occurrence: asked.occ, dueAt: asked.from ?? work.now, reason: 'declined' })
    return
  }
  if (isGood(input.outcome)) about('fallback')
  if (about('hang').length > 0) happened(work, planned, input.occurrence, input.outcome, work.now)
}
