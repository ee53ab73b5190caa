import { addDays, dayOf, daysBetween } from '@grove/calendar'
import type { Ctx } from '@grove/kernel/server'
import { figureErrors } from '../contract/index.ts'
import { communityFigures } from './community-figures.ts'
import { readRunSpan, readStepEffects } from './read.ts'

const LONGEST_DAYS = 400

/** A long run shows its last 400 days. @throws figure.not_found */
export async function runFigures(ctx: Ctx, input: { readonly id: number }) {
  const run = await readRunSpan(ctx, input.id)
  if (!run) throw figureErrors.not_found()
  const to = dayOf((run.endedAt ?? ctx.clock.now()).getTime(), ctx.zone)
  const start = dayOf(run.startedAt.getTime(), ctx.zone)
  const from = start > to ? to : daysBetween(start, to) > LONGEST_DAYS ? addDays(to, -LONGEST_DAYS) : start
  const [figures, steps] = await Promise.all([communityFigures(ctx, { id: run.communityId, from, to }), readStepEffects(ctx, input.id)])
  return { from, to, ...figures, steps }
}
