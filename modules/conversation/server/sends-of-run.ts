import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import { type SendSource, sendSource } from '../contract/index.ts'

/** From the commit on nothing of these runs is claimed; what falls due waits as `paused`. */
export async function pauseSendsOfRuns(ctx: Ctx, runIds: readonly number[], source: SendSource = 'playbook'): Promise<void> {
  await ctx.db.exec(sql`
    insert into send_stop (workspace_id, source, run_id, at)
    select ${ctx.workspaceId}, ${sendSource[source]}, r.id, ${ctx.clock.now()} from unnest(${runIds}::bigint[]) as r (id) order by r.id
    on conflict (workspace_id, source, run_id) do nothing`)
}

/** Lets paused runs go on: what waited leaves now, unless its time is past (then it expires). */
export async function resumeSendsOfRuns(ctx: Ctx, runIds: readonly number[], source: SendSource = 'playbook'): Promise<void> {
  await ctx.inTx(async (tx) => {
    await tx.db.exec(sql`
      delete from send_stop
      where workspace_id = ${tx.workspaceId} and source = ${sendSource[source]} and run_id = any(${runIds}::bigint[])`)
    await tx.db.exec(sql`
      update send s set state = 'planned', held_reason = null
      where ${of(tx, runIds, source)} and s.state = 'paused' and s.held_reason = 'run_paused'`)
    tx.afterCommit(() => tx.app.signals.wake('sends'))
  })
}

/**
 * Takes back what has not left yet, for good; only what goes to `memberIds` in private when they are given.
 * What is on its way or in doubt stays what it is. Returns how many.
 */
export function stopSendsOfRuns(
  ctx: Ctx,
  runIds: readonly number[],
  memberIds: readonly number[] | null = null,
  source: SendSource = 'playbook',
): Promise<number> {
  return ctx.inTx(async (tx) => {
    const stopped = await tx.db.exec(sql`
      update send s set state = 'cancelled', reason = 'run_stopped'
      where ${of(tx, runIds, source)} and (${memberIds}::bigint[] is null or s.member_id = any(${memberIds}::bigint[]))
        and (s.state in ('planned', 'held', 'paused', 'retry') or (s.state = 'needs_person' and s.reason <> 'confirm_by_sender'))`)
    if (memberIds === null) await resumeSendsOfRuns(tx, runIds, source)
    return stopped
  })
}

const of = (ctx: Ctx, runIds: readonly number[], source: SendSource): Sql => sql`
  s.workspace_id = ${ctx.workspaceId} and s.source = ${sendSource[source]} and s.run_id = any(${runIds}::bigint[])`
