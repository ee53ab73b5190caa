import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Counter, ReasonDetail } from '../contract/index.ts'

/** Balances of members, locked in the order of their numbers; made where there is none. Members that do not exist are left out. */
export async function lockBalances(
  ctx: Ctx,
  memberIds: readonly number[],
): Promise<ReadonlyMap<number, { balance: number; counted: boolean }>> {
  await ctx.db.exec(sql`
    insert into points_balance (workspace_id, member_id, balance, updated_at)
    select ${ctx.workspaceId}, m.id, 0, ${ctx.clock.now()} from member m
    where m.workspace_id = ${ctx.workspaceId} and m.id = any(${memberIds}::bigint[]) order by m.id
    on conflict (workspace_id, member_id) do nothing`)
  const rows = await ctx.db.rows<{ memberId: number; balance: number; counted: boolean }>(sql`
    select b.member_id as "memberId", b.balance, m.kind = 'member' as counted from points_balance b
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = b.member_id
    where b.workspace_id = ${ctx.workspaceId} and b.member_id = any(${memberIds}::bigint[]) order by b.member_id for update of b`)
  return new Map(rows.map((row) => [row.memberId, row]))
}

export async function knownKeys(ctx: Ctx, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await ctx.db.rows<{ key: string }>(sql`
    select key from points_entry where workspace_id = ${ctx.workspaceId} and key = any(${keys}::text[])`)
  return new Set(rows.map((row) => row.key))
}

export interface NewEntry {
  readonly memberId: number
  readonly amount: number
  readonly counter: Counter
  readonly reason: string
  readonly detail: ReasonDetail
  readonly balance: number
  readonly reverses: number
  readonly key: string
}

/** Numbers of the new entries, in their order. */
export async function insertEntries(ctx: Ctx, entries: readonly NewEntry[]): Promise<number[]> {
  const rows = await ctx.db.rows<{ id: number }>(sql`
    insert into points_entry (workspace_id, member_id, amount, counter, reason, detail, balance, reverses, key, at)
    select ${ctx.workspaceId}, e.member_id, e.amount, e.counter, e.reason, e.detail, e.balance, e.reverses, e.key, ${ctx.clock.now()}
    from unnest(${entries.map((one) => one.memberId)}::bigint[], ${entries.map((one) => one.amount)}::bigint[],
      ${entries.map((one) => one.counter)}::text[], ${entries.map((one) => one.reason)}::text[],
      ${entries.map((one) => JSON.stringify(one.detail))}::jsonb[], ${entries.map((one) => one.balance)}::bigint[],
      ${entries.map((one) => one.reverses)}::bigint[], ${entries.map((one) => one.key)}::text[])
      with ordinality as e (member_id, amount, counter, reason, detail, balance, reverses, key, position)
    order by e.position returning id`)
  return rows.map((row) => row.id)
}

export async function setBalances(ctx: Ctx, balances: ReadonlyMap<number, number>): Promise<void> {
  await ctx.db.exec(sql`
    update points_balance b set balance = n.balance, updated_at = ${ctx.clock.now()}
    from unnest(${[...balances.keys()]}::bigint[], ${[...balances.values()]}::bigint[]) as n (member_id, balance)
    where b.workspace_id = ${ctx.workspaceId} and b.member_id = n.member_id`)
}

export interface StoredEntry {
  readonly id: number
  readonly memberId: number
  readonly amount: number
  readonly reverses: number
  readonly reversed: boolean
}

export function findEntry(ctx: Ctx, id: number): Promise<StoredEntry | undefined> {
  return ctx.db.maybe<StoredEntry>(sql`
    select e.id, e.member_id as "memberId", e.amount, e.reverses,
      exists (select 1 from points_entry r where r.workspace_id = ${ctx.workspaceId} and r.reverses = e.id) as reversed
    from points_entry e where e.workspace_id = ${ctx.workspaceId} and e.id = ${id}`)
}
