import type { Ctx } from '@grove/kernel/server'
import type { RoomView, Seat } from '../contract/index.ts'
import { unreadOf } from './read-seat.ts'
import { type TakenSeat, takeSeat } from './take-seat.ts'

/** The room as the caller finds it. @throws room.not_found | room.not_a_member */
export async function enterRoom(ctx: Ctx, { communityId }: { readonly communityId: number }): Promise<RoomView> {
  const seat = await takeSeat(ctx, communityId)
  const own = seat.person.kind === 'member' ? [seat.person.id] : []
  const rows = await unreadOf(ctx, communityId, [0, ...own], seat.number)
  const unread = (thread: number | undefined) => rows.find((row) => row.thread === thread)?.unread ?? 0
  const { name, code, type, state, headcount, showCount } = seat.community
  return {
    communityId,
    code,
    name,
    type,
    state,
    headcount: showCount || seat.person.kind === 'staff' ? headcount : null,
    seat: showSeat(seat),
    pin: rows.find((row) => row.thread === 0)?.pin ?? null,
    unread: { room: unread(0), private: unread(own[0]) },
  }
}

export function showSeat(seat: TakenSeat): Seat {
  return {
    key: seat.person.key,
    name: seat.person.name,
    thread: seat.person.kind === 'member' ? seat.person.id : null,
    mutedUntil: seat.mutedUntil?.toISOString() ?? null,
    mayPost: seat.mayPost,
    mayModerate: seat.mayModerate,
  }
}
