import { prepareConditions } from '@grove/condition-kit/server'
import { emit } from '@grove/event-log'
import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql, { join } from 'sql-template-tag'
import { memberFellAsleep } from '../contract/index.ts'
import { conditionsOf } from '../domain/conditions-of.ts'
import { markDirty } from './store-acts.ts'
import { booksOf } from './store-rule.ts'
import { moveLookedAt } from './store-settings.ts'

const BATCH = 2000
/** Rules are asked again by time alone this often: they count in days. */
const LOOK_MS = 6 * 3_600_000

/** What time alone does: members fall asleep, overrides end, answers of rules turn. Found by index, never by walking all members. */
export const sleepLoop = dueLoop({
  name: 'standing.sleep',
  wakeOn: [],
  everyMs: 60_000,
  due: async (ctx: SystemCtx) => {
    const now = ctx.clock.now()
    const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
      select w.id from workspace w where
        exists (select 1 from standing s where s.workspace_id = w.id and s.sleep_at <= ${now})
        or exists (select 1 from standing_override o where o.workspace_id = w.id and o.until <= ${now})
        or exists (select 1 from standing_setting t where t.workspace_id = w.id and t.looked_at <= ${new Date(now.getTime() - LOOK_MS)})
        or (not exists (select 1 from standing_setting t where t.workspace_id = w.id and t.looked_at is not null)
          and exists (select 1 from standing s where s.workspace_id = w.id))
      order by w.id`)
    return rows.map((row) => row.id)
  },
  run: (ctx) =>
    ctx.inTx(async (tx) => {
      const asleep = await fallAsleep(tx)
      await endOverrides(tx)
      if (asleep < BATCH) await lookAtTime(tx)
      return { more: asleep === BATCH }
    }),
})

async function fallAsleep(ctx: Ctx): Promise<number> {
  const rows = await ctx.db.rows<{ id: number; at: Date; days: number }>(sql`
    with due as (
      select s.member_id, s.sleep_at from standing s where s.workspace_id = ${ctx.workspaceId} and s.sleep_at <= ${ctx.clock.now()}
      order by s.sleep_at, s.member_id limit ${BATCH} for update skip locked)
    update standing s set asleep_since = d.sleep_at, sleep_at = null from due d
    where s.workspace_id = ${ctx.workspaceId} and s.member_id = d.member_id
    returning s.member_id as id, d.sleep_at as at, (extract(epoch from d.sleep_at - s.last_act_at) / 86400)::int as days`)
  await emit(
    ctx,
    rows.map((row) => ({ kind: memberFellAsleep, memberId: row.id, at: row.at, data: { silentDays: row.days } })),
  )
  return rows.length
}

/** A member whose override ended is under the rules again. */
async function endOverrides(ctx: Ctx): Promise<void> {
  const rows = await ctx.db.rows<{ memberId: number }>(sql`
    delete from standing_override o where o.workspace_id = ${ctx.workspaceId} and o.until <= ${ctx.clock.now()} returning o.member_id as "memberId"`)
  await markDirty(
    ctx,
    rows.map((row) => ({ ...row, event: 'time', eventId: 0 })),
  )
}

/** Members whose answer to a question of the rules turned since the last look because time passed. */
async function lookAtTime(ctx: Ctx): Promise<void> {
  const from = await moveLookedAt(ctx)
  const to = ctx.clock.now()
  if (!from || from >= to) return
  const conditions = (await booksOf(ctx)).flatMap((one) => conditionsOf(one.book))
  const compiled = await prepareConditions(ctx, conditions, to)
  const turned = conditions.flatMap((condition) => compiled.turned(condition, { from, to }) ?? [])
  if (turned.length === 0) return
  await ctx.db.exec(sql`
    insert into standing_dirty (workspace_id, member_id, causes)
    select distinct ${ctx.workspaceId}::bigint, t.id, '{"time": 0}'::jsonb from (${join(turned, ' union ')}) t
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = t.id and m.kind = 'member' order by t.id on conflict do nothing`)
  ctx.afterCommit(() => ctx.app.signals.wake('standing'))
}
