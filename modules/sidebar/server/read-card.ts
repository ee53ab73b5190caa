import { addDays, dayOf } from '@grove/calendar'
import { communityScope, listMembershipsOfMember } from '@grove/community/server'
import type { InputOf } from '@grove/kernel/contract'
import { type Ctx, holds } from '@grove/kernel/server'
import { erasedAt, findIdentities, getMember, seenIds } from '@grove/member/server'
import { textIn } from '@grove/playbook-kit/contract'
import { getCalendar } from '@grove/playbook/server'
import { pointsOfMember } from '@grove/points/server'
import { listOrders } from '@grove/product/server'
import { listTasks } from '@grove/task/server'
import sql from 'sql-template-tag'
import {
  type GroupCard,
  type MemberCard,
  type readGroupCard as ReadGroupCard,
  type readMemberCard as ReadMemberCard,
  sidebarErrors,
} from '../contract/index.ts'
import { insideOf } from './account-of.ts'

const ORDERS_SHOWN = 3
const TASKS_SHOWN = 20
const NEXT_SHOWN = 8

/** The customer of a conversation, as far as the reader may see. @throws sidebar.account_not_found sidebar.member_erased sidebar.member_not_found */
export async function readMemberCard(ctx: Ctx, input: InputOf<typeof ReadMemberCard>): Promise<MemberCard> {
  const { pages } = await insideOf(ctx, input.account)
  const customer = { channel: pages.kind, externalId: input.externalId }
  const [found] = await findIdentities(ctx, [customer])
  if (!found && (await erasedAt(ctx, [customer])).size > 0) throw sidebarErrors.member_erased({ externalId: input.externalId })
  const [id] = found && holds(ctx.actor, 'member.read') ? await seenIds(ctx, [found.memberId]) : []
  if (id === undefined) throw sidebarErrors.member_not_found()
  const member = await getMember(ctx, { id })
  const points = holds(ctx.actor, 'points.read') ? (await pointsOfMember(ctx, { id, limit: 1 })).balance : null
  const orders = holds(ctx.actor, 'order.read') ? (await listOrders(ctx, { memberId: id, limit: ORDERS_SHOWN })).items : null
  const communities = holds(ctx.actor, 'community.read') ? await communitiesOf(ctx, id) : []
  const tasks = holds(ctx.actor, 'task.read') ? await tasksWith(ctx, { memberId: id }) : []
  return { member, points, orders, communities, tasks }
}

async function communitiesOf(ctx: Ctx, memberId: number): Promise<MemberCard['communities']> {
  const { items } = await listMembershipsOfMember(ctx, { id: memberId })
  const here = items.filter((one) => one.state === 'active').map((one) => one.communityId)
  return ctx.db.rows<MemberCard['communities'][number]>(sql`
    select c.id, c.name, c.state, c.promise from community c
    where c.workspace_id = ${ctx.workspaceId} and c.id = any(${here}::bigint[]) order by c.id desc limit 10`)
}

/** The group of a conversation. @throws sidebar.account_not_found sidebar.group_not_found */
export async function readGroupCard(ctx: Ctx, input: InputOf<typeof ReadGroupCard>): Promise<GroupCard> {
  const { account } = await insideOf(ctx, input.account)
  const community = await ctx.db.maybe<GroupCard['community']>(sql`
    select c.id, c.name, c.state, c.promise, c.member_count as "memberCount",
      array(select s.display_name from community_staff cs join staff s on s.workspace_id = cs.workspace_id and s.id = cs.staff_id
        where cs.workspace_id = c.workspace_id and cs.community_id = c.id and cs.post = 'owner' and cs.until is null order by cs.id) as owners
    from channel_group g join community c on c.workspace_id = g.workspace_id and c.id = g.community_id
    where g.workspace_id = ${ctx.workspaceId} and g.account_id = ${account.id} and g.external_id = ${input.externalId} and ${communityScope(ctx)}`)
  if (!community || !holds(ctx.actor, 'community.read')) throw sidebarErrors.group_not_found()
  const tasks = holds(ctx.actor, 'task.read') ? await tasksWith(ctx, { communityId: community.id }) : []
  return { community, tasks, next: holds(ctx.actor, 'run.read') ? await nextIn(ctx, community.id) : null }
}

/** Open work, what waits for a press of send before the rest. */
async function tasksWith(ctx: Ctx, about: { readonly communityId?: number; readonly memberId?: number }): Promise<GroupCard['tasks']> {
  const { items } = await listTasks(ctx, { whose: 'all', state: 'open', limit: TASKS_SHOWN, ...about })
  const first = (one: GroupCard['tasks'][number]) => (one.kind === 'confirm' ? 0 : 1)
  return items.toSorted((a, b) => first(a) - first(b) || a.dueAt.getTime() - b.dueAt.getTime())
}

async function nextIn(ctx: Ctx, communityId: number): Promise<GroupCard['next']> {
  const today = dayOf(ctx.clock.now().getTime(), ctx.zone)
  const { items } = await getCalendar(ctx, { from: today, to: addDays(today, 1), communityId })
  return items
    .filter((item) => item.ending === null)
    .slice(0, NEXT_SHOWN)
    .map((item) => ({ at: item.at, title: textIn(item.title, ctx.locale), needs: item.needs }))
}
