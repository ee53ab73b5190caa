import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** Of these customers those on nobody's list, of a company that has been compared once: before that the copy knows nothing of anybody. */
export async function noContact(ctx: Ctx, people: readonly string[]): Promise<string[]> {
  if (people.length === 0) return []
  const rows = await ctx.db.rows<{ id: string }>(sql`
    select n.id from unnest(${[...people]}::text[]) as n (id)
    where exists (select 1 from wecom_sync y where y.workspace_id = ${ctx.workspaceId} and (y.run > 1 or y.state = 'done'))
      and not exists (
        select 1 from wecom_sync y
        join wecom_follow f on f.workspace_id = ${ctx.workspaceId} and f.account_id = y.account_id and f.external_userid = n.id
        where y.workspace_id = ${ctx.workspaceId})`)
  return rows.map((row) => row.id)
}
