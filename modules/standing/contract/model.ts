import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

/** What members stand on: the relationship (7 stages), the contribution (4 tiers), the customer groups (4). */
export const LADDERS = ['stage', 'tier', 'group'] as const
export const ladder = z.enum(LADDERS)
export type Ladder = z.infer<typeof ladder>
/** Steps of each ladder, the lowest first. */
export const STEPS: Readonly<Record<Ladder, readonly number[]>> = { stage: [1, 2, 3, 4, 5, 6, 7], tier: [1, 2, 3, 4], group: [1, 2, 3, 4] }
export const step = z.number().int().min(1).max(7)
export const tier = z.number().int().min(1).max(4)
/** 1 potential · 2 new · 3 main force · 4 dormant. */
export const GROUPS = { potential: 1, fresh: 2, main: 3, dormant: 4 } as const

/** One rule: members of whom the condition holds stand on `to`. The first rule that holds decides. */
export const rule = z.strictObject({ to: step, when: z.unknown() })
export const ruleBook = z.strictObject({
  rules: z.array(rule).max(20),
  /** Where members stand of whom no rule holds; null: where they are. */
  otherwise: step.nullable(),
  /** Rules lift members and never take back what was reached. */
  onlyUp: z.boolean(),
})
export type RuleBook = z.infer<typeof ruleBook>

export const ruleVersion = z.object({
  ladder,
  /** 0: what Grove brings. */
  version: z.number().int(),
  book: ruleBook,
  note: z.string(),
  publishedBy: z.string().nullable(),
  publishedAt: moment.nullable(),
})
export type RuleVersion = z.infer<typeof ruleVersion>

export const SCORE_PARTS = ['messages', 'reactions', 'answers', 'days', 'recency'] as const
export type ScorePart = (typeof SCORE_PARTS)[number]
const part = z.strictObject({
  /** Points at most. */
  points: z.number().int().min(0).max(100),
  /** So many are enough for all points. For `recency` it is the days after which nothing is left. */
  cap: z.number().int().min(1).max(365),
})
export const scoreSettings = z.strictObject({
  /** Days looked back on. */
  window: z.number().int().min(7).max(180),
  parts: z.strictObject({ messages: part, reactions: part, answers: part, days: part, recency: part }),
})
export type ScoreSettings = z.infer<typeof scoreSettings>

const span = z.tuple([z.number().int().min(1).max(9), z.number().int().min(1).max(9)])
export const rfmSegment = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  name: z.strictObject({ zh: z.string().trim().min(1).max(30), en: z.string().trim().min(1).max(40) }),
  r: span,
  f: span,
  m: span,
})
export type RfmSegment = z.infer<typeof rfmSegment>

/** Lower bounds of scores 2, 3, 4 …: a value below the first has score 1. Recency in days, where few are good. */
export const rfmCuts = z.strictObject({
  recency: z.array(z.number()).min(1).max(8),
  frequency: z.array(z.number()).min(1).max(8),
  monetary: z.array(z.number()).min(1).max(8),
})
export type RfmCuts = z.infer<typeof rfmCuts>
export const rfmSettings = z.strictObject({
  /** `quantile`: cut-offs follow the buyers, so that each score holds as many; `fixed`: as written here. */
  mode: z.enum(['quantile', 'fixed']),
  bins: z.number().int().min(2).max(9),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Used when fixed; money in minor units. */
  cuts: rfmCuts.nullable(),
  /** The first that fits names the member; `others` when none does. */
  segments: z.array(rfmSegment).min(1).max(20),
})
export type RfmSettings = z.infer<typeof rfmSettings>

export const settings = z.strictObject({
  /** Silent for so many days is asleep. */
  sleepDays: z.number().int().min(3).max(365),
  score: scoreSettings,
  rfm: rfmSettings,
})
export type StandingSettings = z.infer<typeof settings>

/** Why a member moved: the rule (`version`) and the event that set it off, or a person with a reason, or something else. */
export const moveCause = z.object({
  by: z.enum(['rule', 'person', 'override', 'playbook', 'event', 'import', 'system']),
  version: z.number().int().optional(),
  /** Place of the rule in its version, from 0; absent for `otherwise`. */
  rule: z.number().int().optional(),
  /** Kind and number of the event after which the rules were asked; `time` when only time had passed. */
  event: z.string().optional(),
  eventId: id.optional(),
  reason: z.string().optional(),
  runId: id.optional(),
})
export type MoveCause = z.infer<typeof moveCause>

export const move = z.object({
  id,
  ladder,
  memberId: id,
  memberName: z.string(),
  from: step,
  to: step,
  at: moment,
  cause: moveCause,
})
export type Move = z.infer<typeof move>

export const override = z.object({
  ladder,
  value: step,
  reason: z.string(),
  until: moment.nullable(),
  by: z.string().nullable(),
  at: moment,
})

/** Where one member stands, with everything that says why. */
export const memberStanding = z.object({
  stage: step,
  tier,
  group: step,
  asleepSince: moment.nullable(),
  lastActAt: moment.nullable(),
  /** When they fall asleep if nothing happens. */
  sleepAt: moment.nullable(),
  score: z.object({
    total: z.number().int(),
    window: z.number().int(),
    parts: z.array(z.object({ part: z.enum(SCORE_PARTS), value: z.number(), cap: z.number(), points: z.number(), of: z.number() })),
  }),
  rfm: z
    .object({
      r: z.number().int(),
      f: z.number().int(),
      m: z.number().int(),
      recency: z.number().int(),
      frequency: z.number().int(),
      monetary: z.number().int(),
      currency: z.string(),
      segment: z.string(),
    })
    .nullable(),
  overrides: z.array(override),
  moves: z.array(move),
})
export type MemberStanding = z.infer<typeof memberStanding>
