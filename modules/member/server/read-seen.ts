import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { memberScope } from './scope.ts'

/** Those of the ids that exist and that the actor may see. */
export async function seenIds(ctx: Ctx, memberIds: readonly number[]): Promise<number[]> {
  if (memberIds.length === 0) return []
  const rows = await ctx.db.rows<{ id: number }>(sql`
    select m.id from member m where m.workspace_id = ${ctx.workspaceId} and m.id = any(${memberIds}::bigint[]) and ${memberScope(ctx)} order by m.id`)
  return rows.map((row) => row.id)
}
