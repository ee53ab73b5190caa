import type { Facts } from '@grove/condition-kit/contract'
import type { Ctx } from '@grove/kernel/server'
import { advance, answersOf, needs, type Track } from '../domain/index.ts'
import { applyEffects, type Decided } from './apply-effects.ts'
import { type RunAtWork, runsAtWork } from './at-work.ts'
import { loadFacts } from './load-facts.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { type Moved, placeName, placeTracks } from './place-tracks.ts'
import { duePlaces, lockDuePlaces, type Place, type PlaceKey } from './store-place.ts'
import { membersAt } from './store-track.ts'

/** Due places looked at. */
const LOOK = 5000
/** Tracks of small places moved in one transaction; a large place (see PLACE_SIZE) is one of its own. */
const SHARE = 2000
/** Shares moved before the loop looks again. */
const MOST_SHARES = 12

const TICK = { kind: 'tick' } as const

/** One batch of due tracks, share by share, two at a time: while one is moved, what the other decided is applied. */
export async function moveDueTracks(ctx: Ctx): Promise<{ more: boolean; worked: boolean }> {
  const { due, work } = await ctx.inTx(async (tx) => {
    const due = await duePlaces(tx, LOOK)
    return { due, work: await runsAtWork(tx, [...new Set(due.map((place) => place.runId))]) }
  })
  if (due.length === 0) return { more: false, worked: false }
  const all = sharesOf(due)
  const shares = all.slice(0, MOST_SHARES)
  const more = due.length === LOOK || all.length > shares.length
  // Two that write into one table wait for its index pages; one that moves tracks and one that inserts sends don't.
  const [moving, applying] = [oneAtATime(), oneAtATime()]
  let moved = 0
  const lane = async () => {
    for (let share = shares.shift(); share; share = shares.shift()) {
      const keys = share
      moved += await ctx.inTx(async (tx) => {
        const { places, decided } = await moving(() => movePlaces(tx, work, keys))
        if (decided.length > 0) await applying(() => applyEffects(tx, decided))
        return places
      })
    }
  }
  await Promise.all(shares.length > 1 ? [lane(), lane()] : [lane()])
  return { more: more && moved > 0, worked: moved > 0 }
}

function sharesOf(due: readonly (PlaceKey & { n: number })[]): PlaceKey[][] {
  const shares: PlaceKey[][] = []
  let size = Infinity
  for (const place of due) {
    if (size + place.n > SHARE) {
      shares.push([])
      size = 0
    }
    shares.at(-1)?.push(place)
    size += place.n
  }
  return shares
}

/** Advances everybody who stands at these places, each distinct place once; members whose answers differ are told apart first. */
async function movePlaces(ctx: Ctx, work: ReadonlyMap<number, RunAtWork>, keys: readonly PlaceKey[]) {
  const places = await lockDuePlaces(ctx, keys)
  const members = await membersAt(ctx, places)
  const now = ctx.clock.now().getTime()
  const moved: Moved[] = []
  const decided: Decided[] = []
  for (const { atWork, track, stood } of alike(work, places, members)) {
    for (const part of await byAnswers(ctx, atWork, track, stood, now)) {
      const result = advance(atWork.plan, atWork.run, track, TICK, part.facts, now)
      moved.push({ runId: atWork.stored.id, track: result.track, stood: part.stood })
      if (result.effects.length > 0)
        decided.push({ atWork, effects: result.effects, memberIds: track.kind === 'community' ? null : [...part.stood.values()].flat() })
    }
  }
  await placeTracks(
    ctx,
    places.map((place) => ({ ...place, n: members.get(place.id)?.length ?? 0 })),
    moved,
  )
  return { places: places.length, decided }
}

type Stood = ReadonlyMap<number, readonly number[]>

interface Group {
  readonly atWork: RunAtWork
  readonly track: Track
  readonly stood: Map<number, readonly number[]>
}

/** Places of one run that have become equal are one. */
function alike(work: ReadonlyMap<number, RunAtWork>, places: readonly Place[], members: Stood): Iterable<Group> {
  const groups = new Map<string, Group>()
  for (const { runId, id, track } of places) {
    const [atWork, ids] = [work.get(runId), members.get(id)]
    if (!atWork || !ids) continue
    const name = placeName(runId, track)
    const group = groups.get(name)
    if (group) group.stood.set(id, ids)
    else groups.set(name, { atWork, track, stood: new Map([[id, ids]]) })
  }
  return groups.values()
}

async function byAnswers(ctx: Ctx, atWork: RunAtWork, track: Track, stood: Stood, now: number): Promise<{ facts: Facts; stood: Stood }[]> {
  const asked = needs(atWork.plan, atWork.run, track, TICK, now)
  if (asked.keys.length === 0) return [{ facts: {}, stood }]
  const facts = await loadFacts(ctx, atWork, [...stood.values()].flat(), asked.keys)
  const parts = new Map<string, { facts: Facts; stood: Map<number, number[]> }>()
  for (const [placeId, ids] of stood) {
    for (const id of ids) {
      const own = facts.get(id) ?? {}
      const answers = answersOf(atWork.plan, asked, own)
      const part = parts.get(answers) ?? { facts: own, stood: new Map<number, number[]>() }
      parts.set(answers, part)
      const others = part.stood.get(placeId)
      if (others) others.push(id)
      else part.stood.set(placeId, [id])
    }
  }
  return [...parts.values()]
}
