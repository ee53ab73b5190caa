import type { Ctx } from '@grove/kernel/server'
import type { Track } from '../domain/index.ts'
import type { RunAtWork } from './at-work.ts'
import { placesAfter, writePlaces } from './store-place.ts'

const PAGE = 5000

/** Computes every track of a run anew, place by place; equal tracks are computed once. */
export async function refitTracks(ctx: Ctx, work: RunAtWork, refit: (track: Track) => Track): Promise<void> {
  const known = new Map<string, Track>()
  const anew = (track: Track): Track => {
    const name = JSON.stringify(track)
    const result = known.get(name) ?? refit(track)
    known.set(name, result)
    return result
  }
  let after = 0
  for (;;) {
    const page = await placesAfter(ctx, work.stored.id, after, PAGE)
    await writePlaces(
      ctx,
      page.map((place) => ({ ...place, track: anew(place.track) })),
    )
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.id
  }
}
