import type { FactKey, Facts } from '@grove/condition-kit/contract'
import { factsOf } from '@grove/condition-kit/contract'
import type { Ctx, StoredEvent } from '@grove/kernel/server'
import type { TriggerEvent } from '@grove/playbook-kit/contract'
import sql from 'sql-template-tag'
import { advance, HOLDOUT_FACT, type Input, startTrack, type Track } from '../domain/index.ts'
import { applyEffects, type Decided } from './apply-effects.ts'
import { atWork, type RunAtWork } from './at-work.ts'
import { heardKinds } from './heard-kinds.ts'
import { loadFacts } from './load-facts.ts'
import { insertTracks, lockTracks, moveSome, placeName, type StoredTrack } from './place-tracks.ts'
import { restPlaces } from './store-place.ts'
import { activeRunsIn, findRuns } from './store-run.ts'
import type { TrackKey } from './store-track.ts'

const JOINED = 'community.member_joined'
/** Joined long before we heard of it: whoever a group that is adopted had in it all along. */
const joinedEarlier = (event: StoredEvent) => event.kind === JOINED && (event.data as { earlier?: boolean }).earlier === true
const GONE = new Set(['community.member_left', 'community.member_removed'])
/** Events that answer something a step asked for, with the outcome they stand for. */
const ANSWERS: Readonly<Record<string, (data: Record<string, unknown>) => string>> = {
  'task.done': (data) => String(data['outcome']),
  'task.expired': () => 'expired',
  'task.cancelled': () => 'cancelled',
  'send.sent': () => 'sent',
  'send.refused': () => 'failed',
  'send.failed': () => 'failed',
  'send.expired': () => 'expired',
}

/** One event that one track has to hear. */
interface Heard {
  readonly event: StoredEvent
  readonly atWork: RunAtWork
  readonly memberId: number
  readonly input: Input
}

/** Lets the tracks concerned hear a batch of the log: joins begin tracks, leaves end them, answers and triggers move them. */
export async function hearEvents(ctx: Ctx, events: readonly StoredEvent[]): Promise<void> {
  const runs = await runsConcerned(ctx, events)
  if (runs.length === 0) return
  const begun = await beginTracks(ctx, runs, events)
  const heard = events.flatMap((event) => runs.flatMap((run) => hearing(run, event)))
  if (heard.length === 0 && begun.length === 0) return
  const locked = await lockTracks(ctx, keysOf(heard))
  const tracks = new Map(locked.tracks.map((one) => [nameOf(one.runId, one.memberId), one]))
  const facts = await factsOfAll(ctx, heard, tracks)
  const decided: Decided[] = []
  const changed = new Set<string>()
  const now = ctx.clock.now().getTime()
  for (const { event, atWork, memberId, input } of heard) {
    const name = nameOf(atWork.stored.id, memberId)
    const stored = tracks.get(name)
    if (!stored || stored.track.state === 'done') continue
    const result = advance(atWork.plan, atWork.run, stored.track, input, facts.get(name) ?? {}, now)
    const track: Track =
      GONE.has(event.kind) && memberId > 0 ? { ...result.track, state: 'done', pending: null, dueAt: null } : result.track
    tracks.set(name, { ...stored, track })
    changed.add(name)
    if (result.effects.length) decided.push({ atWork, effects: result.effects, memberIds: memberId === 0 ? null : [memberId] })
  }
  const stood = new Map(locked.tracks.map((one) => [nameOf(one.runId, one.memberId), one.track]))
  const moved = [...changed]
    .flatMap((name) => tracks.get(name) ?? [])
    .filter((one) => {
      const before = stood.get(nameOf(one.runId, one.memberId))
      return !before || placeName(one.runId, before) !== placeName(one.runId, one.track)
    })
  await moveSome(ctx, locked.places, moved)
  await applyEffects(ctx, decided)
  ctx.afterCommit(() => ctx.app.signals.wake('playbook'))
}

const nameOf = (runId: number, memberId: number) => `${runId}/${memberId}`

/** Runs at work in the communities the events name, or on the members they name when they name no community. */
async function runsConcerned(ctx: Ctx, events: readonly StoredEvent[]): Promise<RunAtWork[]> {
  const communities = [...new Set(events.flatMap((event) => event.communityId ?? []))]
  const members = [...new Set(events.flatMap((event) => (event.communityId === null && event.memberId !== null ? [event.memberId] : [])))]
  const inCommunities = communities.length ? await activeRunsIn(ctx, communities) : []
  const onMembers = members.length ? await findRuns(ctx, await runsOnMembers(ctx, members)) : []
  const stored = new Map([...inCommunities, ...onMembers].map((run) => [run.id, run]))
  const works: RunAtWork[] = []
  for (const run of stored.values()) works.push(await atWork(ctx, run))
  return works
}

async function runsOnMembers(ctx: Ctx, memberIds: readonly number[]): Promise<number[]> {
  const { ids } = await ctx.db.one<{ ids: number[] }>(sql`
    select coalesce(array_agg(distinct t.run_id), '{}')::bigint[] as ids
    from playbook_track t join playbook_place p on p.workspace_id = t.workspace_id and p.run_id = t.run_id and p.id = t.place_id
    where t.workspace_id = ${ctx.workspaceId} and t.member_id = any(${memberIds}::bigint[]) and t.member_id > 0 and p.state = 1`)
  return ids
}

