import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

export type SyncPhase = 'staff' | 'tags' | 'customers' | 'groups' | 'rosters' | 'end'

/** How many of each kind differed, so far. */
export type Found = Partial<Record<'staff' | 'people' | 'tags' | 'groups' | 'group_members', number>>

/** Where a comparison stands; everything needed to go on after a crash. */
export interface SyncRow {
  readonly accountId: number
  readonly run: number
  readonly state: 'never' | 'running' | 'done' | 'failed'
  readonly phase: SyncPhase
  readonly place: string | null
  readonly done: number
  readonly total: number
  readonly drift: Found
  readonly found: Found
  readonly fault: string | null
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}

const SYNC = sql`y.account_id as "accountId", y.run, y.state, y.phase, y.place, y.done, y.total, y.drift, y.found, y.fault,
  y.started_at as "startedAt", y.finished_at as "finishedAt"`

export function readSync(ctx: Ctx, accountId: number): Promise<SyncRow | undefined> {
  return ctx.db.maybe<SyncRow>(sql`
    select ${SYNC} from wecom_sync y where y.workspace_id = ${ctx.workspaceId} and y.account_id = ${accountId}`)
}

/** Begins a comparison unless one runs. False: one does. */
export async function beginSync(ctx: Ctx, accountId: number): Promise<boolean> {
  const now = ctx.clock.now()
  const begun = await ctx.db.exec(sql`
    insert into wecom_sync as y (workspace_id, account_id, run, state, phase, started_at, due_at)
    values (${ctx.workspaceId}, ${accountId}, 1, 'running', 'staff', ${now}, ${now})
    on conflict (workspace_id, account_id) do update set run = y.run + 1, state = 'running', phase = 'staff', place = null, done = 0, total = 0,
      found = '{}', fault = null, started_at = ${now}, finished_at = null, due_at = ${now}
    where y.state <> 'running'`)
  return begun > 0
}

/** Lets one that stopped in front of a fault go on now, from where it was. False: none did. */
export async function resumeSync(ctx: Ctx, accountId: number): Promise<boolean> {
  const due = await ctx.db.exec(sql`
    update wecom_sync y set due_at = ${ctx.clock.now()}
    where y.workspace_id = ${ctx.workspaceId} and y.account_id = ${accountId} and y.state = 'running' and y.fault <> ''`)
  return due > 0
}

/** Takes comparisons that are due into this process's hands for a while. */
export function claimSyncs(ctx: Ctx, leaseMs: number): Promise<SyncRow[]> {
  const now = ctx.clock.now()
  return ctx.db.rows<SyncRow>(sql`
    update wecom_sync y set due_at = ${new Date(now.getTime() + leaseMs)}
    from (
      select d.account_id from wecom_sync d
      where d.workspace_id = ${ctx.workspaceId} and d.due_at <= ${now} order by d.account_id for update skip locked) as n
    where y.workspace_id = ${ctx.workspaceId} and y.account_id = n.account_id
    returning ${SYNC}`)
}

export interface Advance {
  readonly phase: SyncPhase
  readonly place: string | null
  readonly done: number
  readonly total: number
  readonly found: Found
}

/** One step further, in the transaction of what the step wrote. */
export async function advanceSync(ctx: Ctx, row: SyncRow, next: Advance): Promise<void> {
  await ctx.db.exec(sql`
    update wecom_sync set phase = ${next.phase}, place = ${next.place}, done = ${next.done}, total = ${next.total},
      found = ${JSON.stringify(next.found)}::jsonb, fault = null, due_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and account_id = ${row.accountId} and run = ${row.run}`)
}

export async function finishSync(ctx: Ctx, row: SyncRow, found: Found, nextAt: Date): Promise<void> {
  await ctx.db.exec(sql`
    update wecom_sync set state = 'done', phase = 'end', place = null, drift = ${JSON.stringify(found)}::jsonb, fault = null,
      done = greatest(done, total), finished_at = ${ctx.clock.now()}, due_at = ${nextAt}
    where workspace_id = ${ctx.workspaceId} and account_id = ${row.accountId} and run = ${row.run}`)
}

/** It goes on from the same place at `dueAt`; `failed` waits for a person as well. */
export async function troubleSync(ctx: Ctx, row: SyncRow, fault: string, dueAt: Date): Promise<void> {
  await ctx.db.exec(sql`
    update wecom_sync set fault = ${fault}, due_at = ${dueAt}
    where workspace_id = ${ctx.workspaceId} and account_id = ${row.accountId} and run = ${row.run}`)
}
