import { tellNews } from '@grove/channel-kit/server'
import { changeState, transferMembers } from '@grove/community/server'
import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import {
  delivered,
  deliveryErrors,
  type finishDelivery as finishRoute,
  type keepResult as resultRoute,
  type markDelivered as markRoute,
  type savePromise as saveRoute,
  type TickedBy,
} from '../contract/index.ts'
import { countMembers, deliveryOf, itemsOf } from './store.ts'

const textOf = (tickedBy: TickedBy | null): string | null => (tickedBy === null ? null : JSON.stringify(tickedBy))

/** @throws delivery.not_found delivery.item_not_found delivery.item_delivered */
export async function savePromise(ctx: Ctx, input: InputOf<typeof saveRoute>): Promise<OutputOf<typeof saveRoute>> {
  return ctx.inTx(async (ctx) => {
    await deliveryOf(ctx, input.id, true)
    const before = await itemsOf(ctx, input.id)
    const kept = input.items.flatMap((one) => (one.id === null ? [] : { ...one, id: one.id }))
    if (kept.some((one) => !before.some((old) => old.id === one.id))) throw deliveryErrors.item_not_found()
    const gone = before.filter((old) => !kept.some((one) => one.id === old.id))
    const had = await ctx.db.maybe<{ title: string; members: number }>(sql`
      select i.title, count(*)::int as members from delivery_item i join delivery_done d on d.workspace_id = ${ctx.workspaceId} and d.item_id = i.id
      where i.workspace_id = ${ctx.workspaceId} and i.id = any(${gone.map((one) => one.id)}::bigint[]) group by i.id, i.title order by i.id limit 1`)
    if (had) throw deliveryErrors.item_delivered(had)
    await ctx.db.exec(sql`
      delete from delivery_item where workspace_id = ${ctx.workspaceId} and id = any(${gone.map((one) => one.id)}::bigint[])`)
    await ctx.db.exec(sql`
      update delivery_item i set title = n.title, note = n.note, due_on = n.due_on, ticked_by = n.ticked_by
      from unnest(${kept.map((one) => one.id)}::bigint[], ${kept.map((one) => one.title)}::text[], ${kept.map((one) => one.note)}::text[],
        ${kept.map((one) => one.dueOn)}::date[], ${kept.map((one) => textOf(one.tickedBy))}::jsonb[]) as n (id, title, note, due_on, ticked_by)
      where i.workspace_id = ${ctx.workspaceId} and i.id = n.id`)
    const fresh = input.items.filter((one) => one.id === null)
    await ctx.db.exec(sql`
      insert into delivery_item (workspace_id, community_id, title, note, due_on, ticked_by, created_at)
      select ${ctx.workspaceId}, ${input.id}, n.title, n.note, n.due_on, n.ticked_by, ${ctx.clock.now()}
      from unnest(${fresh.map((one) => one.title)}::text[], ${fresh.map((one) => one.note)}::text[], ${fresh.map((one) => one.dueOn)}::date[],
        ${fresh.map((one) => textOf(one.tickedBy))}::jsonb[]) as n (title, note, due_on, ticked_by)`)
    const after = input.items.map(({ title, dueOn, tickedBy }) => ({ title, dueOn, tickedBy }))
    tellNews(ctx, 'delivery', input.id)
    await audit(ctx, {
      verb: 'delivery.save_promise',
      target: { kind: 'community', id: input.id },
      before: { items: before.map(({ title, dueOn, tickedBy }) => ({ title, dueOn, tickedBy })) },
      after: { items: after },
    })
    return { items: input.items.length }
  })
}

