import { dayOf } from '@grove/calendar'
import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { type MoveCause, segmentEntered, segmentLeft } from '../contract/index.ts'
import { type Moves, movesOf, type Pair } from '../domain/moves.ts'
import { evaluateMembers } from './evaluate-members.ts'
import type { LiveSegment, SegmentRecord } from './store.ts'
import { insideNow, writeEntered, writeLeft, writeSizes, writeTouched } from './store-member.ts'

/** Looks at members again for the segments given, and moves those whose answer turned. The caller holds the gate. */
export async function lookAgain(
  ctx: Ctx,
  asked: readonly { readonly segment: LiveSegment; readonly memberIds: ReadonlySet<number> }[],
  cause: MoveCause,
): Promise<number> {
  const busy = asked.filter(({ memberIds }) => memberIds.size > 0)
  if (busy.length === 0) return 0
  const answers = await evaluateMembers(ctx, busy)
  const building = new Set(busy.flatMap(({ segment }) => (segment.state === 'building' ? [segment.id] : [])))
  const touched = answers.filter((one) => building.has(one.segmentId))
  if (touched.length) await writeTouched(ctx, touched)
  const inside = await insideNow(
    ctx,
    busy.map(({ segment }) => segment.id),
    [...new Set(answers.map((one) => one.memberId))],
  )
  return applyMoves(
    ctx,
    busy.map(({ segment }) => segment),
    movesOf(answers, inside),
    cause,
  )
}

/** Writes moves with sizes, and tells the log. */
export async function applyMoves(ctx: Ctx, segments: readonly SegmentRecord[], moves: Moves, cause: MoveCause): Promise<number> {
  const { entered, left } = moves
  if (entered.length) await writeEntered(ctx, entered)
  if (left.length) await writeLeft(ctx, left)
  await tellMoves(ctx, segments, moves, cause)
  return entered.length + left.length
}

/** Sizes and events of moves already written; a quiet build tells nobody. */
export async function tellMoves(ctx: Ctx, segments: readonly SegmentRecord[], { entered, left }: Moves, cause: MoveCause): Promise<void> {
  const count = (pairs: readonly Pair[], id: number) => pairs.filter((one) => one.segmentId === id).length
  const changed = new Set([...entered, ...left].map((one) => one.segmentId))
  if (changed.size === 0) return
  await writeSizes(
    ctx,
    dayOf(ctx.clock.now().getTime(), ctx.zone),
    [...changed].map((segmentId) => ({ segmentId, entered: count(entered, segmentId), left: count(left, segmentId) })),
  )
  const loud = new Map(segments.filter((one) => one.state !== 'building' || !one.quiet).map((one) => [one.id, one.name]))
  const told = (kind: typeof segmentEntered | typeof segmentLeft, pairs: readonly Pair[]) =>
    pairs.flatMap(({ segmentId, memberId }) => {
      const segment = loud.get(segmentId)
      return segment === undefined ? [] : [{ kind, memberId, data: { segmentId, segment, cause } }]
    })
  await emit(ctx, [...told(segmentLeft, left), ...told(segmentEntered, entered)])
}
