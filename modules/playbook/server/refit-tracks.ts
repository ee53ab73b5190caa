import type { Ctx } from '@grove/kernel/server'
import type { Track } from '../domain/index.ts'
import type { RunAtWork } from './at-work.ts'
import { tracksAfter, writeTracks } from './store-track.ts'

const PAGE = 5000

/** Computes every track of a run anew, page by page; equal tracks are computed once. */
export async function refitTracks(ctx: Ctx, work: RunAtWork, refit: (track: Track) => Track): Promise<void> {
  const known = new Map<string, Track>()
  const anew = (track: Track): Track => {
    const name = JSON.stringify(track)
    const result = known.get(name) ?? refit(track)
    known.set(name, result)
    return result
  }
  let after = -1
  for (;;) {
    const page = await tracksAfter(ctx, work.stored.id, after, PAGE)
    await writeTracks(
      ctx,
      page.map((one) => ({ ...one, track: anew(one.track) })),
    )
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.memberId
  }
}
