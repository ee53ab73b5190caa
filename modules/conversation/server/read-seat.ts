import type { CommunityType } from '@grove/community/contract'
import { communityScope } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Badge, Pin } from '../contract/index.ts'
import { memberBadge } from './member-badge.ts'

export interface SeatRow {
  readonly name: string
  readonly code: string
  readonly type: CommunityType
  readonly state: string
  readonly headcount: number
  readonly showCount: boolean
  readonly personName: string
  readonly standing: 'active' | 'left' | 'removed' | null
  readonly role: string | null
  readonly mutedUntil: Date | null
}

/** A member's seat; undefined when there is no such community. */
export const memberSeat = (ctx: Ctx, communityId: number, memberId: number) =>
  ctx.db.maybe<SeatRow>(sql`
    select c.name, c.public_code as code, c.type, c.state, c.headcount, coalesce((c.options ->> 'showMemberCount')::boolean, true) as "showCount",
      p.display_name as "personName", s.state as standing, s.role, s.muted_until as "mutedUntil"
    from community c
    join member p on p.workspace_id = ${ctx.workspaceId} and p.id = ${memberId}
    left join membership s on s.workspace_id = ${ctx.workspaceId} and s.community_id = c.id and s.member_id = p.id
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${communityId}`)

/** The seat of staff (0: an API key or the system) in a community of their scope. */
export const staffSeat = (ctx: Ctx, communityId: number, staffId: number) =>
  ctx.db.maybe<SeatRow>(sql`
    select c.name, c.public_code as code, c.type, c.state, c.headcount, true as "showCount", coalesce(t.display_name, c.name) as "personName",
      null as standing, null as role, null::timestamptz as "mutedUntil"
    from community c left join staff t on t.workspace_id = ${ctx.workspaceId} and t.id = ${staffId}
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${communityId} and ${communityScope(ctx)}`)

export interface UnreadRow {
  readonly thread: number
  readonly unread: number
  readonly pin: Pin | null
}

/** What is new for a reader in the room and in one private thread. */
export const unreadOf = (
  ctx: Ctx,
  communityId: number,
  threads: readonly number[],
  reader: { readonly kind: number; readonly id: number },
) =>
  ctx.db.rows<UnreadRow>(sql`
    select r.thread, r.last_seq - coalesce(d.seq, 0) as unread, r.pin
    from room r
    left join room_read d on d.workspace_id = ${ctx.workspaceId} and d.community_id = r.community_id and d.thread = r.thread
      and d.reader_kind = ${reader.kind} and d.reader_id = ${reader.id}
    where r.workspace_id = ${ctx.workspaceId} and r.community_id = ${communityId} and r.thread = any(${threads}::bigint[])`)

export interface RoomPersonRow {
  readonly kind: number
  readonly id: number
  readonly name: string
  readonly avatarUrl: string | null
  readonly badge: Badge | null
  readonly mutedUntil: Date | null
  readonly joinedAt: Date | null
}

/** Colleagues with a post in the community. */
export const roomStaff = (ctx: Ctx, communityId: number, text: string | null) =>
  ctx.db.rows<RoomPersonRow>(sql`
    select distinct on (t.display_name, t.id) 2 as kind, t.id, t.display_name as name, null as "avatarUrl",
      case when t.ambience then 'ambience' else 'official' end as badge, null::timestamptz as "mutedUntil", null::timestamptz as "joinedAt"
    from community_staff s join staff t on t.workspace_id = ${ctx.workspaceId} and t.id = s.staff_id and t.active
    where s.workspace_id = ${ctx.workspaceId} and s.community_id = ${communityId} and s.until is null
      and (${text}::text is null or strpos(lower(t.display_name), lower(${text})) > 0)
    order by t.display_name, t.id limit 50`)

/** Active members in the order they joined; helpers of ours and members with a post are told by their badge. */
export const roomMembers = (
  ctx: Ctx,
  communityId: number,
  text: string | null,
  after: { readonly at: Date; readonly id: number } | null,
  limit: number,
) =>
  ctx.db.rows<RoomPersonRow & { joinedAt: Date }>(sql`
    select 1 as kind, p.id, p.display_name as name, p.avatar_url as "avatarUrl",
      ${memberBadge} as badge,
      case when s.muted_until > ${ctx.clock.now()} then s.muted_until end as "mutedUntil", s.joined_at as "joinedAt"
    from membership s join member p on p.workspace_id = ${ctx.workspaceId} and p.id = s.member_id
    where s.workspace_id = ${ctx.workspaceId} and s.community_id = ${communityId} and s.state = 'active'
      and (${text}::text is null or strpos(lower(p.display_name), lower(${text})) > 0)
      and (${after?.id ?? null}::bigint is null or (s.joined_at, s.member_id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by s.joined_at, s.member_id limit ${limit}`)
