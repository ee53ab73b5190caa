import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { blacklisted, markActiveAt } from '@grove/member/server'
import { communityMemberJoined } from '../contract/index.ts'
import { isNewcomer, joiningOf } from '../domain/newcomer.ts'
import { addToCounts, type CommunityRecord } from './store-community.ts'
import { type Entry, findMemberships, upsertMemberships } from './store-membership.ts'

export interface Admission {
  readonly joined: number[]
  readonly already: number[]
  /** Left without a word, or were removed, and may not come back; or are on the blacklist. */
  readonly blocked: number[]
  readonly noRoom: number[]
}

/**
 * Lets members into a community whose row the caller has locked, so that two at the door never take one place. In order, as long as there
 * is room; any number in a few statements.
 */
export async function admit(ctx: Ctx, community: CommunityRecord, memberIds: readonly number[], entry: Entry): Promise<Admission> {
  const asked = [...new Set(memberIds)]
  const known = new Map((await findMemberships(ctx, community.id, asked)).map((row) => [row.memberId, row]))
  const already = asked.filter((id) => known.get(id)?.state === 'active')
  const shutOut = await blacklisted(ctx, asked)
  const blocked = asked.filter((id) => known.get(id)?.state !== 'active' && (known.get(id)?.rejoinBlocked || shutOut.has(id)))
  const free = asked.filter((id) => !already.includes(id) && !blocked.includes(id))
  const room = Math.max(0, community.capacity - community.headcount)
  const noRoom = free.slice(room)
  const admitted = await upsertMemberships(ctx, community.id, free.slice(0, room), entry)
  if (admitted.length === 0) return { joined: [], already, blocked, noRoom }
  const counted = admitted.filter((one) => one.counted)
  await addToCounts(ctx, community.id, admitted.length, counted.length)
  const now = ctx.clock.now()
  const newcomers = new Set(admitted.map((one) => one.memberId).filter((id) => isNewcomer(cameAt(entry, id, now), now)))
  const joinings = admitted.map((one) => ({
    ...one,
    at: joiningOf(cameAt(entry, one.memberId, now), known.get(one.memberId)?.leftAt ?? null, now),
  }))
  await emit(
    ctx,
    joinings.map((one) => ({
      kind: communityMemberJoined,
      communityId: community.id,
      at: one.at,
      memberId: one.memberId,
      counted: one.counted,
      data: {
        scene: entry.scene,
        source: entry.source,
        inviterMemberId: entry.inviterMemberId === one.memberId ? null : entry.inviterMemberId,
        role: one.role,
        rejoined: known.has(one.memberId),
        ...(newcomers.has(one.memberId) ? {} : { earlier: true }),
      },
    })),
  )
  await markActiveAt(
    ctx,
    joinings.filter((one) => one.counted && newcomers.has(one.memberId)),
  )
  return { joined: admitted.map((one) => one.memberId), already, blocked, noRoom }
}

/** When a channel says they came; null where it knows no time, now where nobody was asked. */
function cameAt({ since }: Entry, memberId: number, now: Date): Date | null {
  const at = since?.get(memberId)
  return at === undefined ? now : at
}
