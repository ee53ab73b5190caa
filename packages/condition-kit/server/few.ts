import type { Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import type { Condition } from '../contract/index.ts'
import { type Leaves, type Mixed, mixedOf } from './predicate.ts'

export const membersWhere = (workspaceId: number, given: readonly Sql[]): Sql =>
  sql`select m.id from member m where m.workspace_id = ${workspaceId} and ${join(given, ' and ')}`

interface Plan {
  readonly 'Plan Rows': number
  readonly Plans?: readonly Plan[]
}

/** Joins whose parts that count nothing leave at most this share of the members, as the planner expects; it reads nobody. */
export async function fewOf(ctx: Ctx, conditions: readonly Condition[], leaves: Leaves, share: number): Promise<ReadonlySet<Condition>> {
  const mixed = conditions.flatMap((condition) => mixedOf(condition, leaves))
  if (mixed.length === 0) return new Set()
  if (share >= 1) return new Set(mixed.map((one) => one.condition))
  const [everybody = 0, ...left] = await expected(ctx, mixed)
  return new Set(mixed.flatMap(({ condition }, at) => ((left[at] ?? Infinity) <= everybody * share ? [condition] : [])))
}

async function expected(ctx: Ctx, mixed: readonly Mixed[]): Promise<readonly number[]> {
  const sets = [[sql`true`], ...mixed.map((one) => one.plain)].map((given) => sql`(${membersWhere(ctx.workspaceId, given)} offset 0)`)
  const { 'QUERY PLAN': plan } = await ctx.db.one<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
    sql`explain (format json) ${join(sets, ' union all ')}`,
  )
  const sizes = (plan[0]?.Plan.Plans ?? []).map((one) => one['Plan Rows'])
  return sizes.length === sets.length ? sizes : []
}
