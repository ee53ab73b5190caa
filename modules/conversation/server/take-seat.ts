import { type Ctx, holds } from '@grove/kernel/server'
import { authorNumber, personKey, roomErrors } from '../contract/index.ts'
import { memberSeat, type SeatRow, staffSeat } from './read-seat.ts'
import { roomTakesPosts } from './room-open.ts'

/** Who the caller is in a community's room. */
export interface TakenSeat {
  readonly communityId: number
  readonly person: { readonly kind: 'member' | 'staff'; readonly id: number; readonly key: string; readonly name: string }
  /** As stored with reactions and read marks. */
  readonly number: { readonly kind: number; readonly id: number }
  readonly community: Pick<SeatRow, 'name' | 'code' | 'type' | 'state' | 'headcount' | 'showCount'>
  /** Of the group's room; a private word to the community is always allowed. */
  readonly mutedUntil: Date | null
  readonly mayPost: boolean
  readonly mayModerate: boolean
}

/** @throws room.not_found | room.not_a_member */
export async function takeSeat(ctx: Ctx, communityId: number): Promise<TakenSeat> {
  const { actor } = ctx
  if (actor.kind === 'visitor') throw roomErrors.not_a_member()
  if (actor.kind === 'member') {
    const row = await memberSeat(ctx, communityId, actor.memberId)
    if (!row) throw roomErrors.not_found()
    if (row.standing !== 'active') throw roomErrors.not_a_member()
    const muted = row.mutedUntil && row.mutedUntil > ctx.clock.now() ? row.mutedUntil : null
    return seatFrom(communityId, 'member', actor.memberId, row, muted, roomTakesPosts(row.state), row.role === 'duty')
  }
  const staffId = actor.kind === 'staff' ? actor.staffId : 0
  const row = await staffSeat(ctx, communityId, staffId)
  if (!row) throw roomErrors.not_found()
  const mayPost = staffId > 0 && holds(actor, 'room.post') && roomTakesPosts(row.state)
  return seatFrom(communityId, 'staff', staffId, row, null, mayPost, holds(actor, 'room.moderate'))
}

function seatFrom(
  communityId: number,
  kind: 'member' | 'staff',
  id: number,
  row: SeatRow,
  mutedUntil: Date | null,
  mayPost: boolean,
  mayModerate: boolean,
): TakenSeat {
  const { name, code, type, state, headcount, showCount } = row
  return {
    communityId,
    person: { kind, id, key: personKey(kind, id), name: row.personName },
    number: { kind: authorNumber[kind], id },
    community: { name, code, type, state, headcount, showCount },
    mutedUntil,
    mayPost,
    mayModerate,
  }
}

/** A member hears the room and their own thread; staff hear any. @throws room.not_found */
export function mayHear(seat: TakenSeat, thread: number): void {
  if (thread !== 0 && seat.person.kind === 'member' && thread !== seat.person.id) throw roomErrors.not_found()
}

/** @throws room.only_moderators */
export function mustModerate(seat: TakenSeat): void {
  if (!seat.mayModerate) throw roomErrors.only_moderators()
}
