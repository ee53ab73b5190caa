import { liveFeed } from '@grove/channel-kit/server'
import { emit } from '@grove/event-log'
import { kernelErrors } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { markActive } from '@grove/member/server'
import { messageReacted, roomErrors, type Thread, threadNumber } from '../contract/index.ts'
import { standings } from './read-standing.ts'
import { speechWait } from './speech-gate.ts'
import { addReaction, dropReaction, messageState, noteChange } from './store-change.ts'
import { mayHear, takeSeat } from './take-seat.ts'

interface Input {
  readonly communityId: number
  readonly thread: Thread
  readonly seq: number
  readonly emoji: string
  readonly on: boolean
}

/** Puts or takes back one emoji of the caller's; doing it twice changes nothing. @throws room.* */
export async function reactToMessage(ctx: Ctx, { communityId, thread, seq, emoji, on }: Input): Promise<{ changed: number }> {
  return ctx.inTx(async (tx) => {
    const seat = await takeSeat(tx, communityId)
    const room = { communityId, thread: threadNumber(thread) }
    mayHear(seat, room.thread)
    const { kind, id, key } = seat.person
    if (kind === 'staff' && id === 0) throw kernelErrors.forbidden({ right: 'room.post' })
    if (room.thread === 0 && seat.mutedUntil) throw roomErrors.muted({ until: seat.mutedUntil.toISOString() })
    if (!seat.mayPost) throw roomErrors.closed({ state: seat.community.state })
    const wait = speechWait(ctx.app, ctx.workspaceId, `react:${key}`, kind === 'staff', tx.clock.now())
    if (wait > 0) throw roomErrors.too_fast({ retryAfterSeconds: wait })
    const found = await messageState(tx, room, seq)
    if (!found || found.recalledAt) throw roomErrors.message_not_found()
    const reaction = { ...room, seq, authorKind: seat.number.kind, authorId: id, emoji }
    const changed = on ? await addReaction(tx, reaction) : await dropReaction(tx, reaction)
    if (changed === 0) return { changed }
    await noteChange(tx, room, seq)
    const data = { thread: room.thread, seq, emoji, on, ...(kind === 'staff' ? { staffId: id } : {}) }
    const [standing] = kind === 'member' ? await standings(tx, [{ communityId, memberId: id }]) : []
    const whose = { memberId: kind === 'member' ? id : undefined, counted: standing?.counted ?? false }
    if (kind === 'member' && on) await markActive(tx, [id])
    await emit(tx, [{ kind: messageReacted, data, communityId, ...whose }])
    tx.afterCommit(() => liveFeed(ctx.app).changed([{ workspaceId: ctx.workspaceId, ...room }]))
    return { changed }
  })
}
