import type { HandoverReason, HandoverState, NewHandover } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

export type ItemKind = 'customer' | 'group'

export interface HandoverRow {
  readonly id: number
  readonly accountId: number
  readonly giver: string
  readonly taker: string
  readonly resigned: boolean
  readonly customers: boolean
  readonly message: string
  readonly listed: boolean
  readonly begunAt: Date
}

const ROW = sql`h.id, h.account_id as "accountId", h.giver, h.taker, h.resigned, h.customers, h.message, h.listed, h.begun_at as "begunAt"`

/** Undefined: one of this giver is running. */
export async function insertHandover(ctx: Ctx, accountId: number, given: NewHandover, resigned: boolean): Promise<number | undefined> {
  const now = ctx.clock.now()
  const row = await ctx.db.maybe<{ id: number }>(sql`
    insert into wecom_handover (workspace_id, account_id, giver, taker, resigned, customers, groups, message, state, listed, begun_at, due_at)
    values (${ctx.workspaceId}, ${accountId}, ${given.from}, ${given.to}, ${resigned}, ${given.customers}, ${given.groups}, ${given.message},
      'running', ${!(resigned && given.customers)}, ${now}, ${now})
    on conflict (workspace_id, account_id, giver) where state = 'running' do nothing
    returning id`)
  return row?.id
}

/** Everything the copy knows the giver to have. */
export async function planItems(ctx: Ctx, id: number, accountId: number, given: NewHandover): Promise<number> {
  return ctx.db.exec(sql`
    insert into wecom_handover_item (workspace_id, handover_id, kind, target, state)
    select ${ctx.workspaceId}, ${id}, n.kind, n.target, 'planned'
    from (
      select 'customer' as kind, f.external_userid as target from wecom_follow f
      where f.workspace_id = ${ctx.workspaceId} and f.account_id = ${accountId} and f.userid = ${given.from} and ${given.customers}
      union all
      select 'group', g.chat_id from wecom_group g
      where g.workspace_id = ${ctx.workspaceId} and g.account_id = ${accountId} and g.owner = ${given.from} and g.gone_at is null and ${given.groups}) n
    on conflict (workspace_id, handover_id, kind, target) do nothing`)
}

export async function addCustomers(ctx: Ctx, id: number, targets: readonly string[]): Promise<void> {
  await ctx.db.exec(sql`
    insert into wecom_handover_item (workspace_id, handover_id, kind, target, state)
    select distinct ${ctx.workspaceId}::bigint, ${id}::bigint, 'customer', n.target, 'planned' from unnest(${[...targets]}::text[]) as n (target)
    on conflict (workspace_id, handover_id, kind, target) do nothing`)
}

export function dueHandovers(ctx: Ctx, limit: number): Promise<HandoverRow[]> {
  return ctx.db.rows<HandoverRow>(sql`
    select ${ROW} from wecom_handover h
    where h.workspace_id = ${ctx.workspaceId} and h.state = 'running' and h.due_at <= ${ctx.clock.now()} order by h.due_at, h.id limit ${limit}`)
}

/** This process has it for a while. False: another has. */
export async function claimHandover(ctx: Ctx, id: number, until: Date): Promise<boolean> {
  const taken = await ctx.db.exec(sql`
    update wecom_handover set due_at = ${until}
    where workspace_id = ${ctx.workspaceId} and id = ${id} and state = 'running' and due_at <= ${ctx.clock.now()}`)
  return taken > 0
}

/** Customers of a handover who are with the taker now, page by page. */
export async function customersOver(ctx: Ctx, id: number, after: string, limit: number): Promise<string[]> {
  const rows = await ctx.db.rows<{ target: string }>(sql`
    select i.target from wecom_handover_item i
    where i.workspace_id = ${ctx.workspaceId} and i.handover_id = ${id} and i.kind = 'customer' and i.state = 'done' and i.target > ${after}
    order by i.target limit ${limit}`)
  return rows.map((row) => row.target)
}

