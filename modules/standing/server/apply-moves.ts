import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { moveStages } from '@grove/member/server'
import { type Ladder, type MoveCause, memberGroupMoved, memberTierMoved } from '../contract/index.ts'
import { insertMoves, writeSteps } from './store-move.ts'

export interface Wanted {
  readonly memberId: number
  readonly from: number
  readonly to: number
  readonly cause: MoveCause
}

/** Makes moves, with their events; one whose member stands elsewhere meanwhile is passed over. Answers how many were made. */
export async function applyMoves(ctx: Ctx, ladder: Ladder, wanted: readonly Wanted[]): Promise<number> {
  if (wanted.length === 0) return 0
  // Moves on the ladder of stages are noted by the reader, whoever makes them.
  if (ladder === 'stage') return (await moveStages(ctx, wanted)).length
  const moved = await writeSteps(ctx, ladder, wanted)
  const done = wanted.filter((one) => moved.has(one.memberId))
  const at = ctx.clock.now()
  await insertMoves(
    ctx,
    done.map((one) => ({ ...one, ladder, at })),
  )
  await emit(
    ctx,
    done.map((one) => ({
      kind: ladder === 'tier' ? memberTierMoved : memberGroupMoved,
      memberId: one.memberId,
      runId: one.cause.runId,
      data: { from: one.from, to: one.to, cause: one.cause },
    })),
  )
  return done.length
}
