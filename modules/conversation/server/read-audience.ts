import type { CommunityState } from '@grove/community/contract'
import { communityScope } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { AnnouncementAudience } from '../contract/index.ts'

export interface AudienceTarget {
  readonly communityId: number
  readonly communityName: string
  readonly state: CommunityState
  readonly channel: string
  /** 0: the whole group. */
  readonly memberId: number
  readonly memberName: string | null
}

const MOST = 10_000

/** Groups or members a manual send is meant for, as far as the actor may reach them; members who left are not among them. */
export function readAudience(ctx: Ctx, audience: AnnouncementAudience): Promise<AudienceTarget[]> {
  if (audience.kind === 'members')
    return ctx.db.rows<AudienceTarget>(sql`
      select c.id as "communityId", c.name as "communityName", c.state, c.channel, m.id as "memberId", m.display_name as "memberName"
      from community c
      join membership ms on ms.workspace_id = c.workspace_id and ms.community_id = c.id and ms.state = 'active'
      join member m on m.workspace_id = ms.workspace_id and m.id = ms.member_id
      where c.workspace_id = ${ctx.workspaceId} and c.id = ${audience.communityId} and ${communityScope(ctx)}
        and ms.member_id = any(${audience.memberIds}::bigint[])
      order by m.id`)
  const named = audience.kind === 'communities' ? audience.communityIds : null
  const wanted = audience.kind === 'filter' ? audience : { type: null, state: null, chapter: null }
  return ctx.db.rows<AudienceTarget>(sql`
    select c.id as "communityId", c.name as "communityName", c.state, c.channel, 0::bigint as "memberId", null as "memberName"
    from community c
    where c.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)}
      and (${named}::bigint[] is null or c.id = any(${named}::bigint[]))
      and (${named}::bigint[] is not null or c.state not in ('dissolved', 'transferred', 'planned'))
      and (${wanted.type}::text is null or c.type = ${wanted.type})
      and (${wanted.state}::text is null or c.state = ${wanted.state})
      and (${wanted.chapter}::text is null or c.chapter = ${wanted.chapter})
    order by c.id limit ${MOST}`)
}
