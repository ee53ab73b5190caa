import { dayOf, daysBetween, startOfDay } from '@grove/calendar'
import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type Definition, playbookErrors, runErrors, type RunRow, runStarted } from '../contract/index.ts'
import { startTrack } from '../domain/index.ts'
import { atWork, type RunAtWork } from './at-work.ts'
import { checkParams } from './check-params.ts'
import { readRun } from './read-runs.ts'
import { visibleCommunities } from './store-community.ts'
import { findPlaybook, findVersion } from './store-playbook.ts'
import { findRun, insertRun, openRunsOf } from './store-run.ts'
import { groupBy } from './group-by.ts'
import { insertTracks } from './place-tracks.ts'
import { insertPlaces, PLACE_SIZE } from './store-place.ts'

export interface StartRun {
  readonly playbookId: number
  /** The newest unless told. */
  readonly version?: number | undefined
  readonly communityId: number
  readonly startDay: string
  readonly params: Readonly<Record<string, string | number>>
  /** A second run of the same playbook in one community is meant. */
  readonly confirm: boolean
}

/** States of a community in which a method can be put to work. */
const READY = new Set(['planned', 'recruiting', 'active', 'cooling'])
const FARTHEST_DAYS = 366

/**
 * Starts a version of a playbook in a community. Members who are there already get tracks from their joining; nothing past due is done.
 * @throws playbook.not_found playbook.never_published run.community_not_running run.type_does_not_suit run.parameter_missing
 * run.parameter_wrong run.already_running run.start_too_far
 */
export async function startRun(ctx: Ctx, input: StartRun): Promise<RunRow> {
  return ctx.inTx(async (tx) => {
    const { definition, versionId } = await versionToStart(tx, input)
    await checkCommunity(tx, input, definition)
    const days = daysBetween(dayOf(tx.clock.now().getTime(), tx.zone), input.startDay)
    if (Math.abs(days) > FARTHEST_DAYS) throw runErrors.start_too_far({ days: FARTHEST_DAYS })
    const params = checkParams(definition, input.params, tx.locale)
    const runId = await insertRun(tx, { ...input, versionId, params, startAt: startAt(tx, input.startDay), by: staffIdOf(tx) })
    const stored = await findRun(tx, runId)
    if (!stored) throw runErrors.not_found()
    const work = await atWork(tx, stored)
    await beginGroup(tx, work)
    await beginMembers(tx, work)
    await emit(tx, [{ kind: runStarted, data: { playbookId: input.playbookId, versionId }, runId, communityId: input.communityId }])
    await audit(tx, { verb: 'run.start', target: { kind: 'run', id: runId }, after: { ...input, params } })
    tx.afterCommit(() => tx.app.signals.wake('playbook'))
    const row = await readRun(tx, runId)
    if (!row) throw runErrors.not_found()
    return row
  })
}

async function versionToStart(ctx: Ctx, input: StartRun) {
  const playbook = await findPlaybook(ctx, input.playbookId)
  if (!playbook || playbook.archivedAt) throw playbookErrors.not_found()
  if (playbook.latestVersion === 0) throw playbookErrors.never_published()
  const version = await findVersion(ctx, playbook.id, input.version ?? playbook.latestVersion)
  if (!version) throw playbookErrors.version_not_found()
  return { definition: version.definition as Definition, versionId: version.id }
}

async function checkCommunity(ctx: Ctx, input: StartRun, definition: Definition): Promise<void> {
  const [community] = await visibleCommunities(ctx, [input.communityId])
  if (!community) throw runErrors.not_found()
  if (!READY.has(community.state)) throw runErrors.community_not_running({ state: community.state })
  const suited: readonly string[] = definition.communityTypes
  if (!suited.includes(community.type)) throw runErrors.type_does_not_suit({ type: community.type, suited: [...suited] })
  const [running] = input.confirm ? [] : await openRunsOf(ctx, input.playbookId, input.communityId)
  if (running) throw runErrors.already_running({ runId: running.id })
}

/** Today: now. Another day: its beginning. */
function startAt(ctx: Ctx, startDay: string): Date {
  const now = ctx.clock.now()
  return dayOf(now.getTime(), ctx.zone) === startDay ? now : new Date(startOfDay(startDay, ctx.zone))
}

async function beginGroup(ctx: Ctx, { stored, plan, run }: RunAtWork): Promise<void> {
  const track = startTrack(plan, run, 'community', run.startAt, Math.max(ctx.clock.now().getTime(), 0))
  await insertTracks(ctx, [{ runId: stored.id, memberId: 0, track }])
}

/** Tracks for the members who are there: one computation for each minute at which somebody joined; those that begin alike share places. */
async function beginMembers(ctx: Ctx, { stored, plan, run }: RunAtWork): Promise<void> {
  if (plan.tracks.member.steps.length === 0) return
  const joins = await ctx.db.rows<{ minute: Date; n: number }>(sql`
    select date_trunc('minute', joined_at) as minute, count(*)::int as n from membership
    where workspace_id = ${ctx.workspaceId} and community_id = ${stored.communityId} and state = 'active' and counted group by 1 order by 1`)
  const now = ctx.clock.now().getTime()
  const begun = joins.map((join) => ({ ...join, track: startTrack(plan, run, 'member', join.minute.getTime(), now) }))
  const alike = groupBy(begun, (one) => JSON.stringify(one.track))
  const seats = alike.flatMap((same, group) => {
    const n = same.reduce((sum, one) => sum + one.n, 0)
    return Array.from({ length: Math.ceil(n / PLACE_SIZE) }, (_, seat) => ({ group, seat, n: Math.min(PLACE_SIZE, n - seat * PLACE_SIZE) }))
  })
  const ids = await insertPlaces(
    ctx,
    seats.flatMap(({ group, n }) => (alike[group]?.[0] ? [{ runId: stored.id, track: alike[group][0].track, n }] : [])),
  )
  const minutes = alike.flatMap((same, group) => same.map((one) => ({ ...one, group })))
  await ctx.db.exec(sql`
    insert into playbook_track (workspace_id, run_id, member_id, place_id, since)
    select ${ctx.workspaceId}, ${stored.id}, m.member_id, s.place_id, m.since
    from (
      select b.member_id, n.since, n.group_no, (row_number() over (partition by n.group_no order by b.member_id) - 1) / ${PLACE_SIZE}::int as seat
      from membership b join unnest(
        ${minutes.map((one) => one.minute.toISOString())}::timestamptz[], ${minutes.map((one) => one.group)}::int[],
        ${minutes.map((one) => one.track.anchorDay)}::date[]
      ) as n (minute, group_no, since) on n.minute = date_trunc('minute', b.joined_at)
      where b.workspace_id = ${ctx.workspaceId} and b.community_id = ${stored.communityId} and b.state = 'active' and b.counted) m
    join unnest(${seats.map((one) => one.group)}::int[], ${seats.map((one) => one.seat)}::int[], ${ids}::bigint[]) as s (group_no, seat, place_id)
      on s.group_no = m.group_no and s.seat = m.seat`)
}

export const staffIdOf = (ctx: Ctx): number | null => (ctx.actor.kind === 'staff' ? ctx.actor.staffId : null)
