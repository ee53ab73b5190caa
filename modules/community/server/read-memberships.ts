import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { anywhere, type Ctx } from '@grove/kernel/server'
import { memberErrors } from '@grove/member/contract'
import { pageOfRows, readMomentCursor, seenIds } from '@grove/member/server'
import sql from 'sql-template-tag'
import {
  communityErrors,
  type listMemberships as listRoute,
  type MembershipRow,
  type listMembershipsOfMember as ofMemberRoute,
} from '../contract/index.ts'
import { readCommunity } from './read-community.ts'
import { communityScope } from './scope.ts'

/** Who is, or was, in a community; the latest to join first. @throws community.not_found */
export async function listMemberships(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  if (!(await readCommunity(ctx, input.id))) throw communityErrors.not_found()
  const place = readMomentCursor(input.cursor)
  const pattern = input.text ? anywhere(input.text.toLowerCase()) : null
  const rows = await ctx.db.rows<MembershipRow & { id: number; key: string }>(sql`
    select p.member_id as id, p.joined_at::text as key, p.member_id as "memberId", m.display_name as "displayName", m.avatar_url as "avatarUrl",
      m.kind, m.stage, p.state, p.role, p.joined_at as "joinedAt", p.left_at as "leftAt", p.leave_kind as "leaveKind",
      p.leave_reason as "leaveReason", p.scene, p.source, p.inviter_member_id as "inviterMemberId", i.display_name as "inviterName",
      p.muted_until as "mutedUntil", p.rejoin_blocked as "rejoinBlocked", nullif(m.last_active_at, m.created_at) as "lastActiveAt",
      (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'groupName', t.group_name, 'color', t.color)
        order by t.group_name, t.name), '[]')
       from member_tag mt join tag t on t.workspace_id = ${ctx.workspaceId} and t.id = mt.tag_id
       where mt.workspace_id = ${ctx.workspaceId} and mt.member_id = p.member_id) as tags
    from (
      select s.member_id, s.state, s.role, s.joined_at, s.left_at, s.leave_kind, s.leave_reason, s.scene, s.source, s.inviter_member_id,
        s.muted_until, s.rejoin_blocked
      from membership s
      where s.workspace_id = ${ctx.workspaceId} and s.community_id = ${input.id} and s.state = ${input.state}
        and (${input.role ?? null}::text is null or s.role = ${input.role ?? null})
        and (${pattern}::text is null or exists (select 1 from member f where f.workspace_id = ${ctx.workspaceId} and f.id = s.member_id
          and f.search like ${pattern}))
        and ${place ? sql`(s.joined_at, s.member_id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
      order by s.joined_at desc, s.member_id desc limit ${input.limit + 1}) p
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = p.member_id
    left join member i on i.workspace_id = ${ctx.workspaceId} and i.id = p.inviter_member_id
    order by p.joined_at desc, p.member_id desc`)
  const page = pageOfRows(rows, input.limit)
  return { items: page.items.map(({ id: _id, key: _key, ...row }) => row), next: page.next, total: null }
}

type OfMember = OutputOf<typeof ofMemberRoute>

/** Communities of a member that the actor may see. @throws member.not_found */
export async function listMembershipsOfMember(ctx: Ctx, input: { readonly id: number }): Promise<OfMember> {
  const [id] = await seenIds(ctx, [input.id])
  if (id === undefined) throw memberErrors.not_found()
  const items = await ctx.db.rows<OfMember['items'][number]>(sql`
    select c.id as "communityId", c.name, c.type, c.state as "communityState", s.state, s.role, s.joined_at as "joinedAt", s.left_at as "leftAt",
      s.leave_kind as "leaveKind", s.leave_reason as "leaveReason", s.scene, s.source
    from membership s join community c on c.workspace_id = ${ctx.workspaceId} and c.id = s.community_id
    where s.workspace_id = ${ctx.workspaceId} and s.member_id = ${id} and ${communityScope(ctx)}
    order by s.state, s.joined_at desc limit 200`)
  return { items }
}

export interface CommunityMember {
  readonly memberId: number
  readonly role: MembershipRow['role']
  readonly counted: boolean
}

/** Everybody in a community now; `counted` leaves staff and ambience helpers out. For other modules. */
export function membersOf(ctx: Ctx, communityId: number, options: { readonly counted?: boolean } = {}): Promise<CommunityMember[]> {
  return ctx.db.rows<CommunityMember>(sql`
    select member_id as "memberId", role, counted from membership
    where workspace_id = ${ctx.workspaceId} and community_id = ${communityId} and state = 'active'
      and (${options.counted ?? null}::boolean is null or counted = ${options.counted ?? null})
    order by member_id`)
}
