import { liveFeed } from '@grove/channel-kit/server'
import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import { noticePinned, noticeUnpinned, type Pin, roomErrors } from '../contract/index.ts'
import { excerptOf } from '../domain/excerpt.ts'
import { messageState, writePins } from './store-change.ts'
import { mustModerate, takeSeat } from './take-seat.ts'

export interface Pinning {
  readonly communityId: number
  readonly seq: number | null
  /** What is pinned: its line is kept with the notice. Null takes the notice down. */
  readonly body: { readonly kind: string; readonly text?: unknown; readonly title?: unknown } | null
  readonly by?: string
}

/** Notices of any number of rooms. A picture is pinned with an empty line; pages put "picture". */
export async function setPins(ctx: Ctx, pinnings: readonly Pinning[]): Promise<void> {
  if (!pinnings.length) return
  await ctx.inTx(async (tx) => {
    const latest = [...new Map(pinnings.map((pinning) => [pinning.communityId, pinning])).values()]
    const pins = latest.map((pinning) => ({ communityId: pinning.communityId, pin: pinOf(tx, pinning) }))
    await writePins(tx, pins)
    await emit(
      tx,
      pins.map(({ communityId, pin }) =>
        pin
          ? { kind: noticePinned, data: { text: pin.text, seq: pin.seq }, communityId, counted: false }
          : { kind: noticeUnpinned, data: {}, communityId, counted: false },
      ),
    )
    tx.afterCommit(() =>
      liveFeed(ctx.app).changed(pins.map(({ communityId }) => ({ workspaceId: ctx.workspaceId, communityId, thread: 0 }))),
    )
  })
}

function pinOf(ctx: Ctx, { body, seq, by = '' }: Pinning): Pin | null {
  return body ? { text: excerptOf(body, 300), seq, at: ctx.clock.now().toISOString(), by } : null
}

interface Input {
  readonly communityId: number
  readonly text: string
  readonly seq?: number | undefined
}

/** Pins a message (by `seq`) or a text; neither takes the notice down. @throws room.only_moderators | room.message_not_found */
export async function pinNotice(ctx: Ctx, { communityId, text, seq }: Input): Promise<{ changed: number }> {
  return ctx.inTx(async (tx) => {
    const seat = await takeSeat(tx, communityId)
    mustModerate(seat)
    const found = seq ? await messageState(tx, { communityId, thread: 0 }, seq) : undefined
    if (seq && (!found || found.recalledAt)) throw roomErrors.message_not_found()
    const body = found ? found.excerptBody : text ? { kind: 'text', text } : null
    await setPins(tx, [{ communityId, seq: seq ?? null, body, by: seat.person.name }])
    await audit(tx, {
      verb: 'notice.pin',
      target: { kind: 'community', id: communityId },
      after: { text: body ? excerptOf(body, 300) : null },
    })
    return { changed: 1 }
  })
}
