import { type LiveFrame, liveFeed } from '@grove/channel-kit/server'
import { emit, type NewEvent } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { markActive } from '@grove/member/server'
import { messageAnswered, messagePosted, threadOf } from '../contract/index.ts'
import { optionPicked } from '../domain/option-letter.ts'
import { parseTouch } from '../domain/touch-key.ts'
import { touchOfKey } from '../domain/touch-part.ts'
import type { NewMessage, Posted } from './message-row.ts'
import { plainMessage } from './show-messages.ts'
import { appendMessages, type LockedRoom, lockRooms, makeRooms, type Quoted, quotedMessages, type RoomKey } from './store-message.ts'

const keyOf = (room: RoomKey) => `${room.communityId}:${room.thread}`

/**
 * Appends messages to any number of rooms and private threads of the workspace: six statements whatever the batch.
 * The answers stand in the order of the batch. Who may speak is the caller's business; a key said before answers the message it made then.
 */
export async function postMessages(ctx: Ctx, batch: readonly NewMessage[]): Promise<Posted[]> {
  if (!batch.length) return []
  return ctx.inTx(async (tx) => {
    const rooms = [...new Map(batch.map((m) => [keyOf(m), { communityId: m.communityId, thread: m.thread }])).values()]
    const locked = await lockAll(tx, rooms)
    const rows = await appendMessages(tx, batch)
    const posted = batch.map((message, index) => {
      const row = rows[index]?.seq ? rows[index] : rows[batch.findIndex((other) => sameMessage(other, message))]
      if (!row?.seq || !row.at) throw new Error(`message ${message.key} got no number`)
      return { seq: row.seq, at: row.at, repeated: row !== rows[index] || !row.fresh }
    })
    const fresh = batch.flatMap((message, index) => (posted[index] && !posted[index].repeated ? [{ message, ...posted[index] }] : []))
    await emit(tx, [...fresh.flatMap(postedEvent), ...(await answers(tx, fresh, locked))])
    await markActive(
      tx,
      fresh.flatMap(({ message }) => (message.author.kind === 'member' ? [message.author.id] : [])),
    )
    const changes = rooms.map((room) => ({ workspaceId: ctx.workspaceId, ...room, frames: framesOf(fresh, room, locked) }))
    tx.afterCommit(() => liveFeed(ctx.app).changed(changes))
    return posted
  })
}

async function lockAll(ctx: Ctx, rooms: readonly RoomKey[]): Promise<Map<string, LockedRoom>> {
  const locked = new Map((await lockRooms(ctx, rooms)).map((room) => [keyOf(room), room]))
  const missing = rooms.filter((room) => !locked.has(keyOf(room)))
  if (missing.length) {
    await makeRooms(ctx, missing)
    for (const room of await lockRooms(ctx, missing)) locked.set(keyOf(room), room)
  }
  return locked
}

/** What listeners get, where it is plain enough to be made without reading anything; else they read it themselves. */
function framesOf(fresh: readonly Fresh[], room: RoomKey, locked: ReadonlyMap<string, LockedRoom>): LiveFrame[] {
  const said = fresh.filter(({ message }) => keyOf(message) === keyOf(room))
  const shown = said.map((one) => plainMessage(one.message, one.seq, one.at))
  const rev = locked.get(keyOf(room))?.rev ?? 0
  return shown.every((m) => m !== null)
    ? shown.map((m) => ({ frame: { t: 'post', thread: threadOf(room.thread), m }, place: { seq: m.seq, rev } }))
    : []
}

const sameMessage = (a: NewMessage, b: NewMessage) =>
  a.key === b.key && a.author.kind === b.author.kind && a.author.id === b.author.id && keyOf(a) === keyOf(b)

interface Fresh {
  readonly message: NewMessage
  readonly seq: number
  readonly at: Date
}

function postedEvent({ message, seq, at }: Fresh): NewEvent[] {
  const { kind, id, counted } = message.author
  if (kind !== 'member' && kind !== 'staff') return []
  const data = { thread: message.thread, seq, kind: message.body.kind, ...(kind === 'staff' ? { staffId: id } : {}) }
  const whose = kind === 'member' ? { memberId: id, counted: counted ?? true } : { counted: false }
  const by = { kind, id }
  return [{ kind: messagePosted, data, communityId: message.communityId, at, by, ...whose }]
}

/** A member answers the community by quoting its post, or with the letter of the last card's option. */
async function answers(ctx: Ctx, fresh: readonly Fresh[], rooms: ReadonlyMap<string, LockedRoom>): Promise<NewEvent[]> {
  const said = fresh.filter(({ message }) => message.author.kind === 'member')
  const quotes = said.flatMap(({ message: m }) => (m.replyTo ? [{ communityId: m.communityId, thread: m.thread, seq: m.replyTo }] : []))
  const quoted = quotes.length ? await quotedMessages(ctx, quotes) : []
  return said.flatMap((one) => {
    const { message, seq, at } = one
    const to = target(message, quoted, rooms.get(keyOf(message)))
    if (!to) return []
    const name = touchOfKey(to.touch)
    const touch = parseTouch(name)
    const data = { thread: message.thread, seq, toSeq: to.seq, touch: name, option: to.option }
    const run = touch?.source === 1 ? { runId: touch.runId } : {}
    return [
      {
        kind: messageAnswered,
        data,
        memberId: message.author.id,
        communityId: message.communityId,
        at,
        counted: message.author.counted ?? true,
        by: { kind: 'member' as const, id: message.author.id },
        ...run,
      },
    ]
  })
}

function target(message: NewMessage, quoted: readonly Quoted[], room: LockedRoom | undefined) {
  const text = message.body.kind === 'text' ? message.body.text : ''
  const quote = message.replyTo ? quoted.find((q) => q.seq === message.replyTo && keyOf(q) === keyOf(message)) : undefined
  if (quote) {
    return quote.authorKind === 3 ? { seq: quote.seq, touch: quote.key, option: optionPicked(text, quote.options ?? []) } : null
  }
  const option = room?.ask && optionPicked(text, room.ask.keys)
  return option && room?.ask ? { seq: room.ask.seq, touch: room.ask.touch, option } : null
}
