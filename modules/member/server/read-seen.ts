import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import { memberScope } from './scope.ts'

/** Those of the ids that exist and that the actor may see. */
export const seenIds = (ctx: Ctx, memberIds: readonly number[]): Promise<number[]> => idsWhere(ctx, memberIds, sql`true`)

/** Those of them who are still somebody: whoever was forgotten is not written to any more. */
export const livingIds = (ctx: Ctx, memberIds: readonly number[]): Promise<number[]> => idsWhere(ctx, memberIds, sql`m.erased_at is null`)

async function idsWhere(ctx: Ctx, memberIds: readonly number[], also: Sql): Promise<number[]> {
  if (memberIds.length === 0) return []
  const rows = await ctx.db.rows<{ id: number }>(sql`
    select m.id from member m
    where m.workspace_id = ${ctx.workspaceId} and m.id = any(${memberIds}::bigint[]) and ${also} and ${memberScope(ctx)} order by m.id`)
  return rows.map((row) => row.id)
}
