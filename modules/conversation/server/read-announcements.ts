import { communityScope } from '@grove/community/server'
import type { InputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import { type AnnouncementAudience, type listAnnouncementsRoute, type SendContent, sendSource } from '../contract/index.ts'
import { gistOf } from '../domain/content-text.ts'

interface Row {
  readonly id: number
  readonly title: string
  readonly body: SendContent
  readonly audience: AnnouncementAudience
  readonly at: Date
  readonly createdAt: Date
  readonly createdBy: { id: number; name: string } | null
  readonly cancelled: boolean
  readonly states: Record<string, number>
}

/** Manual sends, newest first, with what became of them; limited staff see those that went to their groups. */
export async function listAnnouncements(ctx: Ctx, input: InputOf<typeof listAnnouncementsRoute>) {
  const place = readCursor(input.cursor)
  const rows = await ctx.db.rows<Row>(sql`
    select a.id, a.title, k.body, a.audience, a.at, a.created_at as "createdAt", a.state = 'cancelled' as cancelled,
      case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.display_name) end as "createdBy",
      coalesce((select jsonb_object_agg(x.state, x.n) from (
        select s.state, count(*)::int as n from send s
        where s.workspace_id = ${ctx.workspaceId} and s.source = ${sendSource.manual} and s.run_id = a.id group by s.state) x), '{}') as states
    from announcement a
    join content k on k.workspace_id = a.workspace_id and k.id = a.content_id
    left join staff p on p.workspace_id = a.workspace_id and p.id = a.created_by
    where a.workspace_id = ${ctx.workspaceId} and (${place?.id ?? null}::bigint is null or a.id < ${place?.id ?? null})
      and exists (
        select 1 from send s join community c on c.workspace_id = s.workspace_id and c.id = s.community_id
        where s.workspace_id = ${ctx.workspaceId} and s.source = ${sendSource.manual} and s.run_id = a.id and ${communityScope(ctx)})
    order by a.id desc limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  return { items: page.items.map(({ body, ...row }) => ({ ...row, gist: gistOf(body) })), next: page.next, total: null }
}
