import { dropPictures } from '@grove/content/server'
import { forgetInAudit } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import type { Forgotten } from '@grove/member/server'
import sql from 'sql-template-tag'

/** Evidence about somebody, and trails of what was decided about them or written beside their invitations. */
export async function forgetInCommunities(ctx: Ctx, { memberId, ids }: Forgotten): Promise<void> {
  const shown = await ctx.db.rows<{ id: number }>(sql`
    select m.id::bigint as id from event e, lateral jsonb_array_elements_text(e.data -> 'mediaIds') m (id)
    where e.workspace_id = ${ctx.workspaceId} and e.member_id = ${memberId} and e.kind = 'community.member_removed'`)
  await dropPictures(
    ctx,
    shown.map((one) => one.id),
  )
  const asked = await ctx.db.rows<{ id: number }>(sql`
    select a.id from application a where a.workspace_id = ${ctx.workspaceId} and a.member_id = ${memberId}`)
  await forgetInAudit(ctx, { kind: 'application', ids: asked.map((one) => one.id) })
  const codes = await ctx.db.rows<{ id: number; communityId: number }>(sql`
    select c.id, c.community_id as "communityId" from invitation_code c
    where c.workspace_id = ${ctx.workspaceId} and c.inviter_member_id = any(${ids}::bigint[])`)
  const part = { key: 'invitationId', ids: codes.map((one) => one.id) }
  await forgetInAudit(ctx, { kind: 'community', ids: [...new Set(codes.map((one) => one.communityId))] }, part)
}
