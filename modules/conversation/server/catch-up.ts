import type { LiveFrame, LivePlace } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { type CatchUp, type Pin, threadOf } from '../contract/index.ts'
import { messagesAfter, messagesBefore, messagesChanged, roomRow } from './read-message.ts'
import { showMessages } from './show-messages.ts'
import type { RoomKey } from './store-message.ts'

/** Who missed more than this starts from the newest page instead. */
export const CATCH_UP_LIMIT = 200
const FIRST_PAGE = 30

/**
 * What a reader at `place` is missing, oldest first; null has nothing yet. The room's counters are read before the rows,
 * so a change in between is told again rather than lost.
 */
export async function catchUp(ctx: Ctx, room: RoomKey, place: LivePlace | null): Promise<CatchUp & { pin: Pin | null }> {
  const now = await roomRow(ctx, room)
  const pin = now?.pin ?? null
  const known = place && now && place.seq <= now.seq ? place : null
  if (known && now && now.seq - known.seq <= CATCH_UP_LIMIT) {
    const rows = now.seq > known.seq ? await messagesAfter(ctx, room, known.seq, CATCH_UP_LIMIT * 2) : []
    const changedRows = now.rev > known.rev ? await messagesChanged(ctx, room, known, CATCH_UP_LIMIT + 1) : []
    if (changedRows.length <= CATCH_UP_LIMIT) {
      const shown = await showMessages(ctx, room, [...changedRows, ...rows])
      const changed = shown.slice(0, changedRows.length)
      const messages = shown.slice(changedRows.length)
      return { reset: false, messages, changed, seq: messages.at(-1)?.seq ?? known.seq, rev: now.rev, pin }
    }
  }
  const messages = (await showMessages(ctx, room, await messagesBefore(ctx, room, null, FIRST_PAGE))).reverse()
  return { reset: true, messages, changed: [], seq: messages.at(-1)?.seq ?? 0, rev: now?.rev ?? 0, pin }
}

const BROADCAST = 500

/** The frames that take listeners from `place` to now; the same for all of them. */
export async function framesSince(ctx: Ctx, room: RoomKey, place: LivePlace): Promise<LiveFrame[]> {
  const now = await roomRow(ctx, room)
  if (!now || (now.seq <= place.seq && now.rev <= place.rev)) return []
  const thread = threadOf(room.thread)
  const rows = now.seq > place.seq ? await messagesAfter(ctx, room, place.seq, BROADCAST) : []
  const changedRows = now.rev > place.rev ? await messagesChanged(ctx, room, place, BROADCAST) : []
  const shown = await showMessages(ctx, room, [...changedRows, ...rows])
  const changes = shown
    .slice(0, changedRows.length)
    .map((m) => ({ frame: { t: 'change', thread, m }, place: { seq: place.seq, rev: now.rev } }))
  const moved =
    now.rev > place.rev ? [{ frame: { t: 'pin', thread, pin: now.pin, rev: now.rev }, place: { seq: place.seq, rev: now.rev } }] : []
  const posts = shown.slice(changedRows.length).map((m) => ({ frame: { t: 'post', thread, m }, place: { seq: m.seq, rev: now.rev } }))
  return [...changes, ...moved, ...posts]
}
