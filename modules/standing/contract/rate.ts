import { id, idParam, pageInput, pageOf, route } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

export const grain = z.enum(['day', 'week', 'month'])
export type Grain = z.infer<typeof grain>
export const RATES = ['new', 'conversion', 'churn', 'wake'] as const
export const rateName = z.enum(RATES)
export type RateName = z.infer<typeof rateName>
/** What the rates are shown by. */
export const rateSplit = z.enum(['none', 'community', 'source', 'owner', 'tier'])
export type RateSplit = z.infer<typeof rateSplit>

/** Stocks as a period begins, and what happened in it. */
export const rateCell = z.object({
  /** Members there, of them without an order, awake, asleep. */
  base: z.number().int(),
  unbought: z.number().int(),
  awake: z.number().int(),
  asleep: z.number().int(),
  came: z.number().int(),
  /** Came (for the first time or again) without an order. */
  cameUnbought: z.number().int(),
  converted: z.number().int(),
  lost: z.number().int(),
  woken: z.number().int(),
})
export type RateCell = z.infer<typeof rateCell>

export const rates = route({
  method: 'GET',
  path: '/api/standing/rates',
  summary: 'The four rates, period by period',
  access: { right: 'standing.read' },
  input: z.object({
    grain: grain.default('week'),
    /** Any day of the last period. */
    until: z.iso.date(),
    periods: z.coerce.number().int().min(1).max(60).default(12),
    /** 0 or absent: the whole workspace. */
    communityId: z.coerce.number().int().min(0).default(0),
    split: rateSplit.default('none'),
  }),
  output: z.object({
    /** First day of each period, the oldest first; the last may not be over. */
    periods: z.array(z.iso.date()),
    open: z.boolean(),
    rows: z.array(z.object({ key: z.string(), name: z.string().nullable(), cells: z.array(rateCell) })),
  }),
})

export const rateMembers = route({
  method: 'GET',
  path: '/api/standing/rates/members',
  summary: 'The members behind one number of a rate',
  access: { right: 'standing.read' },
  input: pageInput.extend({
    rate: rateName,
    part: z.enum(['numerator', 'denominator']),
    grain: grain.default('week'),
    period: z.iso.date(),
    communityId: z.coerce.number().int().min(0).default(0),
    split: rateSplit.default('none'),
    key: z.string().max(200).default(''),
  }),
  output: pageOf(
    z.object({
      id,
      displayName: z.string(),
      stage: z.number().int(),
      source: z.string(),
      tier: z.number().int(),
      /** When it happened, and the event that says so; null in a denominator. */
      at: moment.nullable(),
      event: z.string().nullable(),
    }),
  ),
})
export const rateCommunities = route({
  method: 'GET',
  path: '/api/standing/rates/communities',
  summary: 'Communities that rates may be looked at for',
  access: { right: 'standing.read' },
  input: z.object({}),
  output: z.object({
    /** Whether the figures of the whole workspace may be seen. */
    whole: z.boolean(),
    items: z.array(z.object({ id: idParam, name: z.string() })),
  }),
})
