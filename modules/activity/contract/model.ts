import { id } from '@grove/kernel/contract'
import { moment } from '@grove/member/contract'
import { z } from 'zod'

export const activityKind = z.enum([
  'pinyin_word',
  'word_pinyin',
  'riddle',
  'saying',
  'emoji',
  'missing',
  'dice',
  'quiz',
  'sign_in',
  'lottery',
  'vote',
  'chain',
  'red_packet',
  'flash_sale',
  'group_buy',
  'share_order',
  'contest',
  'ama',
  'guess',
])
export type ActivityKind = z.infer<typeof activityKind>

/** How it goes: questions in rounds, one act a day, tickets and a draw, first come first served, contributions. */
export const mechanism = z.enum(['rounds', 'days', 'draw', 'claim', 'entries'])
export type Mechanism = z.infer<typeof mechanism>

export const stage = z.enum(['planned', 'announced', 'preheating', 'open', 'revealed', 'won', 'followed', 'done', 'stopped'])
export type Stage = z.infer<typeof stage>

export const prize = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('points'), points: z.number().int().min(1).max(100_000) }),
  z.strictObject({ kind: z.literal('reward'), rewardId: id, name: z.string().max(60) }),
])
export type Prize = z.infer<typeof prize>

/** More tickets in a draw: for days signed in, and for members whom a condition fits; what they are called is public. */
export const weights = z.strictObject({
  /** For each day signed in here in the last 30 days. */
  perSignIn: z.number().int().min(0).max(10),
  /** The highest that fits counts. */
  rules: z
    .array(z.strictObject({ label: z.string().trim().min(1).max(40), tickets: z.number().int().min(2).max(50), condition: z.unknown() }))
    .max(4),
})
export type Weights = z.infer<typeof weights>

/** Who gets it. `first`, `right`, `joined`, `claim`, `nearest` look at a round; the others at the whole. */
export const awardRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('first'), n: z.number().int().min(1).max(100) }),
  z.strictObject({ kind: z.literal('right') }),
  z.strictObject({ kind: z.literal('joined'), atLeast: z.number().int().min(1).max(10_000).default(1) }),
  z.strictObject({ kind: z.literal('claim') }),
  z.strictObject({ kind: z.literal('rank'), from: z.number().int().min(1).max(500), to: z.number().int().min(1).max(500) }),
  z.strictObject({ kind: z.literal('streak'), days: z.number().int().min(1).max(366) }),
  z.strictObject({
    kind: z.literal('draw'),
    n: z.number().int().min(1).max(1000),
    /** How many tickets one has for this prize; the draw's own weights where it has none. */
    weights: weights.nullable().optional(),
    /** Only members whom the condition fits can win it; what they are called is public. */
    only: z
      .strictObject({ label: z.string().trim().min(1).max(40), condition: z.unknown() })
      .nullable()
      .optional(),
  }),
  /** Guesses of a number: the closest, then who said it sooner. */
  z.strictObject({ kind: z.literal('nearest'), n: z.number().int().min(1).max(100) }),
])
export type AwardRule = z.infer<typeof awardRule>

export const award = z.strictObject({
  name: z.string().trim().min(1).max(40),
  at: z.enum(['round', 'end']),
  who: awardRule,
  prize,
})
export type Award = z.infer<typeof award>

export const choiceOption = z.object({ key: z.string().min(1).max(2), label: z.string().min(1).max(60) })
export type ChoiceOption = z.infer<typeof choiceOption>

