import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { memberErrors } from '../contract/index.ts'

/** @throws member.unknown_owner when that colleague is not there or no longer active */
export async function requireOwner(ctx: Ctx, staffId: number | null | undefined): Promise<void> {
  if (staffId === null || staffId === undefined) return
  const row = await ctx.db.maybe<{ id: number }>(sql`
    select id from staff where workspace_id = ${ctx.workspaceId} and id = ${staffId} and active`)
  if (!row) throw memberErrors.unknown_owner()
}
