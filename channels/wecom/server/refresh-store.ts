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
/** A customer looked at just now is looked at again so long after at the earliest: a storm of events of one is a few looks, the last of them after the last event. */
const QUIET_MS = 3000

/**
 * Places to look at; one that is waiting already waits once, and one that is being looked at is looked at again when that look is over. One the
 * platform did not show keeps its time: the next event of it makes the platform no readier, and a storm of them would ask without end.
 */
export async function addRefreshes(ctx: Ctx, hints: readonly (Hint & { readonly accountId: number })[]): Promise<void> {
  if (hints.length === 0) return
  const now = ctx.clock.now()
  const after = (ms: number) => new Date(now.getTime() + ms)
  const unique = [...new Map(hints.map((hint) => [`${hint.accountId} ${hint.kind} ${hint.key}`, hint])).values()]
  await ctx.db.exec(sql`
    insert into wecom_refresh as r (workspace_id, account_id, kind, key, since, due_at, want)
    select ${ctx.workspaceId}, n.account_id, n.kind, n.key, ${now},
      case when n.kind = 'group' then ${after(SETTLES_MS)}::timestamptz
        else greatest(${now}::timestamptz, c.synced_at + ${QUIET_MS}::int * interval '1 millisecond') end, n.want
    from unnest(${unique.map((one) => one.accountId)}::bigint[], ${unique.map((one) => one.kind)}::text[],
      ${unique.map((one) => one.key)}::text[], ${unique.map((one) => one.want)}::text[]) as n (account_id, kind, key, want)
    left join lateral (
      select k.synced_at from wecom_customer k
      where n.kind = 'customer' and k.workspace_id = ${ctx.workspaceId} and k.account_id = n.account_id and k.external_userid = n.key offset 0) c on true
    order by n.account_id, n.kind, n.key
    on conflict (workspace_id, account_id, kind, key) do update set want = coalesce(excluded.want, r.want),
      asks = r.asks + 1, attempts = case when r.error is null then 0 else r.attempts end,
      due_at = case when r.error is null and r.begun_at is null then least(r.due_at, excluded.due_at) else r.due_at end`)
}

/** Takes what is due into this process's hands for a minute. */
export function claimRefreshes(ctx: Ctx, limit: number): Promise<Refresh[]> {
  const now = ctx.clock.now()
  return ctx.db.rows<Refresh>(sql`
    update wecom_refresh r set due_at = ${new Date(now.getTime() + LEASE_MS)}, attempts = r.attempts + 1, error = null, begun_at = ${now}
    from (
      select d.account_id, d.kind, d.key from wecom_refresh d
      where d.workspace_id = ${ctx.workspaceId} and d.due_at <= ${now}
      order by d.due_at limit ${limit} for update skip locked) as n
    where r.workspace_id = ${ctx.workspaceId} and r.account_id = n.account_id and r.kind = n.kind and r.key = n.key
    returning r.account_id as "accountId", r.kind, r.key, r.want, r.asks, r.attempts`)
}

/**
 * Looked at. One that an event asked for again meanwhile stays: what this look showed may be older than the event. It is looked at once more,
 * after its quiet time.
 */
export async function dropRefreshes(ctx: Ctx, done: readonly Refresh[]): Promise<void> {
  if (done.length === 0) return
  const now = ctx.clock.now().getTime()
  const looked = sql`unnest(${done.map((one) => one.accountId)}::bigint[], ${done.map((one) => one.kind)}::text[],
    ${done.map((one) => one.key)}::text[], ${done.map((one) => one.asks)}::int[]) as n (account_id, kind, key, asks)`
  const same = sql`r.workspace_id = ${ctx.workspaceId} and r.account_id = n.account_id and r.kind = n.kind and r.key = n.key`
  await ctx.db.exec(sql`delete from wecom_refresh r using ${looked} where ${same} and r.asks = n.asks`)
  await ctx.db.exec(sql`
    update wecom_refresh r set begun_at = null, attempts = 0,
      due_at = case when r.kind = 'group' then ${new Date(now + SETTLES_MS)}::timestamptz else ${new Date(now + QUIET_MS)}::timestamptz end
    from ${looked} where ${same} and r.asks <> n.asks`)
}

export interface Postponed {
  readonly refresh: Refresh
  readonly dueAt: Date
  readonly error: string | null
}

export async function postponeRefreshes(ctx: Ctx, later: readonly Postponed[]): Promise<void> {
  if (later.length === 0) return
  await ctx.db.exec(sql`
    update wecom_refresh r set due_at = n.due_at, error = n.error, begun_at = null
    from unnest(${later.map((one) => one.refresh.accountId)}::bigint[], ${later.map((one) => one.refresh.kind)}::text[],
      ${later.map((one) => one.refresh.key)}::text[], ${later.map((one) => one.dueAt)}::timestamptz[],
      ${later.map((one) => one.error)}::text[]) as n (account_id, kind, key, due_at, error)
    where r.workspace_id = ${ctx.workspaceId} and r.account_id = n.account_id and r.kind = n.kind and r.key = n.key`)
}
