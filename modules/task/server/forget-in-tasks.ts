import { forgetInAudit } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import type { Forgotten } from '@grove/member/server'
import sql from 'sql-template-tag'

/** Bells and trails that speak of somebody's tasks. */
export async function forgetInTasks(ctx: Ctx, who: Forgotten): Promise<void> {
  const tasks = await ctx.db.rows<{ id: number }>(sql`
    select t.id from task t where t.workspace_id = ${ctx.workspaceId} and t.member_id = ${who.memberId}`)
  await forgetInAudit(ctx, { kind: 'task', ids: tasks.map((one) => one.id) })
  await ctx.db.exec(sql`
    update notice n set title = '{"key":"task.forgotten","params":{}}'
    where n.workspace_id = ${ctx.workspaceId} and n.href = any(${who.ids.map((id) => `/members/${id}`)}::text[])`)
}
