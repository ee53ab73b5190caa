import { communityScope } from '@grove/community/server'
import { localOf } from '@grove/calendar'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { deliveryErrors, type TickedBy } from '../contract/index.ts'

/** A delivery community the actor may see; locked where asked. @throws delivery.not_found */
export async function deliveryOf(
  ctx: Ctx,
  id: number,
  lock = false,
): Promise<{ readonly id: number; readonly name: string; readonly state: string }> {
  const found = await ctx.db.maybe<{ id: number; name: string; state: string }>(sql`
    select c.id, c.name, c.state from community c
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${id} and c.type = 'delivery' and ${communityScope(ctx)} ${lock ? sql`for update of c` : sql``}`)
  if (!found) throw deliveryErrors.not_found()
  return found
}

export const todayOf = (ctx: Ctx): string => localOf(ctx.clock.now().getTime(), ctx.zone).day

export interface ItemRow {
  readonly id: number
  readonly title: string
  readonly note: string
  readonly dueOn: string
  readonly tickedBy: TickedBy | null
  readonly delivered: number
}
/** The promise with how many of the members of now have had each. */
export const itemsOf = (ctx: Ctx, communityId: number) =>
  ctx.db.rows<ItemRow>(sql`
    select i.id, i.title, i.note, i.due_on as "dueOn", i.ticked_by as "tickedBy", d.count as delivered from delivery_item i
    cross join lateral (select count(*)::int from delivery_done d
      join membership ms on ms.workspace_id = ${ctx.workspaceId} and ms.community_id = i.community_id and ms.member_id = d.member_id
        and ms.state = 'active' and ms.counted
      where d.workspace_id = ${ctx.workspaceId} and d.item_id = i.id) d
    where i.workspace_id = ${ctx.workspaceId} and i.community_id = ${communityId} order by i.due_on, i.id`)

export async function countMembers(ctx: Ctx, communityId: number): Promise<number> {
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*)::int as count from membership ms
    where ms.workspace_id = ${ctx.workspaceId} and ms.community_id = ${communityId} and ms.state = 'active' and ms.counted`)
  return count
}
