import { communityMemberJoined, communityMemberLeft, communityMemberRemoved } from '@grove/community/contract'
import { reader, type StoredEvent } from '@grove/kernel/server'
import { memberCreated, memberUpdated } from '@grove/member/contract'
import { orderPaid, orderRefunded } from '@grove/product/contract'
import { memberCameBack, memberFellAsleep, memberFirstActive, memberGone, memberTierMoved, memberWokeUp } from '../contract/index.ts'
import { clearRates, insertFacts, type NewFact, recountMembers } from './store-rate.ts'

/** Keeps what the four rates are counted from, and counts anew the members that something changed for. */
export const rateReader = reader({
  name: 'rates',
  kinds: [
    memberCreated,
    memberUpdated,
    memberGone,
    memberCameBack,
    memberFirstActive,
    memberFellAsleep,
    memberWokeUp,
    memberTierMoved,
    communityMemberJoined,
    communityMemberLeft,
    communityMemberRemoved,
    orderPaid,
    orderRefunded,
  ],
  batch: 2000,
  reset: clearRates,
  handle: async (ctx, events) => {
    const told = events.filter((event) => event.memberId !== null && matters(event))
    await insertFacts(ctx, told.flatMap(factOf))
    await recountMembers(
      ctx,
      told.flatMap((event) => event.memberId ?? []),
    )
  },
})

const FIELDS = ['source', 'ownerStaffId', 'kind']
const matters = (event: StoredEvent) =>
  event.kind !== 'member.updated' || FIELDS.some((field) => (event.data as { fields?: readonly string[] }).fields?.includes(field))

function factOf(event: StoredEvent): NewFact[] {
  const fact = (kind: 1 | 2 | 3, value: number, communityId = 0): NewFact[] => [
    { memberId: event.memberId ?? 0, communityId, kind, at: event.at, eventId: event.id, value },
  ]
  const here = event.communityId ?? 0
  switch (event.kind) {
    case 'member.created':
    case 'member.came_back':
      return fact(1, 1)
    case 'member.gone':
      return fact(1, 0)
    case 'community.member_joined':
      return fact(1, 1, here)
    case 'community.member_removed':
      return fact(1, 0, here)
    case 'community.member_left':
      return fact(1, ['dissolved', 'transferred'].includes((event.data as { how: string }).how) ? 2 : 0, here)
    case 'member.first_active':
    case 'member.woke_up':
      return fact(2, 1)
    case 'member.fell_asleep':
      return fact(2, 2)
    case 'member.tier_moved':
      return fact(3, (event.data as { to: number }).to)
    default:
      return []
  }
}
