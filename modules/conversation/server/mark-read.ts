import type { Ctx } from '@grove/kernel/server'
import { type Thread, threadNumber } from '../contract/index.ts'
import { roomRow } from './read-message.ts'
import { writeReadMark } from './store-change.ts'
import { mayHear, takeSeat } from './take-seat.ts'

/** Moves the caller's read mark forward, never past what was said. @throws room.not_found | room.not_a_member */
export async function markRead(ctx: Ctx, input: { readonly communityId: number; readonly thread: Thread; readonly seq: number }) {
  const seat = await takeSeat(ctx, input.communityId)
  const room = { communityId: input.communityId, thread: threadNumber(input.thread) }
  mayHear(seat, room.thread)
  if (seat.person.id === 0) return { changed: 0 }
  const now = await roomRow(ctx, room)
  return { changed: await writeReadMark(ctx, room, seat.number, Math.min(input.seq, now?.seq ?? 0)) }
}
