import type { Ctx } from '@grove/kernel/server'
import { readMomentCursor, writeCursor } from '@grove/member/server'
import { type Person, type Thread, threadNumber } from '../contract/index.ts'
import { messagesAfter, messagesBefore, roomRow } from './read-message.ts'
import { roomMembers, type RoomPersonRow, roomStaff } from './read-seat.ts'
import { showMessages } from './show-messages.ts'
import { mayHear, takeSeat } from './take-seat.ts'

interface History {
  readonly communityId: number
  readonly thread: Thread
  readonly before?: number | undefined
  readonly after?: number | undefined
  readonly limit: number
}

/** A page of a conversation, oldest first, with the place a reader is at after it. @throws room.not_found | room.not_a_member */
export async function readMessages(ctx: Ctx, { communityId, thread, before, after, limit }: History) {
  const seat = await takeSeat(ctx, communityId)
  const room = { communityId, thread: threadNumber(thread) }
  mayHear(seat, room.thread)
  const now = await roomRow(ctx, room)
  const rows =
    after === undefined ? await messagesBefore(ctx, room, before ?? null, limit + 1) : await messagesAfter(ctx, room, after, limit + 1)
  const page = rows.slice(0, limit)
  const messages = await showMessages(ctx, room, after === undefined ? page.reverse() : page)
  return { messages, more: rows.length > limit, seq: now?.seq ?? 0, rev: now?.rev ?? 0 }
}

interface PeopleInput {
  readonly communityId: number
  readonly text?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Colleagues first, then members in the order they joined. @throws room.not_found | room.not_a_member */
export async function listPeople(ctx: Ctx, { communityId, text, cursor, limit }: PeopleInput) {
  const seat = await takeSeat(ctx, communityId)
  const after = readMomentCursor(cursor)
  const members = await roomMembers(ctx, communityId, text || null, after ? { at: new Date(after.key), id: after.id } : null, limit + 1)
  const staff = after ? [] : await roomStaff(ctx, communityId, text || null)
  const page = members.slice(0, limit)
  const last = page.at(-1)
  return {
    items: [...staff, ...page].map((row) => showPerson(row, seat.mayModerate)),
    next: last && members.length > limit ? writeCursor({ key: last.joinedAt.toISOString(), id: last.id }) : null,
    total: seat.community.showCount || seat.mayModerate ? { count: seat.community.headcount, exact: true } : null,
  }
}

function showPerson(row: RoomPersonRow, moderator: boolean): Person {
  const kind = row.kind === 1 ? 'member' : 'staff'
  return {
    kind,
    id: row.id,
    name: row.name,
    avatarUrl: row.avatarUrl,
    badge: row.badge,
    mutedUntil: moderator ? (row.mutedUntil?.toISOString() ?? null) : null,
    joinedAt: row.joinedAt?.toISOString() ?? null,
  }
}
