import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { defaultTouchLimits, type TouchLimits } from '../contract/index.ts'

/** The workspace's own limits; the defaults until somebody changes them. */
export async function touchLimitsOf(ctx: Ctx): Promise<TouchLimits> {
  const row = await ctx.db.maybe<{ body: TouchLimits }>(sql`select body from touch_limit where workspace_id = ${ctx.workspaceId}`)
  return row?.body ?? defaultTouchLimits
}

export async function writeTouchLimits(ctx: Ctx, limits: TouchLimits): Promise<void> {
  await ctx.db.exec(sql`
    insert into touch_limit (workspace_id, body, updated_at) values (${ctx.workspaceId}, ${JSON.stringify(limits)}::jsonb, ${ctx.clock.now()})
    on conflict (workspace_id) do update set body = excluded.body, updated_at = excluded.updated_at`)
}
