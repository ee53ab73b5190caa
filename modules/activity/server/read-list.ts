import { addDays, startOfDay } from '@grove/calendar'
import { communityScope } from '@grove/community/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readMomentCursor } from '@grove/member/server'
import sql, { join } from 'sql-template-tag'
import type { ActivityRow, listActivities as listRoute } from '../contract/index.ts'

/** Of the groups the actor sees, the latest start first. */
export async function listActivities(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const place = readMomentCursor(input.cursor)
  const day = (text: string) => new Date(startOfDay(text, ctx.zone))
  const where = join(
    [
      sql`a.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)}`,
      ...(input.communityId ? [sql`a.community_id = ${input.communityId}`] : []),
      ...(input.kind ? [sql`a.kind = ${input.kind}`] : []),
      ...(input.stage ? [sql`a.stage = ${input.stage}`] : []),
      ...(input.from ? [sql`a.starts_at >= ${day(input.from)}`] : []),
      ...(input.to ? [sql`a.starts_at < ${day(addDays(input.to, 1))}`] : []),
    ],
    ' and ',
  )
  const from = sql`from activity a join community c on c.workspace_id = ${ctx.workspaceId} and c.id = a.community_id`
  const rows = await ctx.db.rows<ActivityRow & { place: string }>(sql`
    select p.id, p.code, p.kind, p.mechanism, p.title, p."communityId", p."communityName", p.stage, p.round, p.rounds, p."startsAt",
      p."startsAt"::text as place,
      (select count(distinct w.member_id)::int from activity_answer w where w.workspace_id = ${ctx.workspaceId} and w.activity_id = p.id) as joined,
      (select count(distinct w.member_id)::int from activity_win w where w.workspace_id = ${ctx.workspaceId} and w.activity_id = p.id) as winners
    from (
      select a.id, a.code, a.kind, a.mechanism, a.title, a.community_id as "communityId", c.name as "communityName", a.stage, a.round, a.rounds,
        a.starts_at as "startsAt" ${from}
      where ${where} and ${place ? sql`(a.starts_at, a.id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
      order by a.starts_at desc, a.id desc limit ${input.limit + 1}) p
    order by p."startsAt" desc, p.id desc`)
  const page = pageOfRows(
    rows.map((row) => ({ id: row.id, key: row.place, row })),
    input.limit,
  )
  const items = page.items.map(({ row: { place: _place, ...row } }) => row)
  if (input.cursor !== undefined) return { items, next: page.next, total: null }
  const { count } = await ctx.db.one<{ count: number }>(sql`select count(*)::int as count ${from} where ${where}`)
  return { items, next: page.next, total: { count, exact: true } }
}
