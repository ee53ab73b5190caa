import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/**
 * From now on members that change are noted, so that the build's older view of them does not count. Every build has a version of its own:
 * one under way stops at its next chunk. The caller holds the gate.
 */
export async function writeBuilding(ctx: Ctx, ids: readonly number[], quiet: boolean): Promise<{ id: number; version: number }[]> {
  await ctx.db.exec(sql`delete from segment_touched where workspace_id = ${ctx.workspaceId} and segment_id = any(${ids}::bigint[])`)
  return ctx.db.rows<{ id: number; version: number }>(sql`
    update segment set state = 'building', quiet = ${quiet}, built_rows = 0, fault = null, version = version + 1
    where workspace_id = ${ctx.workspaceId} and id = any(${ids}::bigint[]) and kind = 'live' returning id, version`)
}

export async function writeProgress(ctx: Ctx, id: number, rows: number): Promise<void> {
  await ctx.db.exec(sql`update segment set built_rows = ${rows} where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** Counts what is in, once, and closes the build. Time is answered for up to the moment the rebuild looked. */
export async function finishBuild(ctx: Ctx, id: number, day: string, lookedAt: Date): Promise<number> {
  await ctx.db.exec(sql`delete from segment_touched where workspace_id = ${ctx.workspaceId} and segment_id = ${id}`)
  const { size } = await ctx.db.one<{ size: number }>(sql`
    update segment s set state = 'ready', swept_at = ${lookedAt}, fault = null, size = (
      select count(*) from segment_member sm where sm.workspace_id = ${ctx.workspaceId} and sm.segment_id = ${id} and sm.left_at is null)
    where s.workspace_id = ${ctx.workspaceId} and s.id = ${id} returning s.size`)
  await ctx.db.exec(sql`
    insert into segment_day (workspace_id, segment_id, day, size) values (${ctx.workspaceId}, ${id}, ${day}::date, ${size})
    on conflict (workspace_id, segment_id, day) do update set size = excluded.size`)
  return size
}

export async function failBuild(ctx: Ctx, id: number, fault: string): Promise<void> {
  await ctx.db.exec(sql`
    update segment set state = 'failed', fault = ${fault} where workspace_id = ${ctx.workspaceId} and id = ${id} and state = 'building'`)
}

export async function writeSwept(ctx: Ctx, ids: readonly number[]): Promise<void> {
  await ctx.db.exec(sql`
    update segment set swept_at = ${ctx.clock.now()} where workspace_id = ${ctx.workspaceId} and id = any(${ids}::bigint[])`)
}

/** A line a day for every segment, also for those that nobody entered or left. */
export async function writeDay(ctx: Ctx, day: string): Promise<void> {
  await ctx.db.exec(sql`
    insert into segment_day (workspace_id, segment_id, day, size)
    select ${ctx.workspaceId}, s.id, ${day}::date, s.size from segment s where s.workspace_id = ${ctx.workspaceId} and s.state = 'ready'
    on conflict (workspace_id, segment_id, day) do nothing`)
}