/** Of those who are no members of the community nothing is kept. @throws delivery.not_found delivery.item_not_found */
export async function markDelivered(ctx: Ctx, input: InputOf<typeof markRoute>): Promise<OutputOf<typeof markRoute>> {
  return ctx.inTx(async (ctx) => {
    await deliveryOf(ctx, input.id, true)
    const item = await ctx.db.maybe<{ title: string }>(sql`
      select i.title from delivery_item i where i.workspace_id = ${ctx.workspaceId} and i.id = ${input.itemId} and i.community_id = ${input.id}`)
    if (!item) throw deliveryErrors.item_not_found()
    const wanted = sql`(${input.memberIds}::bigint[] is null or ms.member_id = any(${input.memberIds}::bigint[]))`
    const staffId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : null
    const changed = input.done
      ? await ctx.db.rows<{ memberId: number }>(sql`
          insert into delivery_done (workspace_id, item_id, member_id, staff_id, at)
          select ${ctx.workspaceId}, ${input.itemId}, ms.member_id, ${staffId}::bigint, ${ctx.clock.now()} from membership ms
          where ms.workspace_id = ${ctx.workspaceId} and ms.community_id = ${input.id} and ms.state = 'active' and ms.counted and ${wanted}
          on conflict do nothing returning member_id as "memberId"`)
      : await ctx.db.rows<{ memberId: number }>(sql`
          delete from delivery_done d using membership ms
          where d.workspace_id = ${ctx.workspaceId} and d.item_id = ${input.itemId} and ms.workspace_id = ${ctx.workspaceId}
            and ms.community_id = ${input.id} and ms.member_id = d.member_id and ${wanted} returning d.member_id as "memberId"`)
    if (input.done)
      await emit(
        ctx,
        changed.map(({ memberId }) => ({
          kind: delivered,
          memberId,
          communityId: input.id,
          data: { itemId: input.itemId, title: item.title },
        })),
      )
    tellNews(ctx, 'delivery', input.id, input.memberIds ?? undefined)
    await audit(ctx, {
      verb: 'delivery.mark',
      target: { kind: 'community', id: input.id },
      after: { itemId: input.itemId, done: input.done, members: changed.length },
    })
    return { changed: changed.length }
  })
}

/** @throws delivery.not_found delivery.not_a_member */
export async function keepResult(ctx: Ctx, input: InputOf<typeof resultRoute>): Promise<OutputOf<typeof resultRoute>> {
  return ctx.inTx(async (ctx) => {
    await deliveryOf(ctx, input.id)
    const kept = await ctx.db.exec(sql`
      insert into delivery_result (workspace_id, community_id, member_id, text, at)
      select ${ctx.workspaceId}, ${input.id}, ms.member_id, ${input.text}, ${ctx.clock.now()} from membership ms
      where ms.workspace_id = ${ctx.workspaceId} and ms.community_id = ${input.id} and ms.member_id = ${input.memberId} and ms.state = 'active'
      on conflict (workspace_id, community_id, member_id) do update set text = excluded.text, at = excluded.at`)
    if (kept === 0) throw deliveryErrors.not_a_member()
    await audit(ctx, { verb: 'delivery.keep_result', target: { kind: 'community', id: input.id }, after: { memberId: input.memberId } })
    return { kept: true }
  })
}

/** @throws delivery.not_found delivery.still_owed community.state_forbids community.move_not_allowed */
export async function finishDelivery(ctx: Ctx, input: InputOf<typeof finishRoute>): Promise<OutputOf<typeof finishRoute>> {
  return ctx.inTx(async (ctx) => {
    await deliveryOf(ctx, input.id)
    const members = await countMembers(ctx, input.id)
    const lacking = (await itemsOf(ctx, input.id)).map((one) => members - one.delivered)
    const pieces = lacking.reduce((sum, one) => sum + one, 0)
    if (pieces > 0 && !input.owedKnown) throw deliveryErrors.still_owed({ members: Math.max(...lacking), pieces })
    if (input.toCommunityId !== null) {
      const { moved } = await transferMembers(ctx, { id: input.id, toCommunityId: input.toCommunityId })
      await audit(ctx, {
        verb: 'delivery.finish',
        target: { kind: 'community', id: input.id },
        after: { moved: moved.length, owed: pieces },
      })
      return { moved: moved.length }
    }
    await changeState(ctx, { id: input.id, to: 'closing', reason: '' })
    await audit(ctx, { verb: 'delivery.finish', target: { kind: 'community', id: input.id }, after: { moved: 0, owed: pieces } })
    return { moved: 0 }
  })
}
