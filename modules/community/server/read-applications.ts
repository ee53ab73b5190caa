import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import type { Application, listApplications as listRoute } from '../contract/index.ts'
import { communityScope } from './scope.ts'

/** Applications of the communities the actor sees, the longest waiting first. */
export async function listApplications(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const place = readCursor(input.cursor)
  const rows = await ctx.db.rows<Application>(sql`
    select a.id, a.community_id as "communityId", c.name as "communityName", a.member_id as "memberId", m.display_name as "displayName", a.state,
      a.answers, a.reason, i.display_name as "inviterName", a.source, a.created_at as "createdAt", a.decided_at as "decidedAt"
    from application a
    join community c on c.workspace_id = ${ctx.workspaceId} and c.id = a.community_id
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = a.member_id
    left join member i on i.workspace_id = ${ctx.workspaceId} and i.id = a.inviter_member_id
    where a.workspace_id = ${ctx.workspaceId} and a.state = ${input.state} and a.id > ${place?.id ?? 0}
      and (${input.communityId ?? null}::bigint is null or a.community_id = ${input.communityId ?? null}) and ${communityScope(ctx)}
    order by a.id limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  return { items: [...page.items], next: page.next, total: null }
}