export async function itemsIn(
  ctx: Ctx,
  id: number,
  kind: ItemKind,
  states: readonly HandoverState[],
  limit: number,
): Promise<{ target: string; state: HandoverState; askedAt: Date | null }[]> {
  return ctx.db.rows(sql`
    select i.target, i.state, i.asked_at as "askedAt" from wecom_handover_item i
    where i.workspace_id = ${ctx.workspaceId} and i.handover_id = ${id} and i.kind = ${kind} and i.state = any(${[...states]}::text[])
    order by i.target limit ${limit}`)
}

export interface ItemChange {
  readonly target: string
  readonly state: HandoverState
  readonly reason: HandoverReason | null
}

/** What is settled stays settled. */
export async function moveItems(ctx: Ctx, id: number, kind: ItemKind, changes: readonly ItemChange[]): Promise<void> {
  if (changes.length === 0) return
  const now = ctx.clock.now()
  await ctx.db.exec(sql`
    update wecom_handover_item i set state = n.state, reason = n.reason,
      asked_at = case when n.state = 'asking' then ${now} else i.asked_at end,
      settled_at = case when n.state in ('done', 'failed') then ${now}::timestamptz end
    from unnest(${changes.map((one) => one.target)}::text[], ${changes.map((one) => one.state)}::text[], ${changes.map((one) => one.reason)}::text[])
      as n (target, state, reason)
    where i.workspace_id = ${ctx.workspaceId} and i.handover_id = ${id} and i.kind = ${kind} and i.target = n.target
      and i.state not in ('done', 'failed')`)
}

/** Groups asked for in the last day for this taker, in whatever handover. */
export async function groupsToday(ctx: Ctx, accountId: number, taker: string): Promise<{ count: number; oldest: Date | null }> {
  const since = new Date(ctx.clock.now().getTime() - 86_400_000)
  return ctx.db.one(sql`
    select count(*)::int as count, min(i.asked_at) as oldest
    from wecom_handover_item i join wecom_handover h on h.workspace_id = i.workspace_id and h.id = i.handover_id
    where i.workspace_id = ${ctx.workspaceId} and i.kind = 'group' and i.asked_at > ${since} and h.account_id = ${accountId} and h.taker = ${taker}`)
}

export interface Tally {
  readonly open: number
  readonly waiting: number
  readonly done: number
  readonly failed: number
}

export function tally(ctx: Ctx, id: number): Promise<Tally> {
  return ctx.db.one(sql`
    select count(*) filter (where i.state in ('planned', 'asking'))::int as open, count(*) filter (where i.state = 'waiting')::int as waiting,
      count(*) filter (where i.state = 'done')::int as done, count(*) filter (where i.state = 'failed')::int as failed
    from wecom_handover_item i where i.workspace_id = ${ctx.workspaceId} and i.handover_id = ${id}`)
}

export async function markListed(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.exec(sql`update wecom_handover set listed = true where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function scheduleHandover(ctx: Ctx, id: number, dueAt: Date, fault: string | null): Promise<void> {
  await ctx.db.exec(sql`
    update wecom_handover set due_at = ${dueAt}, fault = ${fault} where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** False: it was finished already. */
export async function endHandover(ctx: Ctx, id: number): Promise<boolean> {
  const ended = await ctx.db.exec(sql`
    update wecom_handover set state = 'done', fault = null, finished_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${id} and state = 'running'`)
  return ended > 0
}

/** Failed ones are planned again, where nothing of the same giver is running. */
export async function reopenHandover(ctx: Ctx, accountId: number, id: number): Promise<number> {
  const now = ctx.clock.now()
  const opened = await ctx.db.exec(sql`
    update wecom_handover h set state = 'running', due_at = ${now}, finished_at = null
    where h.workspace_id = ${ctx.workspaceId} and h.account_id = ${accountId} and h.id = ${id} and not exists (
      select 1 from wecom_handover o where o.workspace_id = h.workspace_id and o.account_id = h.account_id and o.giver = h.giver
        and o.state = 'running' and o.id <> h.id)
      and exists (select 1 from wecom_handover_item i where i.workspace_id = h.workspace_id and i.handover_id = h.id and i.state = 'failed')`)
  if (opened === 0) return 0
  return ctx.db.exec(sql`
    update wecom_handover_item set state = 'planned', reason = null, settled_at = null
    where workspace_id = ${ctx.workspaceId} and handover_id = ${id} and state = 'failed'`)
}
