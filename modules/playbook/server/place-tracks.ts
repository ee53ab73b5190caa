import type { Ctx } from '@grove/kernel/server'
import type { Track } from '../domain/index.ts'
import { groupBy } from './group-by.ts'
import { dropPlaces, insertPlaces, lockPlaces, type Place, PLACE_SIZE, type PlaceKey, writePlaces } from './store-place.ts'
import { insertStandings, membersAt, repoint, type Standing, standingsOf, type TrackKey } from './store-track.ts'

/** A track as it is locked: with the place where it stands. */
export interface StoredTrack extends Standing {
  readonly track: Track
}

/** Tracks that go to the same place, by the places (their numbers) where they stood. */
export interface Moved {
  readonly runId: number
  readonly track: Track
  readonly stood: ReadonlyMap<number, readonly number[]>
}

/** Equal tracks of one run have equal names. */
export const placeName = (runId: number, track: Track): string => `${runId}/${JSON.stringify(track)}`

/** Makes tracks that are not there yet; those that begin alike share places. */
export async function insertTracks(ctx: Ctx, tracks: readonly (TrackKey & { readonly track: Track })[]): Promise<void> {
  if (tracks.length === 0) return
  const there = new Set((await standingsOf(ctx, tracks)).map(trackName))
  const fresh = new Map(tracks.filter((one) => !there.has(trackName(one))).map((one) => [trackName(one), one]))
  const seats = groupBy(fresh.values(), (one) => placeName(one.runId, one.track)).flatMap(inShares)
  const ids = await insertPlaces(
    ctx,
    seats.flatMap((seat) => (seat[0] ? [{ runId: seat[0].runId, track: seat[0].track, n: seat.length }] : [])),
  )
  await insertStandings(
    ctx,
    seats.flatMap((seat, index) =>
      seat.map(({ runId, memberId, track }) => ({ runId, memberId, placeId: ids[index] ?? 0, since: track.anchorDay })),
    ),
  )
}

/** The places of these tracks, locked, and the tracks; those that are done or of resting runs are left out. */
export async function lockTracks(ctx: Ctx, keys: readonly TrackKey[]): Promise<{ places: Place[]; tracks: StoredTrack[] }> {
  const places = new Map<number, Place>()
  const asked = new Set<number>()
  for (;;) {
    const standings = await standingsOf(ctx, keys)
    // Somebody may have moved on while the lock was waited for; who stands at a locked place stays.
    const unknown = new Map<number, PlaceKey>()
    for (const { runId, placeId } of standings) if (!asked.has(placeId)) unknown.set(placeId, { runId, id: placeId })
    if (unknown.size === 0) {
      const tracks = standings.flatMap((one) => {
        const place = places.get(one.placeId)
        return place ? [{ ...one, track: place.track }] : []
      })
      return { places: [...places.values()], tracks }
    }
    for (const place of await lockPlaces(ctx, [...unknown.values()])) places.set(place.id, place)
    for (const id of unknown.keys()) asked.add(id)
  }
}

/** Moves some of those who stand at locked places; the others stay. */
export async function moveSome(ctx: Ctx, places: readonly Place[], moved: readonly StoredTrack[]): Promise<void> {
  const leaving = new Map<number, number>()
  for (const { placeId } of moved) leaving.set(placeId, (leaving.get(placeId) ?? 0) + 1)
  const left = places.filter((place) => leaving.has(place.id))
  // What a place says of its size is a hint; where nobody seems to stay, it is looked at.
  const emptied = left.filter((place) => (leaving.get(place.id) ?? 0) >= place.n)
  const there = emptied.length > 0 ? await membersAt(ctx, emptied) : new Map<number, readonly number[]>()
  await placeTracks(
    ctx,
    left.map((place) => ({ ...place, n: there.get(place.id)?.length ?? place.n })),
    moved.map(({ runId, memberId, placeId, track }) => ({ runId, track, stood: new Map([[placeId, [memberId]]]) })),
  )
}

/**
 * Lets tracks stand where they were advanced to. A place that all of its tracks leave goes along with most of them, so that as a rule one
 * small row is written and none of a track; the others are put there, or share new places.
 */
export async function placeTracks(ctx: Ctx, places: readonly Place[], moved: readonly Moved[]): Promise<void> {
  const targets = together(moved)
  const leaving = new Map<number, number>()
  for (const { stood } of targets) for (const [id, members] of stood) leaving.set(id, (leaving.get(id) ?? 0) + members.length)
  const free = new Set(places.filter((place) => leaving.get(place.id) === place.n || place.n === 0).map((place) => place.id))
  const written: Place[] = []
  const opened: { target: Moved; n: number }[] = []
  const sent: Standing[] = []
  for (const target of targets) {
    const host = [...target.stood].filter(([id]) => free.has(id)).sort((a, b) => b[1].length - a[1].length)[0]?.[0]
    const n = [...target.stood.values()].reduce((sum, members) => sum + members.length, 0)
    if (host === undefined) opened.push({ target, n })
    else {
      free.delete(host)
      written.push({ runId: target.runId, id: host, track: target.track, n })
      sent.push(...sentTo(target, host))
    }
  }
  const ids = await insertPlaces(
    ctx,
    opened.map(({ target: { runId, track }, n }) => ({ runId, track, n })),
  )
  for (const [index, { target }] of opened.entries()) sent.push(...sentTo(target, ids[index] ?? 0))
  const hosts = new Set(written.map((place) => place.id))
  const kept = places
    .filter((place) => !free.has(place.id) && !hosts.has(place.id))
    .map((place) => ({ ...place, n: place.n - (leaving.get(place.id) ?? 0) }))
  await writePlaces(ctx, [...written, ...kept])
  await repoint(ctx, sent)
  await dropPlaces(
    ctx,
    places.filter((place) => free.has(place.id)),
  )
}

/** One entry for each place that is gone to, the largest first. */
function together(moved: readonly Moved[]): Moved[] {
  const targets = groupBy(moved, (one) => placeName(one.runId, one.track)).map((same) => {
    const [first, ...others] = same as [Moved, ...Moved[]]
    if (others.length === 0) return first
    const stood = new Map<number, number[]>()
    for (const one of same) {
      for (const [id, members] of one.stood) {
        const known = stood.get(id)
        if (known) known.push(...members)
        else stood.set(id, [...members])
      }
    }
    return { ...first, stood }
  })
  const size = new Map(targets.map((one) => [one, Math.max(...[...one.stood.values()].map((members) => members.length))]))
  return targets.sort((a, b) => (size.get(b) ?? 0) - (size.get(a) ?? 0))
}

const sentTo = ({ runId, stood }: Moved, placeId: number): Standing[] =>
  [...stood].flatMap(([id, members]) => (id === placeId ? [] : members.map((memberId) => ({ runId, memberId, placeId }))))

const trackName = ({ runId, memberId }: TrackKey) => `${runId}/${memberId}`

function inShares<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / PLACE_SIZE) }, (_, index) => all.slice(index * PLACE_SIZE, (index + 1) * PLACE_SIZE))
}
