import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { MembershipRole, Scene } from '../contract/index.ts'
import { joiningOf } from '../domain/newcomer.ts'

export interface MembershipStanding {
  readonly memberId: number
  readonly state: 'active' | 'left' | 'removed'
  readonly role: MembershipRole
  readonly counted: boolean
  readonly rejoinBlocked: boolean
  readonly leftAt: Date | null
}

export function findMemberships(ctx: Ctx, communityId: number, memberIds: readonly number[]): Promise<MembershipStanding[]> {
  return ctx.db.rows<MembershipStanding>(sql`
    select member_id as "memberId", state, role, counted, rejoin_blocked as "rejoinBlocked", left_at as "leftAt" from membership
    where workspace_id = ${ctx.workspaceId} and community_id = ${communityId} and member_id = any(${memberIds}::bigint[])`)
}

export interface Entry {
  readonly role: MembershipRole
  readonly scene: Scene
  readonly source: string | null
  readonly inviterMemberId: number | null
  /** When each of them came, where a channel knows; null where it does not. Whoever is not named comes now. */
  readonly since?: ReadonlyMap<number, Date | null> | undefined
}

export interface Admitted {
  readonly memberId: number
  readonly counted: boolean
  readonly role: MembershipRole
}

const joinedAtOf = ({ since }: Entry, memberId: number, now: Date): Date => joiningOf(since?.get(memberId) ?? null, null, now)

/** Lets members in; staff and ambience helpers keep their mark and are never counted. The community is locked by the caller. */
export function upsertMemberships(ctx: Ctx, communityId: number, memberIds: readonly number[], entry: Entry): Promise<Admitted[]> {
  const now = ctx.clock.now()
  const since = memberIds.map((id) => joinedAtOf(entry, id, now))
  return ctx.db.rows<Admitted>(sql`
    insert into membership as ms (workspace_id, community_id, member_id, state, role, counted, joined_at, scene, inviter_member_id, source)
    select m.workspace_id, ${communityId}, m.id, 'active', r.role, r.role not in ('staff', 'ambience'), n.joined_at, ${entry.scene},
      nullif(${entry.inviterMemberId}::bigint, m.id), ${entry.source}
    from member m
    join unnest(${memberIds}::bigint[], ${since}::timestamptz[]) as n (id, joined_at) on n.id = m.id
    cross join lateral (select case when m.kind = 'member' then ${entry.role}::text else m.kind end as role) r
    where m.workspace_id = ${ctx.workspaceId} and m.id = any(${memberIds}::bigint[])
    order by m.id
    on conflict (workspace_id, community_id, member_id) do update set state = 'active', role = excluded.role, counted = excluded.counted,
      joined_at = excluded.joined_at, scene = excluded.scene, inviter_member_id = excluded.inviter_member_id, source = excluded.source,
      left_at = null, leave_kind = null, leave_reason = null, muted_until = null, rejoin_blocked = false
    where ms.state <> 'active'
    returning ms.member_id as "memberId", ms.counted, ms.role`)
}

export interface Exit {
  readonly state: 'left' | 'removed'
  readonly kind: string
  readonly reason: string | null
  readonly blocked: boolean
}

/** Ends memberships that are active; answers whom it ended. The community is locked by the caller. */
export function endMemberships(ctx: Ctx, communityId: number, memberIds: readonly number[], exit: Exit): Promise<Admitted[]> {
  return ctx.db.rows<Admitted>(sql`
    update membership set state = ${exit.state}, left_at = ${ctx.clock.now()}, leave_kind = ${exit.kind}, leave_reason = ${exit.reason},
      rejoin_blocked = ${exit.blocked}, muted_until = null
    where workspace_id = ${ctx.workspaceId} and community_id = ${communityId} and member_id = any(${memberIds}::bigint[]) and state = 'active'
    returning member_id as "memberId", counted, role`)
}

/** Ids of everybody in the community now, counted or not. */
export async function activeMemberIds(ctx: Ctx, communityId: number): Promise<number[]> {
  const rows = await ctx.db.rows<{ memberId: number }>(sql`
    select member_id as "memberId" from membership
    where workspace_id = ${ctx.workspaceId} and community_id = ${communityId} and state = 'active' order by member_id`)
  return rows.map((row) => row.memberId)
}

export interface MembershipMarks {
  readonly role: MembershipRole
  readonly counted: boolean
  readonly mutedUntil: Date | null
  readonly rejoinBlocked: boolean
}

export function lockMembership(ctx: Ctx, communityId: number, memberId: number) {
  return ctx.db.maybe<MembershipMarks & { readonly state: 'active' | 'left' | 'removed'; readonly kind: string }>(sql`
    select ms.state, ms.role, ms.counted, ms.muted_until as "mutedUntil", ms.rejoin_blocked as "rejoinBlocked", m.kind
    from membership ms join member m on m.workspace_id = ${ctx.workspaceId} and m.id = ms.member_id
    where ms.workspace_id = ${ctx.workspaceId} and ms.community_id = ${communityId} and ms.member_id = ${memberId} for update of ms`)
}

export async function saveMembership(ctx: Ctx, communityId: number, memberId: number, marks: MembershipMarks): Promise<void> {
  await ctx.db.exec(sql`
    update membership set role = ${marks.role}, counted = ${marks.counted}, muted_until = ${marks.mutedUntil}, rejoin_blocked = ${marks.rejoinBlocked}
    where workspace_id = ${ctx.workspaceId} and community_id = ${communityId} and member_id = ${memberId}`)
}
