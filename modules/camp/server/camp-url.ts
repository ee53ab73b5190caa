import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** The address of a page of ours on the phone. */
export async function phoneUrl(ctx: Ctx, path: string): Promise<string> {
  const { key } = await ctx.db.one<{ key: string }>(sql`select w.public_key as key from workspace w where w.id = ${ctx.workspaceId}`)
  return `${ctx.app.config.baseUrl}/m/${key}/${path}`
}

export const campUrl = (ctx: Ctx, code: string): Promise<string> => phoneUrl(ctx, `camp/${code}`)
