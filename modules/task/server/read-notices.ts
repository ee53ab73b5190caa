import type { InputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import type { listNoticesRoute, Notice } from '../contract/index.ts'

const staffOf = (ctx: Ctx) => (ctx.actor.kind === 'staff' ? ctx.actor.staffId : 0)

/** What the actor was told, newest first, with how much of it is unread (counted to 100). */
export async function listNotices(ctx: Ctx, input: InputOf<typeof listNoticesRoute>) {
  const place = readCursor(input.cursor)
  const rows = await ctx.db.rows<Notice>(sql`
    select n.id, n.title, n.href, n.at, n.read_at is not null as read from notice n
    where n.workspace_id = ${ctx.workspaceId} and n.staff_id = ${staffOf(ctx)}
      and (${place?.id ?? null}::bigint is null or n.id < ${place?.id ?? null})
    order by n.id desc limit ${input.limit + 1}`)
  const { unread } = await ctx.db.one<{ unread: number }>(sql`
    select count(*)::int as unread from (
      select 1 from notice n where n.workspace_id = ${ctx.workspaceId} and n.staff_id = ${staffOf(ctx)} and n.read_at is null limit 100) few`)
  const page = pageOfRows(rows, input.limit)
  return { items: [...page.items], next: page.next, total: null, unread }
}

/** Marks everything up to the newest the actor saw. */
export async function readNotices(ctx: Ctx, input: { readonly upTo: number }): Promise<{ ok: true }> {
  await ctx.db.exec(sql`
    update notice set read_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and staff_id = ${staffOf(ctx)} and id <= ${input.upTo} and read_at is null`)
  return { ok: true }
}

/** Colleagues a task can be handed to, those with the least open work first: the first fifty, or of those with these letters in their name. */
export async function assignees(ctx: Ctx, { q = null }: { readonly q?: string | null | undefined } = {}) {
  const items = await ctx.db.rows<{ id: number; name: string; role: string; open: number }>(sql`
    select s.id, s.display_name as name, s.role, count(t.id)::int as open from staff s
    left join task t on t.workspace_id = s.workspace_id and t.assignee_staff_id = s.id and t.state = 'open'
    where s.workspace_id = ${ctx.workspaceId} and s.active and s.role <> 'viewer'
      and (${q}::text is null or strpos(lower(s.display_name), lower(${q})) > 0)
    group by s.id, s.display_name, s.role order by open, s.display_name, s.id limit 50`)
  return { items }
}
