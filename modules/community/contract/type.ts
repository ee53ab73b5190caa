import { z } from 'zod'

export const communityType = z.enum(['acquisition', 'newcomer', 'camp', 'delivery', 'loyal', 'regional', 'benefit', 'flash'])
export type CommunityType = z.infer<typeof communityType>

/** How much selling the type bears: `none` almost nothing · `light` a small share, service first · `offers` its purpose is offers. */
export const marketing = z.enum(['none', 'light', 'offers'])
export type Marketing = z.infer<typeof marketing>

/** What a type fixes in numbers; its words are in the template (`GET /api/community-types`). */
export interface TypeFacts {
  /** Hours it lives unless told otherwise; null lives on. */
  readonly lifetimeHours: number | null
  /** The lifetime is a limit: longer is refused. */
  readonly lifetimeFixed: boolean
  /** Hours before the end in which no one new is let in, and after it until it is gone. */
  readonly coolingHours: number
  readonly closingHours: number
  readonly capacity: number
  readonly marketing: Marketing
  /** Largest share of promotional steps, in percent. */
  readonly promotionShare: number
  /** Must say where its members go when it ends. */
  readonly movesOn: boolean
  readonly screening: boolean
  readonly playbooks: readonly string[]
  readonly figures: readonly string[]
}

const DAY = 24
export const TYPE_FACTS: Readonly<Record<CommunityType, TypeFacts>> = {
  acquisition: {
    lifetimeHours: 2 * DAY,
    lifetimeFixed: true,
    coolingHours: 6,
    closingHours: 2,
    capacity: 200,
    marketing: 'light',
    promotionShare: 30,
    movesOn: true,
    screening: false,
    playbooks: [],
    figures: ['joined', 'task_done', 'k_factor', 'moved_on', 'cost_per_member'],
  },
  newcomer: {
    lifetimeHours: 30 * DAY,
    lifetimeFixed: false,
    coolingHours: 2 * DAY,
    closingHours: DAY,
    capacity: 200,
    marketing: 'light',
    promotionShare: 15,
    movesOn: true,
    screening: false,
    playbooks: ['newcomer-14d', 'touch-7d'],
    figures: ['retention_7d', 'trial_done', 'stage_up'],
  },
  camp: {
    lifetimeHours: 30 * DAY,
    lifetimeFixed: true,
    coolingHours: 2 * DAY,
    closingHours: 2 * DAY,
    capacity: 200,
    marketing: 'light',
    promotionShare: 20,
    movesOn: true,
    screening: true,
    playbooks: [],
    figures: ['show_up', 'check_in_rate', 'completion', 'conversion', 'nps'],
  },
  delivery: {
    lifetimeHours: 90 * DAY,
    lifetimeFixed: false,
    coolingHours: 7 * DAY,
    closingHours: 3 * DAY,
    capacity: 200,
    marketing: 'none',
    promotionShare: 5,
    movesOn: true,
    screening: true,
    playbooks: [],
    figures: ['delivered', 'completion', 'satisfaction', 'renewal', 'referral'],
  },
  loyal: {
    lifetimeHours: null,
    lifetimeFixed: false,
    coolingHours: 7 * DAY,
    closingHours: 7 * DAY,
    capacity: 200,
    marketing: 'none',
    promotionShare: 0,
    movesOn: false,
    screening: true,
    playbooks: [],
    figures: ['activity_depth', 'reciprocity', 'ugc', 'offline_attendance', 'referral'],
  },
  regional: {
    lifetimeHours: null,
    lifetimeFixed: false,
    coolingHours: 7 * DAY,
    closingHours: 7 * DAY,
    capacity: 500,
    marketing: 'none',
    promotionShare: 5,
    movesOn: false,
    screening: true,
    playbooks: [],
    figures: ['events_per_week', 'offline_attendance', 'members', 'points'],
  },
  benefit: {
    lifetimeHours: null,
    lifetimeFixed: false,
    coolingHours: 3 * DAY,
    closingHours: DAY,
    capacity: 200,
    marketing: 'offers',
    promotionShare: 60,
    movesOn: false,
    screening: false,
    playbooks: ['benefit-weekly', 'store-weekly', 'finance-workweek'],
    figures: ['orders_per_day', 'coupon_use', 'repurchase', 'mute_and_leave'],
  },
  flash: {
    lifetimeHours: 3 * DAY,
    lifetimeFixed: true,
    coolingHours: 6,
    closingHours: DAY,
    capacity: 200,
    marketing: 'offers',
    promotionShare: 70,
    movesOn: true,
    screening: false,
    playbooks: ['flash-sale-3d'],
    figures: ['conversion', 'gmv', 'moved_on'],
  },
}

export const fourBlocks = z.object({
  theme: z.string().max(2000),
  services: z.string().max(2000),
  /** What is forbidden, and what follows. */
  forbidden: z.string().max(2000),
  /** What is encouraged, and its reward. */
  encouraged: z.string().max(2000),
})
export type FourBlocks = z.infer<typeof fourBlocks>
