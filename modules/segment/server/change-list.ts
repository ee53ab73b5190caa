import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { livingIds, memberScope, seenIds } from '@grove/member/server'
import sql from 'sql-template-tag'
import { type changeList as changeRoute, segmentErrors } from '../contract/index.ts'
import { movesOf } from '../domain/moves.ts'
import { applyMoves } from './apply-moves.ts'
import type { Checked } from './check-condition.ts'
import { findSegment, lockSegment, passGate } from './store.ts'
import { insideNow } from './store-member.ts'

/** A list made of a condition holds this many at most. */
const MOST = 50_000

/** Puts members into a list and takes others out. @throws segment.not_found segment.not_a_list */
export async function changeList(ctx: Ctx, input: InputOf<typeof changeRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    await passGate(ctx)
    const segment = await lockSegment(ctx, input.id)
    if (!segment) throw segmentErrors.not_found()
    if (segment.kind !== 'list') throw segmentErrors.not_a_list()
    const [add, remove] = [await livingIds(ctx, input.add), await seenIds(ctx, input.remove)]
    const inside = await insideNow(ctx, [segment.id], [...add, ...remove])
    const answers = [
      ...add.map((memberId) => ({ segmentId: segment.id, memberId, holds: true })),
      ...remove.filter((one) => !add.includes(one)).map((memberId) => ({ segmentId: segment.id, memberId, holds: false })),
    ]
    const changed = await applyMoves(ctx, [segment], movesOf(answers, inside), 'person')
    if (changed) await audit(ctx, { verb: 'segment.list', target: { kind: 'segment', id: segment.id }, after: { add, remove } })
    return { changed }
  })
}

export async function putIntoList(
  ctx: Ctx,
  segment: { readonly id: number; readonly name: string },
  memberIds: readonly number[],
): Promise<void> {
  const record = await findSegment(ctx, segment.id)
  if (!record) return
  const ids = await livingIds(ctx, memberIds)
  const entered = ids.map((memberId) => ({ segmentId: segment.id, memberId }))
  await applyMoves(ctx, [record], { entered, left: [] }, 'person')
}

/** Everybody who meets the condition now and whom the actor may see. @throws segment.too_many */
export async function fillList(ctx: Ctx, id: number, { condition, compiled }: Checked): Promise<void> {
  const rows = await ctx.db.rows<{ id: number }>(sql`
    select m.id from member m where m.workspace_id = ${ctx.workspaceId} and m.kind = 'member' and ${compiled.where(condition)}
      and ${memberScope(ctx)} order by m.id limit ${MOST + 1}`)
  if (rows.length > MOST) throw segmentErrors.too_many({ max: MOST })
  const record = await findSegment(ctx, id)
  if (record) await applyMoves(ctx, [record], { entered: rows.map((row) => ({ segmentId: id, memberId: row.id })), left: [] }, 'person')
}
