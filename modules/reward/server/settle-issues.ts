import { emit } from '@grove/event-log'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import {
  type Address,
  type giveAddress as addressRoute,
  type Issue,
  type redeemIssue as redeemRoute,
  type revealAddress as revealRoute,
  rewardAddressed,
  rewardErrors,
  rewardExpired,
  rewardRedeemed,
  rewardShipped,
  type shipIssues as shipRoute,
} from '../contract/index.ts'
import { openAddress, sealAddress } from './address.ts'
import { readIssue } from './read.ts'
import {
  findIssueByCode,
  type FoundIssue,
  findOwnIssue,
  findSeenIssue,
  markExpired,
  markRedeemed,
  markShipped,
  putAddress,
  type SettledIssue,
} from './store-issue.ts'

const told = <K extends typeof rewardRedeemed | typeof rewardAddressed | typeof rewardShipped | typeof rewardExpired>(
  kind: K,
  rows: readonly SettledIssue[],
) =>
  rows.map((row) => ({
    kind,
    memberId: row.memberId,
    ...(row.communityId ? { communityId: row.communityId } : {}),
    counted: row.counted,
    data: { issueId: row.id, rewardId: row.rewardId, reward: row.reward },
  }))

/** Its day is over and nobody used it; an address that waits keeps a piece alive. */
const isOver = (ctx: Ctx, { state, expiresAt }: Pick<FoundIssue, 'state' | 'expiresAt'>) =>
  state === 'issued' && expiresAt !== null && expiresAt <= ctx.clock.now()

/** By the code a member shows at the counter. @throws reward.issue_not_found reward.redeemed_already reward.expired reward.not_open */
export async function redeemIssue(ctx: Ctx, { code }: InputOf<typeof redeemRoute>): Promise<Issue> {
  return ctx.inTx(async (ctx) => {
    const found = await findIssueByCode(ctx, code.replace(/[\s-]/g, '').toUpperCase())
    if (!found) throw rewardErrors.issue_not_found()
    if (found.state === 'redeemed') throw rewardErrors.redeemed_already({ at: (found.settledAt ?? ctx.clock.now()).toISOString() })
    if (found.state === 'expired' || isOver(ctx, found))
      throw rewardErrors.expired({ at: (found.expiresAt ?? ctx.clock.now()).toISOString() })
    if (found.state === 'shipped') throw rewardErrors.not_open({ state: found.state })
    await emit(ctx, told(rewardRedeemed, await markRedeemed(ctx, [found.id])))
    await audit(ctx, { verb: 'reward.redeem', target: { kind: 'reward_issue', id: found.id }, after: { state: 'redeemed' } })
    return readIssue(ctx, found.id)
  })
}

/** Marks those that wait for it; the rest is left as it is. */
export async function shipIssues(ctx: Ctx, input: InputOf<typeof shipRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const shipped = await markShipped(ctx, input.ids, input.carrier, input.tracking)
    await emit(ctx, told(rewardShipped, shipped))
    await audit(
      ctx,
      shipped.map((row) => ({
        verb: 'reward.ship',
        target: { kind: 'reward_issue', id: row.id },
        after: { carrier: input.carrier, tracking: input.tracking },
      })),
    )
    return { changed: shipped.length }
  })
}

/** @throws reward.issue_not_found */
export async function revealAddress(ctx: Ctx, { id }: InputOf<typeof revealRoute>): Promise<{ address: Address | null }> {
  return ctx.inTx(async (ctx) => {
    const found = await findSeenIssue(ctx, id)
    if (!found) throw rewardErrors.issue_not_found()
    await audit(ctx, { verb: 'reward.reveal', target: { kind: 'reward_issue', id }, after: {} })
    return { address: openAddress(ctx, found.sealed) }
  })
}

/** @throws reward.issue_not_found reward.wrong_kind reward.not_open reward.expired */
export async function giveAddress(ctx: Ctx, input: InputOf<typeof addressRoute>): Promise<{ changed: number }> {
  return ctx.inTx(async (ctx) => {
    const memberId = ctx.actor.kind === 'member' ? ctx.actor.memberId : 0
    const found = await findOwnIssue(ctx, memberId, input.id)
    if (!found) throw rewardErrors.issue_not_found()
    if (found.kind !== 'goods') throw rewardErrors.wrong_kind()
    if (isOver(ctx, found)) throw rewardErrors.expired({ at: (found.expiresAt ?? ctx.clock.now()).toISOString() })
    if (!['issued', 'ready'].includes(found.state)) throw rewardErrors.not_open({ state: found.state })
    const { name, phone, address } = input
    const addressed = await putAddress(ctx, input.id, sealAddress(ctx, { name, phone, address }))
    await emit(ctx, told(rewardAddressed, addressed))
    return { changed: addressed.length }
  })
}

const BATCH = 1000

/** What nobody used in time. */
export async function expireRewards(ctx: Ctx): Promise<void> {
  let more = true
  while (more) {
    more = await ctx.inTx(async (ctx) => {
      const rows = await markExpired(ctx, BATCH)
      await emit(ctx, told(rewardExpired, rows))
      return rows.length === BATCH
    })
  }
}
