import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { startTrack } from '../domain/index.ts'
import type { RunAtWork } from './at-work.ts'
import { groupBy } from './group-by.ts'
import { insertTracks } from './place-tracks.ts'
import { insertPlaces, PLACE_SIZE } from './store-place.ts'

/** First tracks of runs that start together: all of one version, on one day, with the same values. */
export async function beginTracks(ctx: Ctx, works: readonly RunAtWork[]): Promise<void> {
  const [first] = works
  if (!first) return
  const now = ctx.clock.now().getTime()
  const track = startTrack(first.plan, first.run, 'community', first.run.startAt, Math.max(now, 0))
  await insertTracks(
    ctx,
    works.map(({ stored }) => ({ runId: stored.id, memberId: 0, track })),
  )
  if (first.plan.tracks.member.steps.length > 0) await beginMembers(ctx, works, first, now)
}

interface Join {
  readonly communityId: number
  readonly minute: Date
  readonly n: number
}

/** Tracks for the members who are there: one computation for each minute at which somebody joined; those of a run that begin alike share places. */
async function beginMembers(ctx: Ctx, works: readonly RunAtWork[], { plan, run }: RunAtWork, now: number): Promise<void> {
  const runOf = new Map(works.map(({ stored }) => [stored.communityId, stored.id]))
  const joins = await ctx.db.rows<Join>(sql`
    select community_id as "communityId", date_trunc('minute', joined_at) as minute, count(*)::int as n from membership
    where workspace_id = ${ctx.workspaceId} and community_id = any(${[...runOf.keys()]}::bigint[]) and state = 'active' and counted
    group by 1, 2 order by 1, 2`)
  const tracks = new Map(
    [...new Set(joins.map((join) => join.minute.getTime()))].map((at) => [at, startTrack(plan, run, 'member', at, now)]),
  )
  const names = new Map([...tracks].map(([at, track]) => [at, JSON.stringify(track)]))
  const alike = groupBy(joins, (join) => `${join.communityId}/${names.get(join.minute.getTime())}`)
  const seats = alike.flatMap((same, group) => {
    const n = same.reduce((sum, join) => sum + join.n, 0)
    const [join] = same
    const track = join && tracks.get(join.minute.getTime())
    if (!track) return []
    return Array.from({ length: Math.ceil(n / PLACE_SIZE) }, (_, seat) => ({
      group,
      seat,
      place: { runId: runOf.get(join.communityId) ?? 0, track, n: Math.min(PLACE_SIZE, n - seat * PLACE_SIZE) },
    }))
  })
  const ids = await insertPlaces(
    ctx,
    seats.map(({ place }) => place),
  )
  const minutes = alike.flatMap((same, group) => same.map((join) => ({ ...join, group })))
  await ctx.db.exec(sql`
    insert into playbook_track (workspace_id, run_id, member_id, place_id, since)
    select ${ctx.workspaceId}, s.run_id, m.member_id, s.place_id, m.since
    from (
      select b.member_id, n.since, n.group_no, (row_number() over (partition by n.group_no order by b.member_id) - 1) / ${PLACE_SIZE}::int as seat
      from membership b join unnest(
        ${minutes.map((one) => one.communityId)}::bigint[], ${minutes.map((one) => one.minute.toISOString())}::timestamptz[],
        ${minutes.map((one) => one.group)}::int[], ${minutes.map((one) => tracks.get(one.minute.getTime())?.anchorDay ?? null)}::date[]
      ) as n (community_id, minute, group_no, since) on n.community_id = b.community_id and n.minute = date_trunc('minute', b.joined_at)
      where b.workspace_id = ${ctx.workspaceId} and b.community_id = any(${[...runOf.keys()]}::bigint[]) and b.state = 'active' and b.counted) m
    join unnest(
      ${seats.map((one) => one.group)}::int[], ${seats.map((one) => one.seat)}::int[], ${ids}::bigint[], ${seats.map((one) => one.place.runId)}::bigint[]
    ) as s (group_no, seat, place_id, run_id) on s.group_no = m.group_no and s.seat = m.seat`)
}
