import { liveFeed } from '@grove/channel-kit/server'
import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import { authorNumber, messageRecalled, roomErrors, type Thread, threadNumber } from '../contract/index.ts'
import { excerptOf } from '../domain/excerpt.ts'
import { messageState, noteChange, takeBack } from './store-change.ts'
import { mayHear, takeSeat } from './take-seat.ts'

/** People may take back what they just said; later it is the moderators' business. */
export const RECALL_MINUTES = 2

interface Input {
  readonly communityId: number
  readonly thread: Thread
  readonly seq: number
}

/** Takes a message back: its words are shown to nobody any more. @throws room.* */
export async function recallMessage(ctx: Ctx, { communityId, thread, seq }: Input): Promise<{ changed: number }> {
  return ctx.inTx(async (tx) => {
    const seat = await takeSeat(tx, communityId)
    const room = { communityId, thread: threadNumber(thread) }
    mayHear(seat, room.thread)
    const found = await messageState(tx, room, seq)
    if (!found || found.authorKind === authorNumber.system) throw roomErrors.message_not_found()
    if (found.recalledAt) throw roomErrors.already_recalled()
    const own = found.authorKind === seat.number.kind && found.authorId === seat.number.id
    if (!seat.mayModerate) {
      if (!own) throw roomErrors.only_moderators()
      const age = tx.clock.now().getTime() - found.at.getTime()
      if (age > RECALL_MINUTES * 60_000) throw roomErrors.recall_too_late({ minutes: RECALL_MINUTES })
    }
    if ((await takeBack(tx, room, seq, seat.person.key)) === 0) throw roomErrors.already_recalled()
    await noteChange(tx, room, seq)
    const memberId = found.authorKind === authorNumber.member ? found.authorId : undefined
    await emit(tx, [{ kind: messageRecalled, data: { thread: room.thread, seq, byOther: !own }, communityId, memberId, counted: false }])
    if (!own) {
      const target = { kind: 'message', id: `${communityId}/${room.thread}/${seq}` }
      await audit(tx, { verb: 'message.recall', target, before: { text: excerptOf(found.excerptBody, 300) } })
    }
    tx.afterCommit(() => liveFeed(ctx.app).changed([{ workspaceId: ctx.workspaceId, ...room }]))
    return { changed: 1 }
  })
}
