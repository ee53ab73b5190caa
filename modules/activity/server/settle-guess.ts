import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { activityErrors, type settleGuess as settleRoute } from '../contract/index.ts'
import { SETTLE_MS } from '../domain/advance.ts'
import { guessNumber } from '../domain/guess-number.ts'
import { lockSeen, move } from './control.ts'
import { stateOf } from './plan-of.ts'
import { readRound } from './read-view.ts'
import { writeAnswers } from './store.ts'

/** How it came out, told once: guesses are closed, the winners named a moment later. @throws activity.not_found activity.no_guess activity.not_running … */
export async function settleGuess(ctx: Ctx, { id, result }: InputOf<typeof settleRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const activity = await lockSeen(ctx, id)
    if (activity.kind !== 'guess') throw activityErrors.no_guess()
    if (activity.stage !== 'open' || activity.closesAt === null || !activity.unsettled) throw activityErrors.not_running()
    const { round } = activity
    const options = (await readRound(ctx, id, round))?.options ?? []
    const answer = options.length === 0 ? guessNumber(result) : options.find((option) => option.key === result.toUpperCase())?.key
    if (answer === null) throw activityErrors.no_number()
    if (answer === undefined) throw activityErrors.no_such_option()
    await writeAnswers(ctx, [{ id, round, answer }])
    const now = ctx.clock.now().getTime()
    const closed = Math.min(activity.closesAt.getTime(), now)
    await move(ctx, activity, { ...stateOf(activity), closesAt: closed, dueAt: Math.max(now, closed + SETTLE_MS) })
    await audit(ctx, { verb: 'activity.settle', target: { kind: 'activity', id }, after: { result: answer } })
    return { changed: 1 }
  })
}
