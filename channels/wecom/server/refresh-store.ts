import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Hint } from './event-meaning.ts'

export interface Refresh extends Hint {
  readonly accountId: number
  readonly asks: number
  readonly attempts: number
}

/** The platform shows a change of a group a moment after it told us. */
const SETTLES_MS = 1500
const LEASE_MS = 60_000

/**
 * Places to look at; one that is waiting already waits once, and is looked at again when it is being looked at now. One the platform did not
 * show keeps its time: the next event of it makes the platform no readier, and a storm of them would ask without end.
 */
export async function addRefreshes(ctx: Ctx, hints: readonly (Hint & { readonly accountId: number })[]): Promise<void> {
  if (hints.length === 0) return
  const now = ctx.clock.now()
  const unique = [...new Map(hints.map((hint) => [`${hint.accountId} ${hint.kind} ${hint.key}`, hint])).values()]
  await ctx.db.exec(sql`
    insert into wecom_refresh as r (workspace_id, account_id, kind, key, since, due_at, want)
    select ${ctx.workspaceId}, n.account_id, n.kind, n.key, ${now},
      case when n.kind = 'group' then ${new Date(now.getTime() + SETTLES_MS)}::timestamptz else ${now}::timestamptz end, n.want
    from unnest(${unique.map((one) => one.accountId)}::bigint[], ${unique.map((one) => one.kind)}::text[],
      ${unique.map((one) => one.key)}::text[], ${unique.map((one) => one.want)}::text[]) as n (account_id, kind, key, want)
    order by n.account_id, n.kind, n.key
    on conflict (workspace_id, account_id, kind, key) do update set want = coalesce(excluded.want, r.want),
      asks = r.asks + 1, attempts = case when r.error is null then 0 else r.attempts end,
      due_at = case when r.error is null then least(r.due_at, excluded.due_at) else r.due_at end`)
}

/** Takes what is due into this process's hands for a minute. */
export function claimRefreshes(ctx: Ctx, limit: number): Promise<Refresh[]> {
  const now = ctx.clock.now()
  return ctx.db.rows<Refresh>(sql`
    update wecom_refresh r set due_at = ${new Date(now.getTime() + LEASE_MS)}, attempts = r.attempts + 1, error = null
    from (
      select d.account_id, d.kind, d.key from wecom_refresh d
      where d.workspace_id = ${ctx.workspaceId} and d.due_at <= ${now}
      order by d.due_at limit ${limit} for update skip locked) as n
    where r.workspace_id = ${ctx.workspaceId} and r.account_id = n.account_id and r.kind = n.kind and r.key = n.key
    returning r.account_id as "accountId", r.kind, r.key, r.want, r.asks, r.attempts`)
}

/** Looked at. One that an event asked for again meanwhile stays. */
export async function dropRefreshes(ctx: Ctx, done: readonly Refresh[]): Promise<void> {
  if (done.length === 0) return
  await ctx.db.exec(sql`
    delete from wecom_refresh r using unnest(${done.map((one) => one.accountId)}::bigint[], ${done.map((one) => one.kind)}::text[],
      ${done.map((one) => one.key)}::text[], ${done.map((one) => one.asks)}::int[]) as n (account_id, kind, key, asks)
    where r.workspace_id = ${ctx.workspaceId} and r.account_id = n.account_id and r.kind = n.kind and r.key = n.key and r.asks = n.asks`)
}

export interface Postponed {
  readonly refresh: Refresh
  readonly dueAt: Date
  readonly error: string | null
}

export async function postponeRefreshes(ctx: Ctx, later: readonly Postponed[]): Promise<void> {
  if (later.length === 0) return
  await ctx.db.exec(sql`
    update wecom_refresh r set due_at = n.due_at, error = n.error
    from unnest(${later.map((one) => one.refresh.accountId)}::bigint[], ${later.map((one) => one.refresh.kind)}::text[],
      ${later.map((one) => one.refresh.key)}::text[], ${later.map((one) => one.dueAt)}::timestamptz[],
      ${later.map((one) => one.error)}::text[]) as n (account_id, kind, key, due_at, error)
    where r.workspace_id = ${ctx.workspaceId} and r.account_id = n.account_id and r.kind = n.kind and r.key = n.key`)
}
