import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/**
 * Whoever is about to change records that an import made waits for the words being written of them, and keeps others from being begun until the
 * change is committed: words are always those of the record as it is.
 */
export async function holdWords(ctx: Ctx, memberIds: readonly number[]): Promise<void> {
  if (memberIds.length === 0) return
  await ctx.db.exec(sql`
    select 1 from member_import_met n
    where n.workspace_id = ${ctx.workspaceId} and not n.worded
      and n.first_record <= (select max(id) from unnest(${memberIds}::bigint[]) as a (id)) and n.last_record >= (
        select min(id) from unnest(${memberIds}::bigint[]) as a (id))
      and exists (select 1 from unnest(${memberIds}::bigint[]) as a (id) where a.id between n.first_record and n.last_record)
    order by n.first_record for share of n`)
}
