import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** Answers kept for keyed writes of somebody who is forgotten: `callers` as the ledger writes them, `member:9`. */
export async function forgetAnswers(ctx: Ctx, callers: readonly string[]): Promise<void> {
  await ctx.db.exec(sql`delete from idempotency i where i.workspace_id = ${ctx.workspaceId} and i.caller = any(${callers}::text[])`)
}
