import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

/** Where points come from or go to. */
export const counter = z.enum(['issued', 'spent', 'adjusted'])
export type Counter = z.infer<typeof counter>

/** A word of the module that gives or takes: `manual`, `playbook`, `activity.win` … */
export const reason = z
  .string()
  .regex(/^[a-z][a-z_]*(?:\.[a-z_]+)?$/)
  .max(40)
/** What the reason says in words: names and numbers only, nothing personal. */
export const reasonDetail = z.record(z.string().max(40), z.union([z.string().max(200), z.number()]))
export type ReasonDetail = z.infer<typeof reasonDetail>

/** One movement may not be larger: a slip of the finger is caught before it is a scandal. */
export const MOST_AT_ONCE = 1_000_000
export const amount = z
  .number()
  .int()
  .min(-MOST_AT_ONCE)
  .max(MOST_AT_ONCE)
  .refine((value) => value !== 0, { params: { code: 'zero' } })

export const entry = z.object({
  id,
  memberId: id,
  /** Positive: given; negative: taken. */
  amount: z.number(),
  counter,
  reason,
  detail: reasonDetail,
  /** The balance after it. */
  balance: z.number(),
  /** It undid this entry; or was undone by that one. */
  reverses: id.nullable(),
  reversedBy: id.nullable(),
  at: moment,
})
export type Entry = z.infer<typeof entry>