export const questionSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bank'), bank: z.string().max(60), theme: z.enum(['riddle', 'saying', 'emoji', 'missing', 'quiz']) }),
  z.strictObject({ kind: z.literal('pinyin'), ask: z.enum(['word', 'pinyin']) }),
  z.strictObject({ kind: z.literal('dice') }),
  /** A question without a right answer: a vote. */
  z.strictObject({
    kind: z.literal('options'),
    text: z.string().trim().min(1).max(300),
    options: z.array(z.string().trim().min(1).max(60)).min(2).max(8),
  }),
  /** What will come out, told by the owner when it has: one of these, or a number where there are none. */
  z.strictObject({
    kind: z.literal('guess'),
    text: z.string().trim().min(1).max(300),
    options: z
      .array(z.string().trim().min(1).max(60))
      .max(8)
      .refine((list) => list.length !== 1),
  }),
  /** One thing to do: sign in, take a ticket, claim. */
  z.strictObject({ kind: z.literal('one'), text: z.string().trim().min(1).max(300), label: z.string().trim().min(1).max(20) }),
])
export type QuestionSource = z.infer<typeof questionSource>

export const posts = z.strictObject({
  announce: z.string().max(1000),
  preheat: z.string().max(1000),
  winners: z.string().max(1000),
  followUp: z.string().max(1000),
})

export const timing = z.strictObject({
  /** Before the start; 0: not announced apart. */
  announceMinutes: z.number().int().min(0).max(10_080),
  preheatMinutes: z.number().int().min(0).max(1440),
  /** Longest a round stays open; a day for sign-ins. */
  roundMinutes: z.number().int().min(1).max(20_160),
  /** After the first right answer. */
  graceMinutes: z.number().int().min(1).max(120),
  breakMinutes: z.number().int().min(0).max(240),
  followUpMinutes: z.number().int().min(0).max(2880),
})
export type Timing = z.infer<typeof timing>

/** What an activity is, frozen when it is planned. */
export const spec = z.strictObject({
  intro: z.string().max(500),
  timing,
  source: questionSource,
  awards: z.array(award).max(12),
  /** Claims: pieces in all; points of a red packet are split among them. */
  claims: z.number().int().min(1).max(100_000).nullable(),
  packetPoints: z.number().int().min(1).max(1_000_000).nullable(),
  entries: z
    .strictObject({
      picture: z.enum(['none', 'may', 'must']),
      most: z.number().int().min(1).max(20),
      votes: z.number().int().min(0).max(20),
    })
    .nullable(),
  /** Members who joined so many draws of this group without winning are drawn first for the last prize; 0: nobody is. */
  guaranteeAfter: z.number().int().min(0).max(50),
  /** Draws: who has more than one ticket. */
  weights: weights.nullable().default(null),
  condition: z.unknown().nullable(),
  posts,
})
export type Spec = z.infer<typeof spec>

/** A script of the library. */
export const script = z.object({
  key: z.string(),
  kind: activityKind,
  mechanism,
  title: z.string(),
  theme: z.string(),
  /** Materials and preparation, for the owner. */
  prepare: z.string(),
  minutes: z.number(),
  suits: z.array(z.string()),
  rounds: z.number(),
  mostRounds: z.number(),
  spec,
})
export type Script = z.infer<typeof script>

export const activityRow = z.object({
  id,
  code: z.string(),
  kind: activityKind,
  mechanism,
  title: z.string(),
  communityId: id,
  communityName: z.string(),
  stage,
  round: z.number(),
  rounds: z.number(),
  startsAt: moment,
  joined: z.number(),
  winners: z.number(),
})
export type ActivityRow = z.infer<typeof activityRow>

export const shownWin = z.object({ round: z.number(), name: z.string(), memberId: id, award: z.string(), prize, given: z.boolean() })
export type ShownWin = z.infer<typeof shownWin>

/** A round as it may be shown: answer and shares only when it was revealed. */
export const shownRound = z.object({
  round: z.number(),
  text: z.string(),
  options: z.array(choiceOption.extend({ count: z.number().nullable() })),
  answer: z.string().nullable(),
  explain: z.string(),
  answered: z.number(),
  right: z.number().nullable(),
  firstName: z.string().nullable(),
  firstAt: moment.nullable(),
  revealed: z.boolean(),
})
export type ShownRound = z.infer<typeof shownRound>

