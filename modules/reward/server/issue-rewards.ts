import { emit } from '@grove/event-log'
import { type Ctx, makeCodes } from '@grove/kernel/server'
import { movePoints } from '@grove/points/server'
import { rewardIssued } from '../contract/index.ts'
import { allot, leftOf } from '../domain/allot.ts'
import { insertIssues, knownIssues, lockRewards, type NewIssue, receivers, type StoredReward, takeCodes, takenPickups } from './store.ts'

export interface RewardWish {
  readonly rewardId: number
  readonly memberId: number
  /** The giver's own name for this piece: who repeats it repeats nothing. */
  readonly key: string
  /** What the member reads as the reason. */
  readonly why: string
  readonly communityId?: number
}

export interface IssuedPiece {
  readonly issueId: number
  /** It was given before, by the same key. */
  readonly repeated: boolean
}

const DAY = 24 * 3_600_000

/**
 * Gives pieces in the caller's transaction, in the order of asking. What there is not enough of is left out of the answer; so is who is gone.
 * The reward's row is locked until the transaction ends, so any number of givers never give more than there is: give many in one call.
 */
export async function issueRewards(ctx: Ctx, wishes: readonly RewardWish[]): Promise<ReadonlyMap<string, IssuedPiece>> {
  if (wishes.length === 0) return new Map()
  return ctx.inTx(async (ctx) => {
    const rewards = new Map((await lockRewards(ctx, [...new Set(wishes.map((one) => one.rewardId))])).map((one) => [one.id, one]))
    const keys = wishes.map((one) => one.key)
    const answer = new Map<string, IssuedPiece>()
    for (const { key, id } of await knownIssues(ctx, keys)) answer.set(key, { issueId: id, repeated: true })
    const people = new Map((await receivers(ctx, [...new Set(wishes.map((one) => one.memberId))])).map((one) => [one.id, one.counted]))
    const fresh = [
      ...new Map(wishes.filter((one) => !answer.has(one.key) && people.has(one.memberId)).map((one) => [one.key, one])).values(),
    ]
    const stock = [...rewards.values()].map((one) => ({ id: one.id, active: one.state === 'active', left: leftOf(one) }))
    const issues = await codesFor(ctx, rewards, allot(stock, fresh).given)
    if (issues.length === 0) return answer
    const ids = await insertIssues(ctx, issues)
    for (const [key, issueId] of ids) answer.set(key, { issueId, repeated: false })
    await giveThePoints(ctx, rewards, issues)
    await emit(
      ctx,
      issues.map((one) => {
        const reward = rewards.get(one.rewardId)
        return {
          kind: rewardIssued,
          memberId: one.memberId,
          ...(one.communityId ? { communityId: one.communityId } : {}),
          counted: people.get(one.memberId) ?? true,
          data: { issueId: ids.get(one.key) ?? 0, rewardId: one.rewardId, reward: reward?.name ?? '', cost: reward?.cost ?? 0 },
        }
      }),
    )
    return answer
  })
}

/** Each piece with the code it is used by; pieces for which the uploaded list has none left are dropped. */
async function codesFor(ctx: Ctx, rewards: ReadonlyMap<number, StoredReward>, given: readonly RewardWish[]): Promise<NewIssue[]> {
  const kindOf = (one: RewardWish) => rewards.get(one.rewardId)?.kind
  const listed = given.filter((one) => kindOf(one) === 'codes')
  const wanted = new Map<number, number>()
  for (const one of listed) wanted.set(one.rewardId, (wanted.get(one.rewardId) ?? 0) + 1)
  const codes = new Map<number, string[]>()
  if (wanted.size) for (const row of await takeCodes(ctx, wanted)) codes.set(row.rewardId, [...(codes.get(row.rewardId) ?? []), row.code])
  const picked = await pickupsFor(
    ctx,
    given.filter((one) => ['coupon', 'goods', 'service'].includes(kindOf(one) ?? '')),
  )
  return given.flatMap((one) => {
    const reward = rewards.get(one.rewardId)
    if (!reward) return []
    const code = reward.kind === 'codes' ? codes.get(reward.id)?.shift() : undefined
    if (reward.kind === 'codes' && code === undefined) return []
    return [
      {
        rewardId: one.rewardId,
        memberId: one.memberId,
        communityId: one.communityId ?? 0,
        key: one.key,
        why: one.why.slice(0, 200),
        pickup: picked.get(one.key) ?? null,
        code: code ?? null,
        state: reward.kind === 'points' ? ('redeemed' as const) : ('issued' as const),
        expiresAt:
          reward.kind === 'points' || reward.validDays === null ? null : new Date(ctx.clock.now().getTime() + reward.validDays * DAY),
      },
    ]
  })
}

/** A code nobody has yet for each piece; always the same for the same key. */
async function pickupsFor(ctx: Ctx, pieces: readonly RewardWish[]): Promise<ReadonlyMap<string, string>> {
  if (pieces.length === 0) return new Map()
  const offered = pieces.map((one) => ({ key: one.key, codes: makeCodes(ctx, `reward ${one.key}`) }))
  const taken = new Set(
    (
      await takenPickups(
        ctx,
        offered.flatMap((one) => one.codes),
      )
    ).map((row) => row.pickup),
  )
  const chosen = new Map<string, string>()
  for (const { key, codes } of offered) {
    const code = codes.find((one) => !taken.has(one))
    if (!code) throw new Error('no free pick-up code')
    taken.add(code)
    chosen.set(key, code)
  }
  return chosen
}

async function giveThePoints(ctx: Ctx, rewards: ReadonlyMap<number, StoredReward>, issues: readonly NewIssue[]): Promise<void> {
  const moves = issues.flatMap((one) => {
    const reward = rewards.get(one.rewardId)
    return reward?.kind === 'points' && reward.points > 0 ? [{ one, amount: reward.points }] : []
  })
  await movePoints(
    ctx,
    moves.map(({ one, amount }) => ({
      memberId: one.memberId,
      amount,
      counter: 'issued' as const,
      reason: 'reward',
      detail: { note: one.why },
      key: `reward:${one.key}`,
      ...(one.communityId ? { communityId: one.communityId } : {}),
    })),
  )
}
