import type { OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type memberBehaviour as behaviourRoute, memberErrors } from '../contract/index.ts'
import { seenIds } from './read-seen.ts'

const COUNTED = 10_000

/** @throws member.not_found */
export async function memberBehaviour(ctx: Ctx, input: { readonly id: number }): Promise<OutputOf<typeof behaviourRoute>> {
  const [id] = await seenIds(ctx, [input.id])
  if (id === undefined) throw memberErrors.not_found()
  const recent = new Date(ctx.clock.now().getTime() - 30 * 86_400_000)
  const rows = await ctx.db.rows<{ what: string; count: number; days30: number; lastAt: Date }>(sql`
    select k.what, count(*)::int as count, (count(*) filter (where k.at >= ${recent}))::int as days30, max(k.at) as "lastAt" from (
      select split_part(e.kind, '.', 1) as what, e.at from event e
      where e.workspace_id = ${ctx.workspaceId} and e.member_id = ${id} order by e.id desc limit ${COUNTED + 1}) k
    group by k.what order by 2 desc, 1`)
  const all = rows.reduce((sum, row) => sum + row.count, 0)
  const lastAt = rows.reduce<Date | null>((last, row) => (last && last > row.lastAt ? last : row.lastAt), null)
  return { counts: rows.map(({ lastAt: _lastAt, ...row }) => row), more: all > COUNTED, lastAt }
}
