import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { CountState } from '../contract/index.ts'

export const readCount = (ctx: Ctx) =>
  ctx.db.maybe<CountState>(sql`
    select state, phase, done, total, moved, started_at as "startedAt", finished_at as "finishedAt" from standing_count
    where workspace_id = ${ctx.workspaceId}`)

/** Notes that a count is wanted; false when one is at work. One that stood still since `stale` is taken for lost. */
export async function waitingCount(ctx: Ctx, stale: Date): Promise<boolean> {
  const changed = await ctx.db.exec(sql`
    insert into standing_count as c (workspace_id, state, phase, done, total, moved, started_at)
    values (${ctx.workspaceId}, 'waiting', 'score', 0, 0, 0, ${ctx.clock.now()})
    on conflict (workspace_id) do update set state = 'waiting', phase = 'score', done = 0, total = 0, moved = 0, started_at = excluded.started_at,
      finished_at = null
    where c.state not in ('waiting', 'running') or c.started_at < ${stale}`)
  return changed > 0
}

export async function beginCount(ctx: Ctx): Promise<void> {
  await ctx.db.exec(sql`
    insert into standing_count as c (workspace_id, state, phase, done, total, moved, started_at)
    values (${ctx.workspaceId}, 'running', 'score', 0, 0, 0, ${ctx.clock.now()})
    on conflict (workspace_id) do update set state = 'running', phase = 'score', done = 0, total = 0, moved = 0, started_at = excluded.started_at,
      finished_at = null`)
}

interface CountStep {
  readonly phase: string
  /** Sets how many moves the phase has; `done` and `moved` are added. */
  readonly total?: number
  readonly done?: number
  readonly moved?: number
}

export async function stepCount(ctx: Ctx, { phase, total, done = 0, moved = 0 }: CountStep): Promise<void> {
  await ctx.db.exec(sql`
    update standing_count set done = case when phase = ${phase} and ${total ?? null}::int is null then done + ${done} else 0 end,
      total = coalesce(${total ?? null}::int, case when phase = ${phase} then total else 0 end), moved = moved + ${moved}, phase = ${phase}
    where workspace_id = ${ctx.workspaceId} and state = 'running'`)
}

export async function endCount(ctx: Ctx, state: 'done' | 'cancelled' | 'failed'): Promise<void> {
  await ctx.db.exec(sql`
    update standing_count set state = ${state}, finished_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and state in ('waiting', 'running')`)
}
