import type { Facts } from '@grove/condition-kit/contract'
import type { Ctx } from '@grove/kernel/server'
import { advance, answersOf, factsNeeded, needs, type Track } from '../domain/index.ts'
import { applyEffects, type Decided } from './apply-effects.ts'
import { type RunAtWork, runsAtWork } from './at-work.ts'
import { loadFacts } from './load-facts.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { dueGroups, lockDueTracks, moveGroup, type StoredTrack, type TrackGroup, trackOf, writeTracks } from './store-track.ts'

/** Due tracks looked at to find the groups. */
const LOOK = 20_000
/** From here on a group is moved by one statement without its rows leaving the database. */
const WHOLE = 200
/** A group moves in shares of this size, two at a time: while one is moved, what the other decided is applied. */
const SHARE = 5000
const MOST_SHARES = 12
/** Tracks advanced one group at a time in memory. */
const ROWS = 2000

const TICK = { kind: 'tick' } as const

/** One batch of due tracks: a few big groups moved whole, or up to 2,000 mixed ones. */
export async function moveDueTracks(ctx: Ctx): Promise<{ more: boolean }> {
  const groups = await dueGroups(ctx, LOOK)
  if (groups.length === 0) return { more: false }
  const work = await runsAtWork(ctx, [...new Set(groups.map((group) => group.runId))])
  const whole = groups.find((group) => group.n >= WHOLE && movesWhole(work, group, ctx.clock.now().getTime()))
  if (!whole) return { more: (await moveRows(ctx, work)) > 0 }
  return { more: (await moveShares(ctx, work, whole)) > 0 }
}

function movesWhole(work: ReadonlyMap<number, RunAtWork>, group: TrackGroup, now: number): boolean {
  const atWork = work.get(group.runId)
  return atWork !== undefined && !group.community && factsNeeded(atWork.plan, atWork.run, trackOf(group), TICK, now).length === 0
}

/** All of the group that was found, share by share; how many moved. */
async function moveShares(ctx: Ctx, work: ReadonlyMap<number, RunAtWork>, group: TrackGroup): Promise<number> {
  const atWork = work.get(group.runId)
  if (!atWork) return 0
  const { track, effects } = advance(atWork.plan, atWork.run, trackOf(group), TICK, {}, ctx.clock.now().getTime())
  // Two that write into one table wait for its index pages; one that moves tracks and one that inserts sends don't.
  const [moving, applying] = [oneAtATime(), oneAtATime()]
  const share = () =>
    ctx.inTx(async (tx) => {
      const memberIds = await moving(() => moveGroup(tx, group, track, SHARE))
      if (memberIds.length) await applying(() => applyEffects(tx, [{ atWork, effects, memberIds }]))
      return memberIds.length
    })
  let moved = 0
  let left = group.n > SHARE ? MOST_SHARES : 1
  const lane = async () => {
    while (left-- > 0) {
      const n = await share()
      moved += n
      if (n < SHARE) left = 0
    }
  }
  await Promise.all(group.n > SHARE ? [lane(), lane()] : [lane()])
  return moved
}

function moveRows(ctx: Ctx, work: ReadonlyMap<number, RunAtWork>): Promise<number> {
  return ctx.inTx(async (tx) => {
    const tracks = await lockDueTracks(tx, [...work.keys()], ROWS)
    const { moved, decided } = await advanceAll(tx, work, tracks)
    await writeTracks(tx, moved)
    await applyEffects(tx, decided)
    return tracks.length
  })
}

/** Advances each distinct place once; members whose answers differ are told apart first. */
async function advanceAll(ctx: Ctx, work: ReadonlyMap<number, RunAtWork>, tracks: readonly StoredTrack[]) {
  const now = ctx.clock.now().getTime()
  const moved: StoredTrack[] = []
  const decided: Decided[] = []
  for (const { atWork, track, memberIds } of samePlaces(work, tracks)) {
    for (const part of await byAnswers(ctx, atWork, track, memberIds, now)) {
      const result = advance(atWork.plan, atWork.run, track, TICK, part.facts, now)
      for (const memberId of part.memberIds) moved.push({ runId: atWork.stored.id, memberId, track: result.track })
      if (result.effects.length)
        decided.push({ atWork, effects: result.effects, memberIds: track.kind === 'community' ? null : part.memberIds })
    }
  }
  return { moved, decided }
}

interface Place {
  readonly atWork: RunAtWork
  readonly track: Track
  readonly memberIds: number[]
}

function samePlaces(work: ReadonlyMap<number, RunAtWork>, tracks: readonly StoredTrack[]): Iterable<Place> {
  const places = new Map<string, Place>()
  for (const { runId, memberId, track } of tracks) {
    const atWork = work.get(runId)
    if (!atWork) continue
    const name = `${runId}/${JSON.stringify(track)}`
    const place = places.get(name)
    if (place) place.memberIds.push(memberId)
    else places.set(name, { atWork, track, memberIds: [memberId] })
  }
  return places.values()
}

async function byAnswers(
  ctx: Ctx,
  atWork: RunAtWork,
  track: Track,
  memberIds: readonly number[],
  now: number,
): Promise<{ facts: Facts; memberIds: number[] }[]> {
  const asked = needs(atWork.plan, atWork.run, track, TICK, now)
  if (asked.keys.length === 0) return [{ facts: {}, memberIds: [...memberIds] }]
  const facts = await loadFacts(ctx, atWork, memberIds, asked.keys)
  const parts = new Map<string, { facts: Facts; memberIds: number[] }>()
  for (const id of memberIds) {
    const own = facts.get(id) ?? {}
    const answers = answersOf(atWork.plan, asked, own)
    const part = parts.get(answers)
    if (part) part.memberIds.push(id)
    else parts.set(answers, { facts: own, memberIds: [id] })
  }
  return [...parts.values()]
}
