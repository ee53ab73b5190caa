import { dayOf } from '@grove/calendar'
import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { type MoveCause, segmentEntered, segmentLeft } from '../contract/index.ts'
import type { Moves, Pair } from '../domain/moves.ts'
import { turnedOf } from './evaluate-members.ts'
import type { HearingSegment } from './store.ts'
import { writeEntered, writeLeft, writeSizes, writeTouched } from './store-member.ts'

type Told = Pick<HearingSegment, 'id' | 'name' | 'state' | 'quiet'>

/** Looks at members again for the segments given, and moves those whose answer turned. The caller holds the gate. */
export async function lookAgain(
  ctx: Ctx,
  asked: readonly { readonly segment: HearingSegment; readonly memberIds: ReadonlySet<number> }[],
  cause: MoveCause,
): Promise<number> {
  const busy = asked.filter(({ memberIds }) => memberIds.size > 0)
  if (busy.length === 0) return 0
  const moves = await turnedOf(ctx, busy)
  const touched = busy.flatMap(({ segment, memberIds }) =>
    segment.state === 'building' ? [...memberIds].map((memberId): Pair => ({ segmentId: segment.id, memberId })) : [],
  )
  if (touched.length) await writeTouched(ctx, touched)
  return applyMoves(
    ctx,
    busy.map(({ segment }) => segment),
    moves,
    cause,
  )
}

/** Writes moves with sizes, and tells the log. */
export async function applyMoves(ctx: Ctx, segments: readonly Told[], moves: Moves, cause: MoveCause): Promise<number> {
  const { entered, left } = moves
  if (entered.length) await writeEntered(ctx, entered)
  if (left.length) await writeLeft(ctx, left)
  await tellMoves(ctx, segments, moves, cause)
  return entered.length + left.length
}

/** Sizes and events of moves already written; a quiet build tells nobody. */
export async function tellMoves(ctx: Ctx, segments: readonly Told[], { entered, left }: Moves, cause: MoveCause): Promise<void> {
  const [came, went] = [entered, left].map(countOf)
  const changed = new Set([...entered, ...left].map((one) => one.segmentId))
  if (changed.size === 0) return
  await writeSizes(
    ctx,
    dayOf(ctx.clock.now().getTime(), ctx.zone),
    [...changed].map((segmentId) => ({ segmentId, entered: came?.get(segmentId) ?? 0, left: went?.get(segmentId) ?? 0 })),
  )
  const loud = new Map(segments.filter((one) => one.state !== 'building' || !one.quiet).map((one) => [one.id, one.name]))
  const told = (kind: typeof segmentEntered | typeof segmentLeft, pairs: readonly Pair[]) =>
    pairs.flatMap(({ segmentId, memberId }) => {
      const segment = loud.get(segmentId)
      return segment === undefined ? [] : [{ kind, memberId, data: { segmentId, segment, cause } }]
    })
  await emit(ctx, [...told(segmentLeft, left), ...told(segmentEntered, entered)])
}

function countOf(pairs: readonly Pair[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const { segmentId } of pairs) counts.set(segmentId, (counts.get(segmentId) ?? 0) + 1)
  return counts
}
