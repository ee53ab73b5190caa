import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type Cause, memberStageMoved } from '../contract/index.ts'
import { type Chosen, chosenIds } from './chosen-members.ts'

interface Moved {
  readonly memberId: number
  readonly from: number
  readonly counted: boolean
}

/**
 * Moves members on the relationship ladder and records why. With `onlyUp` a member who stands higher stays (what a playbook step wants:
 * an event of the past never takes back what was reached).
 */
export async function moveStage(
  ctx: Ctx,
  input: Chosen & { readonly stage: number; readonly cause?: Cause; readonly onlyUp?: boolean },
): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const cause = input.cause ?? { by: ctx.actor.kind === 'staff' ? 'person' : 'system' }
    const moved = await writeStage(ctx, await chosenIds(ctx, input), input.stage, input.onlyUp ?? false)
    await emit(
      ctx,
      moved.map((one) => ({
        kind: memberStageMoved,
        memberId: one.memberId,
        counted: one.counted,
        runId: cause.runId,
        data: { from: one.from, to: input.stage, cause },
      })),
    )
    if (ctx.actor.kind === 'staff')
      await audit(
        ctx,
        moved.map((one) => ({
          verb: 'member.move_stage',
          target: { kind: 'member', id: one.memberId },
          before: { stage: one.from },
          after: { stage: input.stage },
        })),
      )
    return { changed: moved.length }
  })
}

function writeStage(ctx: Ctx, memberIds: readonly number[], stage: number, onlyUp: boolean): Promise<Moved[]> {
  return ctx.db.rows<Moved>(sql`
    with locked as (
      select id, stage from member where workspace_id = ${ctx.workspaceId} and id = any(${memberIds}::bigint[])
        and stage <> ${stage} and (not ${onlyUp} or stage < ${stage})
      order by id for update)
    update member m set stage = ${stage}, updated_at = ${ctx.clock.now()}
    from locked l where m.workspace_id = ${ctx.workspaceId} and m.id = l.id
    returning m.id as "memberId", l.stage as "from", m.kind = 'member' as counted`)
}
