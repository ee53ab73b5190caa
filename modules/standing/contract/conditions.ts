import {
  AT_LEAST,
  AT_MOST,
  choiceLimits,
  conditionKind,
  isEmptyRange,
  isOpenRange,
  range,
  rangeLimits,
  rangeWords,
  say,
  within,
  type Words,
} from '@grove/condition-kit/contract'
import type { Locale } from '@grove/kernel/contract'
import { z } from 'zod'

const bounds = [
  { param: 'atLeast', label: AT_LEAST, input: 'number' },
  { param: 'atMost', label: AT_MOST, input: 'number' },
] as const
const none = (asked: { atLeast?: number | undefined; atMost?: number | undefined }) => isOpenRange(asked) || isEmptyRange(asked)

export const scoreCondition = conditionKind({
  kind: 'score',
  title: { zh: '活跃分', en: 'Activity score' },
  topic: 'standing',
  params: z.strictObject(range),
  example: { atLeast: 60 },
  form: bounds,
  facts: () => ['member.score'],
  evaluate: (asked, facts) => within(facts['member.score'] ?? 0, asked),
  words: (asked, locale) => `${say(locale, '活跃分', 'activity score')} ${rangeWords(asked)}`,
  events: () => ['message.posted', 'message.answered', 'message.reacted'],
  empty: none,
  limits: (asked, holds) => rangeLimits('member.score', asked, holds, true),
})

export const tierCondition = conditionKind({
  kind: 'tier',
  title: { zh: '贡献层级', en: 'Contribution tier' },
  topic: 'standing',
  params: z.strictObject(range),
  example: { atLeast: 2 },
  form: bounds,
  facts: () => ['member.tier'],
  evaluate: (asked, facts) => within(facts['member.tier'] ?? 1, asked),
  words: (asked, locale) => `${say(locale, '贡献层级', 'tier')} ${rangeWords(asked)}`,
  events: () => ['member.tier_moved'],
  empty: none,
  limits: (asked, holds) => rangeLimits('member.tier', asked, holds, true),
})

export const GROUP_WORDS: Readonly<Record<number, Words>> = {
  1: { zh: '潜在客户', en: 'Potential' },
  2: { zh: '新客户', en: 'New' },
  3: { zh: '主力客户', en: 'Main force' },
  4: { zh: '沉睡客户', en: 'Dormant' },
}
const groupNames = (values: readonly number[], locale: Locale) => values.map((one) => GROUP_WORDS[one]?.[locale] ?? String(one)).join('/')

export const groupCondition = conditionKind({
  kind: 'customerGroup',
  title: { zh: '客户群体', en: 'Customer group' },
  topic: 'standing',
  params: z.strictObject({ in: z.array(z.number().int().min(1).max(4)).min(1).max(4) }),
  example: { in: [3] },
  form: [
    {
      param: 'in',
      label: { zh: '群体', en: 'Group' },
      input: 'choices',
      required: true,
      choices: Object.entries(GROUP_WORDS).map(([value, label]) => ({ value: Number(value), label })),
    },
  ],
  facts: () => ['member.group'],
  evaluate: (asked, facts) => asked.in.some((one) => one === (facts['member.group'] ?? 1)),
  words: (asked, locale) => `${say(locale, '客户群体是', 'customer group is')} ${groupNames(asked.in, locale)}`,
  events: () => ['member.group_moved'],
  limits: (asked, holds) => choiceLimits('member.group', asked.in, holds),
})

export const rfmCondition = conditionKind({
  kind: 'rfm',
  title: { zh: 'RFM 分群', en: 'RFM segment' },
  topic: 'standing',
  params: z.strictObject({ in: z.array(z.string().min(1).max(40)).min(1).max(20) }),
  example: { in: ['champions'] },
  form: [{ param: 'in', label: { zh: '分群', en: 'Segment' }, input: 'lookups', lookup: 'rfm', required: true }],
  facts: () => ['member.rfm'],
  evaluate: (asked, facts) => asked.in.some((one) => one === facts['member.rfm']),
  words: (asked, locale, name) =>
    `${say(locale, 'RFM 分群是', 'RFM segment is')} ${asked.in.map((one) => name({ what: 'rfm', key: one }) ?? one).join('/')}`,
  events: () => ['order.paid', 'order.refunded'],
  uses: (asked) => asked.in.map((one) => ({ what: 'rfm', key: one })),
  limits: (asked, holds) => choiceLimits('member.rfm', asked.in, holds),
})

const AWAKE: readonly { readonly value: 'never' | 'awake' | 'asleep'; readonly label: Words }[] = [
  { value: 'awake', label: { zh: '活跃中', en: 'Awake' } },
  { value: 'asleep', label: { zh: '已沉睡', en: 'Asleep' } },
  { value: 'never', label: { zh: '从未活跃', en: 'Never active' } },
]
export const wakeCondition = conditionKind({
  kind: 'awake',
  title: { zh: '沉睡状态', en: 'Awake or asleep' },
  topic: 'standing',
  params: z.strictObject({ in: z.array(z.enum(['never', 'awake', 'asleep'])).min(1) }),
  example: { in: ['asleep'] },
  form: [{ param: 'in', label: { zh: '状态', en: 'State' }, input: 'choices', required: true, choices: AWAKE }],
  facts: () => ['member.awake'],
  evaluate: (asked, facts) => asked.in.some((one) => one === (facts['member.awake'] ?? 'never')),
  words: (asked, locale) => asked.in.map((one) => AWAKE.find(({ value }) => value === one)?.label[locale] ?? one).join('/'),
  events: () => ['member.first_active', 'member.fell_asleep', 'member.woke_up'],
  limits: (asked, holds) => choiceLimits('member.awake', asked.in, holds),
})

export const standingConditions = [scoreCondition, tierCondition, groupCondition, rfmCondition, wakeCondition]
