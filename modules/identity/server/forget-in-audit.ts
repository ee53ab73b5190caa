import type { Ctx } from '@grove/kernel/server'
import sql, { raw } from 'sql-template-tag'

/**
 * Somebody is forgotten: who did what, and when, stays; what the change said goes. With `part`, only rows of these targets whose change names
 * one of its values there (`part.key` is the program's own text).
 */
export async function forgetInAudit(
  ctx: Ctx,
  target: { readonly kind: string; readonly ids: readonly (number | string)[] },
  part?: { readonly key: string; readonly ids: readonly number[] },
): Promise<void> {
  if (target.ids.length === 0 || part?.ids.length === 0) return
  const named = part ? sql`coalesce(after, before) ->> ${raw(`'${part.key}'`)} = any(${part.ids.map(String)}::text[])` : sql`true`
  await ctx.db.exec(sql`
    update audit set before = null, after = null
    where workspace_id = ${ctx.workspaceId} and target_kind = ${target.kind} and target_id = any(${target.ids.map(String)}::text[]) and ${named}`)
}
