import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type Cause, memberStageMoved } from '../contract/index.ts'

export interface StageMove {
  readonly memberId: number
  readonly from: number
  readonly to: number
  readonly cause: Cause
}

/** Moves members who still stand where they were seen, each for a reason of its own; answers those that moved. For rules, not for people. */
export async function moveStages(ctx: Ctx, moves: readonly StageMove[]): Promise<number[]> {
  if (moves.length === 0) return []
  return ctx.inTx(async (ctx) => {
    const rows = await ctx.db.rows<{ id: number; counted: boolean }>(sql`
      with wanted as (
        select n.id, n.was, n.target from unnest(${moves.map((one) => one.memberId)}::bigint[], ${moves.map((one) => one.from)}::smallint[],
          ${moves.map((one) => one.to)}::smallint[]) as n (id, was, target)),
      locked as (
        select m.id, w.target from member m join wanted w on w.id = m.id and w.was = m.stage
        where m.workspace_id = ${ctx.workspaceId} and m.id = any(${moves.map((one) => one.memberId)}::bigint[]) order by m.id for no key update of m)
      update member m set stage = l.target, updated_at = ${ctx.clock.now()}
      from locked l where m.workspace_id = ${ctx.workspaceId} and m.id = l.id
      returning m.id, m.kind = 'member' as counted`)
    const counted = new Map(rows.map((row) => [row.id, row.counted]))
    const done = moves.filter((one) => counted.has(one.memberId))
    await emit(
      ctx,
      done.map((one) => ({
        kind: memberStageMoved,
        memberId: one.memberId,
        counted: counted.get(one.memberId) ?? false,
        runId: one.cause.runId,
        data: { from: one.from, to: one.to, cause: one.cause },
      })),
    )
    return done.map((one) => one.memberId)
  })
}
