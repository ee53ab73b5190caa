import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

export async function memberNames(ctx: Ctx, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await ctx.db.rows<{ id: number; name: string }>(sql`
    select m.id, m.display_name as name from member m where m.workspace_id = ${ctx.workspaceId} and m.id = any(${[...new Set(ids)]}::bigint[])`)
  return new Map(rows.map((row) => [row.id, row.name]))
}
