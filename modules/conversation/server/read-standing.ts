import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** How a member stands in a community; `state` null when they never joined. */
export interface Standing {
  readonly communityId: number
  readonly memberId: number
  readonly communityState: string
  readonly state: 'active' | 'left' | 'removed' | null
  readonly role: 'member' | 'duty' | 'kol' | 'ambience' | 'staff' | null
  readonly counted: boolean
  readonly mutedUntil: Date | null
}

/** One row for each pair whose community exists. */
export const standings = (ctx: Ctx, pairs: readonly { readonly communityId: number; readonly memberId: number }[]) =>
  ctx.db.rows<Standing>(sql`
    select c.id as "communityId", p.member_id as "memberId", c.state as "communityState", s.state, s.role, coalesce(s.counted, false) as counted,
      s.muted_until as "mutedUntil"
    from unnest(${pairs.map((p) => p.communityId)}::bigint[], ${pairs.map((p) => p.memberId)}::bigint[]) as p (community_id, member_id)
    join community c on c.workspace_id = ${ctx.workspaceId} and c.id = p.community_id
    left join membership s on s.workspace_id = ${ctx.workspaceId} and s.community_id = c.id and s.member_id = p.member_id`)