/**
 * Tracks for those who joined, in every run of their community that has member steps; the joining itself is heard afterwards. What fell due
 * before their run began is never done, as for those who were there when it did; nor what fell due before we heard of somebody who had been
 * there for long.
 */
async function beginTracks(ctx: Ctx, runs: readonly RunAtWork[], events: readonly StoredEvent[]): Promise<TrackKey[]> {
  const now = ctx.clock.now().getTime()
  const joins = events.filter((event) => event.kind === JOINED && event.memberId !== null && event.counted)
  const tracks = joins.flatMap((event) =>
    runs
      .filter(({ stored, plan }) => stored.communityId === event.communityId && plan.tracks.member.steps.length > 0)
      .map(({ stored, plan, run }) => ({
        runId: stored.id,
        memberId: event.memberId ?? 0,
        track: startTrack(plan, run, 'member', event.at.getTime(), lateBy(event, stored.startedAt, now)),
      })),
  )
  if (tracks.length === 0) return []
  await insertTracks(ctx, tracks)
  const paused = runs.flatMap(({ stored }) => (stored.state === 'paused' ? [stored.id] : []))
  if (paused.length) await restPlaces(ctx, paused, true)
  return tracks
}

function lateBy(event: StoredEvent, startedAt: Date, now: number): number {
  return joinedEarlier(event) ? now : Math.min(now, Math.max(event.at.getTime(), startedAt.getTime()))
}

/** Which tracks of a run have to hear an event: the group's own and the member's. */
function hearing(atWork: RunAtWork, event: StoredEvent): Heard[] {
  const { stored, plan } = atWork
  if (event.communityId !== null && event.communityId !== stored.communityId) return []
  // A reader that lags must not let a run hear what happened before it began; nor is it news that somebody has been there for long.
  if (event.at < stored.startedAt || joinedEarlier(event)) return []
  const answer = ANSWERS[event.kind]
  if (answer) {
    if (event.runId !== stored.id) return []
    const data = event.data as Record<string, unknown>
    const step = stepOf(atWork, Number(data['stepId']))
    const planned = step ? plan.steps.get(step) : undefined
    if (!step || !planned || (event.kind.startsWith('send.') && planned.dependents.length === 0 && !planned.person)) return []
    const memberId = planned.step.track === 'member' ? (event.memberId ?? 0) : 0
    return [{ event, atWork, memberId, input: { kind: 'outcome', step, occurrence: Number(data['occurrence']), outcome: answer(data) } }]
  }
  const kinds = heardKinds(plan)
  const input: Input = { kind: 'event', event: triggerEvent(event) }
  const heard: Heard[] = []
  if (event.communityId !== null && kinds.community.has(event.kind)) heard.push({ event, atWork, memberId: 0, input })
  const onMember = event.memberId !== null && (kinds.member.has(event.kind) || (GONE.has(event.kind) && event.communityId !== null))
  if (onMember && plan.tracks.member.steps.length > 0) heard.push({ event, atWork, memberId: event.memberId ?? 0, input })
  return heard
}

function triggerEvent(event: StoredEvent): TriggerEvent {
  return {
    id: event.id,
    kind: event.kind,
    at: event.at.getTime(),
    memberId: event.memberId,
    communityId: event.communityId,
    data: event.data,
  }
}

function stepOf({ numbers }: RunAtWork, stepId: number): string | undefined {
  for (const [key, id] of numbers) if (id === stepId) return key.endsWith('!fallback') ? undefined : key
  return undefined
}

function keysOf(heard: readonly Heard[]) {
  const keys = new Map(
    heard.map((one) => [nameOf(one.atWork.stored.id, one.memberId), { runId: one.atWork.stored.id, memberId: one.memberId }]),
  )
  return [...keys.values()]
}

/** Facts of every track that hears something, one load for each run: whatever its conditions may ask. */
async function factsOfAll(
  ctx: Ctx,
  heard: readonly Heard[],
  tracks: ReadonlyMap<string, StoredTrack>,
): Promise<ReadonlyMap<string, Facts>> {
  const byRun = new Map<RunAtWork, Set<number>>()
  for (const { atWork, memberId } of heard) {
    if (!tracks.has(nameOf(atWork.stored.id, memberId))) continue
    byRun.set(atWork, (byRun.get(atWork) ?? new Set()).add(memberId))
  }
  const loaded = new Map<string, Facts>()
  for (const [atWork, members] of byRun) {
    const facts = await loadFacts(ctx, atWork, [...members], everyKey(atWork))
    for (const [memberId, own] of facts) loaded.set(nameOf(atWork.stored.id, memberId), own)
  }
  return loaded
}

function everyKey({ plan }: RunAtWork): FactKey[] {
  const conditions = [
    ...[...plan.steps.values()].flatMap((planned) => planned.asks),
    ...plan.definition.stop.flatMap((rule) => ('when' in rule ? [rule.when] : [])),
  ]
  const keys = new Set(conditions.flatMap((condition) => factsOf(condition, plan.kinds.conditions)))
  if (plan.definition.holdout > 0) keys.add(HOLDOUT_FACT)
  return [...keys]
}
