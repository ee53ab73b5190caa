import { id } from '@grove/kernel/contract'
import { identity, moment } from '@grove/member/contract'
import { z } from 'zod'

/** ISO 4217. */
export const currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/)
/** Minor units: fen, cents. Ten thousand million at most. */
export const amount = z.number().int().min(0).max(1_000_000_000_000)
const shop = z.string().trim().max(60)
const number = z.string().trim().min(1).max(100)
const label = z.string().trim().max(120)

/** An order as a shop tells it. The buyer is a member's id, or an identity (`phone`, `email`, `number` …). */
export const newOrder = z.object({
  shop: shop.default(''),
  number,
  memberId: id.optional(),
  buyer: identity.optional(),
  /** Name for a record that has to be made (`makeMembers`). */
  buyerName: z.string().trim().min(1).max(60).optional(),
  amount,
  currency: currency.default('CNY'),
  productLine: label.nullable().default(null),
  product: label.nullable().default(null),
  source: label.nullable().default(null),
  paidAt: moment,
  communityId: id.nullable().default(null),
  runId: id.nullable().default(null),
  /** Id of the playbook's step, as written in the playbook. */
  step: z.string().max(60).nullable().default(null),
})
export type NewOrder = z.output<typeof newOrder>

export const newRefund = z.object({
  shop: shop.default(''),
  number,
  /** Number of the refund; a second one with it is the same refund. */
  refund: number,
  amount: amount.min(1),
  reason: z.string().trim().max(200).default(''),
  at: moment,
})
export type NewRefund = z.output<typeof newRefund>

/** Why one row was not taken. */
export const orderProblem = z.object({
  number: z.string(),
  code: z.enum(['unknown_member', 'erased_buyer', 'unknown_community', 'differs', 'unknown_order', 'more_than_paid', 'future']),
})
export type OrderProblem = z.infer<typeof orderProblem>

export const order = z.object({
  id,
  shop: z.string(),
  number: z.string(),
  memberId: id,
  memberName: z.string(),
  amount: z.number().int(),
  refunded: z.number().int(),
  currency: z.string(),
  productLine: z.string().nullable(),
  product: z.string().nullable(),
  source: z.string().nullable(),
  paidAt: moment,
  communityId: id.nullable(),
  runId: id.nullable(),
  step: z.string().nullable(),
})
export type Order = z.infer<typeof order>

/** What one member bought, by currency. */
export const purchases = z.object({
  currency: z.string(),
  orders: z.number().int(),
  net: z.number().int(),
  firstAt: moment.nullable(),
  lastAt: moment.nullable(),
})
export type Purchases = z.infer<typeof purchases>
