import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** Members at even steps between the first and the last: the same each time, and every corner of the list is in it. */
export async function spreadIds(ctx: Ctx, steps: number): Promise<number[]> {
  const rows = await ctx.db.rows<{ id: number }>(sql`
    with ends as (select min(m.id) as lo, max(m.id) as hi from member m where m.workspace_id = ${ctx.workspaceId})
    select distinct n.id from ends cross join generate_series(0, ${steps - 1}) as s (step)
    cross join lateral (
      select m.id from member m where m.workspace_id = ${ctx.workspaceId} and m.id >= ends.lo + (ends.hi - ends.lo) * s.step / ${steps}
      order by m.id limit 1) n
    order by n.id`)
  return rows.map((row) => row.id)
}

/** All members: counted when that is quick, else as the planner guesses. */
export const countAll = async (ctx: Ctx): Promise<number> =>
  (await ctx.db.one<{ count: number }>(sql`select count(*) as count from member m where m.workspace_id = ${ctx.workspaceId}`)).count

export async function guessAll(ctx: Ctx): Promise<number> {
  const { 'QUERY PLAN': plan } = await ctx.db.one<{ 'QUERY PLAN': readonly { readonly Plan: { readonly 'Plan Rows': number } }[] }>(sql`
    explain (format json) select m.id from member m where m.workspace_id = ${ctx.workspaceId}`)
  return plan[0]?.Plan['Plan Rows'] ?? 0
}

export const people = (ctx: Ctx, ids: readonly number[]) =>
  ctx.db.rows<{ id: number; displayName: string; city: string | null; stage: number }>(sql`
    select m.id, m.display_name as "displayName", m.city, m.stage from member m
    where m.workspace_id = ${ctx.workspaceId} and m.id = any(${ids}::bigint[]) order by m.id desc`)
