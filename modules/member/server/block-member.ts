import { emit } from '@grove/event-log'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import {
  type BlockKind,
  type blockMember as blockRoute,
  memberBlocked,
  memberErrors,
  memberUnblocked,
  type unblockMember as unblockRoute,
} from '../contract/index.ts'
import { endMembers } from './member-table.ts'
import { livingIds } from './read-seen.ts'
import { deleteBlock, upsertBlock } from './store-block.ts'

/** Puts somebody on a list; the blacklist also ends what they are in. @throws member.not_found member.block_over */
export async function blockMember(ctx: Ctx, input: InputOf<typeof blockRoute>): Promise<OutputOf<typeof blockRoute>> {
  return ctx.inTx(async (ctx) => {
    const [id] = await livingIds(ctx, [input.id])
    if (id === undefined) throw memberErrors.not_found()
    const until = input.kind === 'blacklist' ? null : input.until
    if (until && until <= ctx.clock.now()) throw memberErrors.block_over()
    const { kind, reason } = input
    const by = ctx.actor.kind === 'staff' ? { kind: 'staff', id: ctx.actor.staffId } : { kind: ctx.actor.kind }
    await upsertBlock(ctx, { memberId: id, kind, reason, until, by })
    if (kind === 'blacklist') await endMembers(ctx, id)
    await emit(ctx, [{ kind: memberBlocked, memberId: id, data: { list: kind, until: until?.toISOString() ?? null } }])
    if (ctx.actor.kind !== 'member')
      await audit(ctx, { verb: 'member.block', target: { kind: 'member', id }, after: { kind, reason, until } })
    return { changed: 1 }
  })
}

/** Answers 0 when they were not on it. @throws member.not_found */
export async function unblockMember(ctx: Ctx, input: InputOf<typeof unblockRoute>): Promise<OutputOf<typeof unblockRoute>> {
  return ctx.inTx(async (ctx) => {
    const [id] = await livingIds(ctx, [input.id])
    if (id === undefined) throw memberErrors.not_found()
    const kind: BlockKind = input.kind
    const changed = await deleteBlock(ctx, id, kind)
    if (changed === 0) return { changed }
    await emit(ctx, [{ kind: memberUnblocked, memberId: id, data: { list: kind } }])
    if (ctx.actor.kind !== 'member') await audit(ctx, { verb: 'member.unblock', target: { kind: 'member', id }, before: { kind } })
    return { changed }
  })
}
