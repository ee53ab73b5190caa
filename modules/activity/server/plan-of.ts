import type { Ctx } from '@grove/kernel/server'
import type { Plan, State } from '../domain/advance.ts'
import { signInDays } from '../domain/sign-in-days.ts'
import type { StoredActivity } from './store.ts'

/** What the clock needs of an activity. */
export function planOf(ctx: Ctx, one: Pick<StoredActivity, 'mechanism' | 'spec' | 'rounds' | 'startsAt' | 'unsettled'>): Plan {
  const startsAt = one.startsAt.getTime()
  return {
    startsAt,
    rounds: one.rounds,
    timing: one.spec.timing,
    unsettled: one.unsettled,
    days: one.mechanism === 'days' ? signInDays(startsAt, one.rounds, ctx.zone) : null,
  }
}

export const stateOf = (one: Pick<StoredActivity, 'stage' | 'round' | 'closesAt' | 'dueAt'>): State => ({
  stage: one.stage,
  round: one.round,
  closesAt: one.closesAt?.getTime() ?? null,
  dueAt: one.dueAt?.getTime() ?? null,
})
