import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** Somebody is forgotten: who did what to them, and when, stays; what the change said goes. */
export async function forgetInAudit(ctx: Ctx, target: { readonly kind: string; readonly id: number }): Promise<void> {
  await ctx.db.exec(sql`
    update audit set before = null, after = null
    where workspace_id = ${ctx.workspaceId} and target_kind = ${target.kind} and target_id = ${String(target.id)}`)
}
