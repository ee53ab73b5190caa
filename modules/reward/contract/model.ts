import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

/**
 * points 积分 · coupon 优惠券, redeemed by a code of ours · codes 兑换码, taken from a list somebody uploaded ·
 * goods 实物, sent to an address or picked up by code · service 服务, redeemed by code
 */
export const rewardKind = z.enum(['points', 'coupon', 'codes', 'goods', 'service'])
export type RewardKind = z.infer<typeof rewardKind>

/** What playbooks and activities call it by. */
export const rewardKey = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/)
  .max(40)

export const rewardBody = z.object({
  name: z.string().trim().min(1).max(60),
  description: z.string().trim().max(500).default(''),
  /** Only for points: how many one piece is. */
  points: z.number().int().min(0).max(100_000).default(0),
  /** What one piece costs us, in minor units. */
  cost: z.number().int().min(0).max(100_000_000).default(0),
  /** Pieces that may be given in all; null: as many as the budget or the uploaded codes allow. */
  stock: z.number().int().min(0).max(10_000_000).nullable().default(null),
  /** Most that may be spent in all, in minor units. */
  budget: z.number().int().min(0).max(100_000_000_000).nullable().default(null),
  /** Days until a piece that nobody used expires; null: never. */
  validDays: z.number().int().min(1).max(3650).nullable().default(null),
})
export type RewardBody = z.infer<typeof rewardBody>

export const rewardState = z.enum(['active', 'archived'])

export const reward = rewardBody.extend({
  id,
  key: z.string(),
  kind: rewardKind,
  state: rewardState,
  issued: z.number(),
  /** Pieces that can still be given; null: no limit. */
  left: z.number().nullable(),
  used: z.number(),
  updatedAt: moment,
})
export type Reward = z.infer<typeof reward>

/** issued 待使用 · ready 待发货 (the address is there) · shipped 已发货 · redeemed 已使用 · expired 已过期 */
export const issueState = z.enum(['issued', 'ready', 'shipped', 'redeemed', 'expired'])
export type IssueState = z.infer<typeof issueState>

export const issue = z.object({
  id,
  rewardId: id,
  reward: z.string(),
  kind: rewardKind,
  memberId: id,
  memberName: z.string(),
  communityName: z.string().nullable(),
  why: z.string(),
  /** The code it is picked up by; null for points and uploaded codes. */
  pickup: z.string().nullable(),
  state: issueState,
  addressed: z.boolean(),
  carrier: z.string(),
  tracking: z.string(),
  issuedAt: moment,
  expiresAt: moment.nullable(),
  settledAt: moment.nullable(),
})
export type Issue = z.infer<typeof issue>

export const address = z.object({
  name: z.string().trim().min(1).max(40),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d -]{6,20}$/),
  address: z.string().trim().min(5).max(200),
})
export type Address = z.infer<typeof address>

/** One prize as its owner sees it. */
export const prize = z.object({
  id,
  reward: z.string(),
  description: z.string(),
  kind: rewardKind,
  points: z.number(),
  why: z.string(),
  /** The uploaded code, or the one it is picked up by. */
  code: z.string().nullable(),
  state: issueState,
  address: address.nullable(),
  carrier: z.string(),
  tracking: z.string(),
  issuedAt: moment,
  expiresAt: moment.nullable(),
})
export type Prize = z.infer<typeof prize>
