import { forgetInAudit } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import type { Forgotten } from '@grove/member/server'
import sql from 'sql-template-tag'

/** What somebody said stands in more places than their messages: pinned as the notice, in lineages of sends, in trails. */
export async function forgetSaid(ctx: Ctx, { memberId }: Forgotten): Promise<void> {
  const pinned = await ctx.db.rows<{ communityId: number; seq: number }>(sql`
    select r.community_id as "communityId", m.seq from message m
    join room r on r.workspace_id = ${ctx.workspaceId} and r.community_id = m.community_id and r.thread = 0 and r.pin ->> 'seq' = m.seq::text
    where m.workspace_id = ${ctx.workspaceId} and m.author_kind = 1 and m.author_id = ${memberId} and m.thread = 0`)
  const places = sql`unnest(${pinned.map((one) => one.communityId)}::bigint[], ${pinned.map((one) => one.seq)}::bigint[]) as p (community_id, seq)`
  await ctx.db.exec(sql`
    update room r set pin = null from ${places} where r.workspace_id = ${ctx.workspaceId} and r.community_id = p.community_id and r.thread = 0`)
  await ctx.db.exec(sql`
    update event e set data = e.data || '{"text":"…"}' from ${places}
    where e.workspace_id = ${ctx.workspaceId} and e.community_id = p.community_id and e.kind = 'notice.pinned' and e.data ->> 'seq' = p.seq::text`)
  await ctx.db.exec(sql`
    update send_attempt a set detail = null from send s
    where s.workspace_id = ${ctx.workspaceId} and s.member_id = ${memberId} and a.workspace_id = ${ctx.workspaceId} and a.send_id = s.id
      and a.detail is not null`)
  const recalled = await ctx.db.rows<{ place: string }>(sql`
    select concat_ws('/', m.community_id, m.thread, m.seq) as place from message m
    where m.workspace_id = ${ctx.workspaceId} and m.author_kind = 1 and m.author_id = ${memberId} and m.recalled_at is not null`)
  await forgetInAudit(ctx, { kind: 'message', ids: recalled.map((one) => one.place) })
  const held = await ctx.db.rows<{ id: number }>(sql`
    select h.id from held_message h where h.workspace_id = ${ctx.workspaceId} and h.member_id = ${memberId}`)
  await forgetInAudit(ctx, { kind: 'held_message', ids: held.map((one) => one.id) })
}
