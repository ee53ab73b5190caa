import { communityScope } from '@grove/community/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readMomentCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import {
  deliveryErrors,
  type DeliveryRow,
  type getDelivery as getRoute,
  type listDeliveries as listRoute,
  type listDeliveryMembers as membersRoute,
  type myDelivery as mineRoute,
} from '../contract/index.ts'
import { countMembers, deliveryOf, itemsOf, type ItemRow, todayOf } from './store.ts'

interface Counted {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly state: string
  readonly members: number
  readonly items: readonly ItemRow[] | null
}

/** Share and debts follow from the promise and the members of now. */
export function figuresOf(
  items: readonly ItemRow[],
  members: number,
  today: string,
): Pick<DeliveryRow, 'items' | 'share' | 'owed' | 'nextDue'> {
  const pieces = items.length * members
  const had = items.reduce((sum, one) => sum + one.delivered, 0)
  return {
    items: items.length,
    share: pieces === 0 ? null : Math.floor((had * 100) / pieces),
    owed: items.filter((one) => one.dueOn < today).reduce((sum, one) => sum + members - one.delivered, 0),
    nextDue: items.find((one) => one.dueOn >= today && one.delivered < members)?.dueOn ?? null,
  }
}

export async function listDeliveries(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const place = readMomentCursor(input.cursor)
  const rows = await ctx.db.rows<Counted>(sql`
    select p.id, p.key, p.name, p.state, m.count as members, i.items from (
      select c.id, c.created_at::text as key, c.created_at, c.name, c.state from community c
      where c.workspace_id = ${ctx.workspaceId} and c.type = 'delivery' and ${communityScope(ctx)}
        and ${place ? sql`(c.created_at, c.id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
      order by c.created_at desc, c.id desc limit ${input.limit + 1}) p
    cross join lateral (select count(*)::int from membership ms where ms.workspace_id = ${ctx.workspaceId} and ms.community_id = p.id
      and ms.state = 'active' and ms.counted) m
    cross join lateral (
      select jsonb_agg(jsonb_build_object('id', i.id, 'title', i.title, 'note', i.note, 'dueOn', i.due_on, 'tickedBy', i.ticked_by, 'delivered', (
        select count(*) from delivery_done d
        join membership ms on ms.workspace_id = ${ctx.workspaceId} and ms.community_id = p.id and ms.member_id = d.member_id
          and ms.state = 'active' and ms.counted
        where d.workspace_id = ${ctx.workspaceId} and d.item_id = i.id)) order by i.due_on, i.id) as items
      from delivery_item i where i.workspace_id = ${ctx.workspaceId} and i.community_id = p.id) i
    order by p.created_at desc, p.id desc`)
  const page = pageOfRows(rows, input.limit)
  const today = todayOf(ctx)
  const items = page.items.map(({ id, name, state, members, items }) => ({
    id,
    name,
    state,
    members,
    ...figuresOf(items ?? [], members, today),
  }))
  return { items, next: page.next, total: null }
}

/** @throws delivery.not_found */
export async function getDelivery(ctx: Ctx, { id }: InputOf<typeof getRoute>): Promise<OutputOf<typeof getRoute>> {
  const community = await deliveryOf(ctx, id)
  const promise = await itemsOf(ctx, id)
  const members = await countMembers(ctx, id)
  const today = todayOf(ctx)
  const { key } = await ctx.db.one<{ key: string }>(sql`select w.public_key as key from workspace w where w.id = ${ctx.workspaceId}`)
  return {
    ...community,
    members,
    ...figuresOf(promise, members, today),
    promise: promise.map((one) => ({ ...one, late: one.dueOn < today && one.delivered < members })),
    url: `${ctx.app.config.baseUrl}/m/${key}/delivery/${id}`,
  }
}

/** @throws delivery.not_found */
export async function listDeliveryMembers(ctx: Ctx, input: InputOf<typeof membersRoute>): Promise<OutputOf<typeof membersRoute>> {
  await deliveryOf(ctx, input.id)
  const [had, after] = (input.cursor ?? '').split('.').map(Number)
  const rows = await ctx.db.rows<{ memberId: number; name: string; delivered: number[]; result: string | null }>(sql`
    with had as materialized (
      select ms.member_id, array(
        select d.item_id from delivery_item i join delivery_done d on d.workspace_id = ${ctx.workspaceId} and d.item_id = i.id
          and d.member_id = ms.member_id
        where i.workspace_id = ${ctx.workspaceId} and i.community_id = ${input.id} order by d.item_id) as delivered
      from membership ms where ms.workspace_id = ${ctx.workspaceId} and ms.community_id = ${input.id} and ms.state = 'active' and ms.counted)
    select h.member_id as "memberId", m.display_name as name, h.delivered, r.text as result from had h
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = h.member_id
    left join delivery_result r on r.workspace_id = ${ctx.workspaceId} and r.community_id = ${input.id} and r.member_id = h.member_id
    where ${after === undefined ? sql`true` : sql`(cardinality(h.delivered), h.member_id) > (${had ?? 0}::int, ${after}::bigint)`}
    order by cardinality(h.delivered), h.member_id limit ${input.limit + 1}`)
  const items = rows.slice(0, input.limit)
  const last = items.at(-1)
  return { items, next: rows.length > input.limit && last ? `${last.delivered.length}.${last.memberId}` : null, total: null }
}

/** @throws delivery.not_a_member */
export async function myDelivery(ctx: Ctx, { id }: InputOf<typeof mineRoute>): Promise<OutputOf<typeof mineRoute>> {
  if (ctx.actor.kind !== 'member') throw deliveryErrors.not_a_member()
  const { memberId } = ctx.actor
  const found = await ctx.db.maybe<{ name: string; result: string | null }>(sql`
    select c.name, r.text as result from community c
    join membership ms on ms.workspace_id = ${ctx.workspaceId} and ms.community_id = c.id and ms.member_id = ${memberId} and ms.state = 'active'
    left join delivery_result r on r.workspace_id = ${ctx.workspaceId} and r.community_id = c.id and r.member_id = ${memberId}
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${id} and c.type = 'delivery'`)
  if (!found) throw deliveryErrors.not_a_member()
  const items = await ctx.db.rows<{ title: string; note: string; dueOn: string; at: Date | null }>(sql`
    select i.title, i.note, i.due_on as "dueOn", d.at from delivery_item i
    left join delivery_done d on d.workspace_id = ${ctx.workspaceId} and d.item_id = i.id and d.member_id = ${memberId}
    where i.workspace_id = ${ctx.workspaceId} and i.community_id = ${id} order by i.due_on, i.id`)
  const today = todayOf(ctx)
  return { ...found, items: items.map((one) => ({ ...one, late: one.at === null && one.dueOn < today })) }
}
