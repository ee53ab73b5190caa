import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** How people call the actor, kept as written at that moment. Null for members and visitors. */
export async function actorName(ctx: Ctx): Promise<string | null> {
  const { actor } = ctx
  if (actor.kind === 'system') return actor.name
  if (actor.kind === 'staff') {
    const row = await ctx.db.maybe<{ name: string }>(sql`
      select display_name as name from staff where workspace_id = ${ctx.workspaceId} and id = ${actor.staffId}`)
    return row?.name ?? null
  }
  if (actor.kind !== 'apiKey') return null
  const key = await ctx.db.maybe<{ name: string }>(sql`
    select name from api_key where workspace_id = ${ctx.workspaceId} and id = ${actor.keyId}`)
  return key?.name ?? null
}
