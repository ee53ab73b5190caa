import type { HandedOver, Passed } from '@grove/channel-kit/server'
import { assignStaff, endStaff } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import { assignOwner } from '@grove/member/server'
import { openTasks } from '@grove/task/server'
import sql from 'sql-template-tag'
import { staffEverBehind } from './channel-staff.ts'

/** Names this kind of work among what the house asks for. */
const HAND_OVER_BY_HAND = 73

/** Who the two are here: whoever gives may be out of service by now, whoever takes may not. */
async function between(ctx: Ctx, over: Pick<Passed, 'accountId' | 'from' | 'to'>) {
  const staff = await staffEverBehind(ctx, over.accountId, [over.from, over.to])
  const to = staff.get(over.to)
  return { from: staff.get(over.from), to: to?.active ? to : undefined }
}

/** Members follow as well: those whom the giver looked after, and those nobody did. */
export async function takePeopleOver(ctx: Ctx, over: Passed): Promise<void> {
  const { from, to } = await between(ctx, over)
  if (!to || over.externalIds.length === 0) return
  const members = await ctx.db.rows<{ id: number }>(sql`
    select m.id from channel_account a
    join member_identity i on i.workspace_id = a.workspace_id and i.channel = a.kind and i.external_id = any(${[...over.externalIds]}::text[])
    join member m on m.workspace_id = i.workspace_id and m.id = i.member_id
    where a.workspace_id = ${ctx.workspaceId} and a.id = ${over.accountId}
      and (m.owner_staff_id is null or m.owner_staff_id = ${from?.staffId ?? null}) order by m.id`)
  await assignOwner(
    ctx,
    members.map((row) => row.id),
    to.staffId,
  )
}

/** The communities follow their groups, as far as we know who the two are. */
export async function takeGroupsOver(ctx: Ctx, over: Passed): Promise<void> {
  const { from, to } = await between(ctx, over)
  if (!to || over.externalIds.length === 0) return
  const communities = await ctx.db.rows<{ id: number; hasTo: boolean; hasFrom: boolean }>(sql`
    select c.id,
      exists (select 1 from community_staff s where s.workspace_id = c.workspace_id and s.community_id = c.id and s.post = 'owner'
        and s.staff_id = ${to.staffId} and s.until is null) as "hasTo",
      exists (select 1 from community_staff s where s.workspace_id = c.workspace_id and s.community_id = c.id and s.post = 'owner'
        and s.staff_id = ${from?.staffId ?? 0} and s.until is null) as "hasFrom"
    from channel_group g join community c on c.workspace_id = g.workspace_id and c.id = g.community_id
    where g.workspace_id = ${ctx.workspaceId} and g.account_id = ${over.accountId} and g.external_id = any(${[...over.externalIds]}::text[])
      and c.state not in ('dissolved', 'transferred') order by c.id`)
  for (const { id, hasTo, hasFrom } of communities) {
    if (!hasTo) await assignStaff(ctx, { id, staffId: to.staffId, post: 'owner' })
    if (hasFrom && from) await endStaff(ctx, { id, staffId: from.staffId, post: 'owner' })
  }
}

/** What is left over is somebody's work. */
export async function takeOver(ctx: Ctx, over: HandedOver): Promise<void> {
  if (over.failed === 0) return
  const { from, to } = await between(ctx, over)
  const now = ctx.clock.now()
  await openTasks(ctx, [
    {
      source: 'system',
      kind: 'do',
      title: {
        key: 'send.task.handover_left',
        params: { from: from?.name ?? over.from, to: to?.name ?? over.to, count: over.failed },
      },
      assignee: { post: 'head' },
      stepId: HAND_OVER_BY_HAND,
      occurrence: over.key,
      dueAt: now,
      expiresAt: new Date(now.getTime() + 14 * 86_400_000),
    },
  ])
}