export const shownEntry = z.object({
  id,
  number: z.number(),
  memberId: id,
  name: z.string(),
  text: z.string(),
  thumb: z.string().nullable(),
  url: z.string().nullable(),
  votes: z.number(),
  voted: z.boolean(),
  hidden: z.boolean(),
  reply: z.string(),
  at: moment,
})
export type ShownEntry = z.infer<typeof shownEntry>

export const rankRow = z.object({ rank: z.number(), memberId: id, name: z.string(), score: z.number() })

/** Weights without the conditions behind them. */
const shownWeights = z.object({ perSignIn: z.number(), rules: z.array(z.object({ label: z.string(), tickets: z.number() })) })

const head = {
  code: z.string(),
  kind: activityKind,
  mechanism,
  title: z.string(),
  intro: z.string(),
  communityId: id,
  communityName: z.string(),
  stage,
  round: z.number(),
  rounds: z.number(),
  startsAt: moment,
  closesAt: moment.nullable(),
  /** The server's clock, so that a phone with a wrong one counts down rightly. */
  now: moment,
  joined: z.number(),
  awards: z.array(award),
  claimsLeft: z.number().nullable(),
  claims: z.number().nullable(),
  shown: shownRound.nullable(),
  ranking: z.array(rankRow),
  /** The first of all wins. */
  winners: z.array(shownWin),
  wins: z.number(),
  entryRule: spec.shape.entries,
  /** What is asked for may be said in the chat as well. */
  typed: z.boolean(),
  commitment: z.string(),
  /** Who has more than one ticket, as it may be told. */
  weights: shownWeights.nullable(),
}

export const phoneView = z.object({
  ...head,
  mine: z.object({
    choice: z.string().nullable(),
    right: z.boolean().nullable(),
    score: z.number(),
    streak: z.number(),
    wins: z.array(shownWin),
    counted: z.boolean(),
  }),
})
export type PhoneView = z.infer<typeof phoneView>

export const cockpitView = z.object({
  ...head,
  id,
  spec,
  members: z.number(),
  stoppedWhy: z.string().nullable(),
  /** Answers of the round by minute (or second share of it), oldest first. */
  pulse: z.array(z.object({ at: moment, count: z.number() })),
  /** The right answer, for who runs it, before it is revealed. */
  secret: z.string().nullable(),
})
export type CockpitView = z.infer<typeof cockpitView>

export const figures = z.object({
  reached: z.number(),
  joined: z.number(),
  answers: z.number(),
  winners: z.number(),
  /** Minor units. */
  cost: z.number(),
  points: z.number(),
  talkBefore: z.number(),
  talkAfter: z.number(),
  left: z.number(),
  orders: z.number(),
  orderAmount: z.number(),
  /** Shares of the group that took part: this, the group's usual, the same script elsewhere; null without any. */
  share: z.number().nullable(),
  usual: z.number().nullable(),
  elsewhere: z.number().nullable(),
  overTime: z.array(z.object({ at: moment, count: z.number() })),
})
export type Figures = z.infer<typeof figures>

/** All that is needed to draw again. Numbers are tickets in the order they were taken; who holds one knows it. */
export const proof = z.object({
  title: z.string(),
  commitment: z.string(),
  seed: z.string().nullable(),
  digest: z.string().nullable(),
  /** `each`: how many count for each prize, in their order, where any prize has rules of its own. */
  tickets: z.array(z.object({ number: z.number(), weight: z.number(), first: z.boolean(), each: z.array(z.number()).optional() })),
  prizes: z.array(z.object({ name: z.string(), n: z.number(), weights: shownWeights.nullable(), only: z.string().nullable() })),
  winners: z.array(z.object({ award: z.string(), number: z.number() })),
  weights: shownWeights.nullable(),
  mine: z.number().nullable(),
  dice: z.array(z.object({ round: z.number(), answer: z.string() })),
})
export type Proof = z.infer<typeof proof>
