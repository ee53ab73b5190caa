import { communityScope } from '@grove/community/server'
import { stopSendsOfRuns } from '@grove/conversation/server'
import { emit } from '@grove/event-log'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { activityErrors, activityStopped, type extendRound as extendRoute, type stopActivity as stopRoute } from '../contract/index.ts'
import { SETTLE_MS, type State } from '../domain/advance.ts'
import { refreshCards } from './refresh-cards.ts'
import { stateOf } from './plan-of.ts'
import { lockActivity, type StoredActivity, writeStates, writeStop } from './store.ts'
import { tellPhones } from './tell-phones.ts'

/** The activity, locked, if the actor serves its group. @throws activity.not_found */
export async function lockSeen(ctx: Ctx, id: number): Promise<StoredActivity> {
  const found = await lockActivity(ctx, id)
  const seen =
    found &&
    (await ctx.db.maybe<{ id: number }>(
      sql`select c.id from community c where c.workspace_id = ${ctx.workspaceId} and c.id = ${found.communityId} and ${communityScope(ctx)}`,
    ))
  if (!found || !seen) throw activityErrors.not_found()
  return found
}

const wake = (ctx: Ctx) => ctx.afterCommit(() => ctx.app.signals.wake('activity'))
const targetOf = (id: number) => ({ kind: 'activity', id })

/** @throws activity.not_found activity.not_running */
export async function revealNow(ctx: Ctx, { id }: { readonly id: number }): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const activity = await lockSeen(ctx, id)
    if (activity.stage !== 'open') throw activityErrors.not_running()
    const now = ctx.clock.now().getTime()
    await move(ctx, activity, { ...stateOf(activity), closesAt: now, dueAt: now + SETTLE_MS })
    await audit(ctx, { verb: 'activity.reveal', target: targetOf(id), after: { round: activity.round } })
    return { changed: 1 }
  })
}

/** From what is left, or from now when the time was just over. @throws activity.not_found activity.not_running */
export async function extendRound(ctx: Ctx, { id, minutes }: InputOf<typeof extendRoute>): Promise<{ closesAt: Date }> {
  return ctx.inTx(async (ctx) => {
    const activity = await lockSeen(ctx, id)
    if (activity.stage !== 'open' || activity.closesAt === null) throw activityErrors.not_running()
    const closesAt = Math.max(activity.closesAt.getTime(), ctx.clock.now().getTime()) + minutes * 60_000
    await move(ctx, activity, { ...stateOf(activity), closesAt, dueAt: closesAt + SETTLE_MS })
    await audit(ctx, { verb: 'activity.extend', target: targetOf(id), after: { round: activity.round, minutes } })
    return { closesAt: new Date(closesAt) }
  })
}

/** @throws activity.not_found activity.not_running */
export async function startNow(ctx: Ctx, { id }: { readonly id: number }): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const activity = await lockSeen(ctx, id)
    if (!['planned', 'announced', 'preheating'].includes(activity.stage)) throw activityErrors.not_running()
    const now = ctx.clock.now()
    await ctx.db.exec(sql`
      update activity set starts_at = ${now}, due_at = ${now} where workspace_id = ${ctx.workspaceId} and id = ${id}`)
    await audit(ctx, { verb: 'activity.start', target: targetOf(id), before: { startsAt: activity.startsAt }, after: { startsAt: now } })
    wake(ctx)
    return { changed: 1 }
  })
}

/** For good: posts that wait are not sent, prizes given stay given. @throws activity.not_found activity.over */
export async function stopActivity(ctx: Ctx, { id, why }: InputOf<typeof stopRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const activity = await lockSeen(ctx, id)
    if (activity.stage === 'done' || activity.stage === 'stopped') throw activityErrors.over()
    await writeStop(ctx, [id], why)
    await stopSendsOfRuns(ctx, [id], null, 'activity')
    await refreshCards(ctx, [id])
    tellPhones(ctx, [activity.communityId])
    const data = { activityId: id, script: activity.script, title: activity.title, why }
    await emit(ctx, [{ kind: activityStopped, communityId: activity.communityId, counted: false, data }])
    await audit(ctx, { verb: 'activity.stop', target: targetOf(id), before: { stage: activity.stage }, after: { why } })
    return { changed: 1 }
  })
}

export async function move(ctx: Ctx, { id, communityId }: Pick<StoredActivity, 'id' | 'communityId'>, state: State): Promise<void> {
  await writeStates(ctx, [{ id, state }])
  tellPhones(ctx, [communityId])
  wake(ctx)
}
