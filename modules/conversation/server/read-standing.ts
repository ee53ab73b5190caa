import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Badge } from '../contract/index.ts'
import { memberBadge } from './member-badge.ts'

/** How a member stands in a community; `state` null when they never joined. */
export interface Standing {
  readonly communityId: number
  readonly memberId: number
  readonly communityState: string
  readonly state: 'active' | 'left' | 'removed' | null
  readonly role: 'member' | 'duty' | 'kol' | 'ambience' | 'staff' | null
  readonly counted: boolean
  readonly mutedUntil: Date | null
  readonly name: string | null
  readonly avatarUrl: string | null
  readonly badge: Badge | null
  /** Version of the workspace's sensitive words. */
  readonly wordVersion: number
}

/** One row for each pair whose community exists. */
export const standings = (ctx: Ctx, pairs: readonly { readonly communityId: number; readonly memberId: number }[]) =>
  ctx.db.rows<Standing>(sql`
    select c.id as "communityId", k.member_id as "memberId", c.state as "communityState", s.state, s.role, coalesce(s.counted, false) as counted,
      s.muted_until as "mutedUntil", p.display_name as name, p.avatar_url as "avatarUrl", ${memberBadge} as badge,
      coalesce((select l.version from word_list l where l.workspace_id = ${ctx.workspaceId}), 0) as "wordVersion"
    from unnest(${pairs.map((p) => p.communityId)}::bigint[], ${pairs.map((p) => p.memberId)}::bigint[]) as k (community_id, member_id)
    join community c on c.workspace_id = ${ctx.workspaceId} and c.id = k.community_id
    left join membership s on s.workspace_id = ${ctx.workspaceId} and s.community_id = c.id and s.member_id = k.member_id
    left join member p on p.workspace_id = ${ctx.workspaceId} and p.id = k.member_id`)
