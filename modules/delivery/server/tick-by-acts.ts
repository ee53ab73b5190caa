import { activityJoined } from '@grove/activity/contract'
import { tellNews } from '@grove/channel-kit/server'
import { emit } from '@grove/event-log'
import { formAnswered } from '@grove/form/contract'
import { reader, type StoredEvent } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { delivered, type TickedBy } from '../contract/index.ts'

interface Act extends TickedBy {
  readonly memberId: number
  readonly at: Date
}

/**
 * Items that ask something of the member are ticked when the member has done it, wherever that was; once, and never for what was done before the
 * promise was written. What the house gives is ticked by whoever gives it: that something was sent does not say that it arrived.
 */
export const tickByActs = reader({
  name: 'delivery.tick-by-acts',
  kinds: [formAnswered, activityJoined],
  batch: 1000,
  handle: async (ctx, events) => {
    const acts = events.flatMap((event) => actOf(event) ?? [])
    if (acts.length === 0) return
    const ticked = await ctx.db.rows<{ itemId: number; title: string; memberId: number; communityId: number }>(sql`
      with done as (
        insert into delivery_done (workspace_id, item_id, member_id, staff_id, at)
        select ${ctx.workspaceId}, i.id, ms.member_id, null, min(n.at)
        from unnest(${acts.map((one) => one.kind)}::text[], ${acts.map((one) => one.key)}::text[], ${acts.map((one) => one.memberId)}::bigint[],
          ${acts.map((one) => one.at)}::timestamptz[]) as n (kind, key, member_id, at)
        join delivery_item i on i.workspace_id = ${ctx.workspaceId} and i.ticked_by ->> 'kind' = n.kind and i.ticked_by ->> 'key' = n.key
          and i.created_at <= n.at
        join membership ms on ms.workspace_id = ${ctx.workspaceId} and ms.community_id = i.community_id and ms.member_id = n.member_id
          and ms.state = 'active' and ms.counted
        group by i.id, ms.member_id
        on conflict do nothing returning item_id, member_id)
      select i.id as "itemId", i.title, d.member_id as "memberId", i.community_id as "communityId" from done d
      join delivery_item i on i.workspace_id = ${ctx.workspaceId} and i.id = d.item_id order by i.id, d.member_id`)
    await emit(
      ctx,
      ticked.map(({ itemId, title, memberId, communityId }) => ({ kind: delivered, memberId, communityId, data: { itemId, title } })),
    )
    for (const { communityId, memberId } of ticked) tellNews(ctx, 'delivery', communityId, [memberId])
  },
})

function actOf({ kind, memberId, at, data }: StoredEvent): Act | null {
  if (memberId === null) return null
  const { form, first, script } = data as { form?: string; first?: boolean; script?: string }
  if (kind === formAnswered.kind) return first && form ? { kind: 'form', key: form, memberId, at } : null
  return script ? { kind: 'activity', key: script, memberId, at } : null
}
