import { type Ctx } from '@grove/kernel/server'
import { bulkKind, type Restored, type Standing } from '@grove/member/server'
import { z } from 'zod'
import { segmentErrors } from '../contract/index.ts'
import { movesOf } from '../domain/moves.ts'
import { applyMoves } from './apply-moves.ts'
import { findList, insertSegment, lockSegment, passGate } from './store.ts'
import { insideNow } from './store-member.ts'

const worked = z.object({ segmentId: z.number() })

/** Puts members into a list by its name, with progress and undo; a list of that name is made when there is none. */
export const listBulk = bulkKind({
  kind: 'list',
  input: z.object({ list: z.string().trim().min(1).max(60) }),
  right: 'segment.manage',
  undoable: true,
  prepare: async (ctx, { list }) => {
    await passGate(ctx)
    const segmentId = (await findList(ctx, list))?.id ?? (await makeList(ctx, list))
    return { about: { list }, work: { segmentId } }
  },
  standing: async (ctx, work, memberIds) => {
    const { segmentId } = worked.parse(work)
    await passGate(ctx)
    if (!(await lockSegment(ctx, segmentId))) throw segmentErrors.not_found()
    const inside = new Set((await insideNow(ctx, [segmentId], memberIds)).map((one) => one.memberId))
    return new Map(memberIds.map((id): [number, Standing] => [id, { inside: inside.has(id) }]))
  },
  apply: (ctx, work, memberIds) => move(ctx, work, memberIds, true),
  restore: async (ctx, work, items: readonly Restored[]) => {
    const ids = items.map((item) => item.memberId)
    await move(ctx, work, ids, false)
    return ids
  },
})

/** @throws segment.name_taken by a live segment */
async function makeList(ctx: Ctx, name: string): Promise<number> {
  const id = await insertSegment(ctx, { name, note: '', kind: 'list', condition: null, state: 'ready', events: [], timed: false })
  if (id === 0) throw segmentErrors.name_taken({ name })
  return id
}

async function move(ctx: Ctx, work: Standing, memberIds: readonly number[], holds: boolean): Promise<void> {
  const { segmentId } = worked.parse(work)
  await passGate(ctx)
  const list = await lockSegment(ctx, segmentId)
  if (!list) throw segmentErrors.not_found()
  const inside = await insideNow(ctx, [segmentId], memberIds)
  await applyMoves(
    ctx,
    [list],
    movesOf(
      memberIds.map((memberId) => ({ segmentId, memberId, holds })),
      inside,
    ),
    'person',
  )
}
