import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** Address of a community's door: what the QR code holds. */
export async function joinUrl(ctx: Ctx, publicCode: string): Promise<string> {
  const { key } = await ctx.db.one<{ key: string }>(sql`select public_key as key from workspace where id = ${ctx.workspaceId}`)
  return `${ctx.app.config.baseUrl}/m/${key}/c/${publicCode}`
}
