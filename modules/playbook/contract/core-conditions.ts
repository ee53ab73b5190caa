import { communityState, membershipRole } from '@grove/community/contract'
import type { Locale } from '@grove/kernel/contract'
import { type ConditionKind, conditionKind, type FactValue } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { key } from './local-time.ts'

const scalar = z.union([z.string(), z.number(), z.boolean()])
const count = z.number().int().min(0)
const range = { atLeast: count.optional(), atMost: count.optional() }
/** `today`: since local midnight; `14d`, `12h`: that long until now; `run`: since the run began. */
const period = z.string().regex(/^(today|run|\d{1,3}[dh])$/)

export const tagCondition = conditionKind({
  kind: 'tag',
  title: { zh: '有标签', en: 'Has the tag' },
  params: z.strictObject({ tag: z.string().min(1) }),
  facts: (params) => [`member.tag:${params.tag}`],
  evaluate: (params, facts) => facts[`member.tag:${params.tag}`] === true,
  words: (params, locale) => say(locale, `有标签「${params.tag}」`, `has tag "${params.tag}"`),
})

export const attributeCondition = conditionKind({
  kind: 'attribute',
  title: { zh: '资料', en: 'Attribute' },
  params: z.strictObject({
    key: z.string().min(1),
    is: scalar.optional(),
    not: scalar.optional(),
    in: z.array(scalar).min(1).optional(),
    above: z.number().optional(),
    below: z.number().optional(),
    exists: z.boolean().optional(),
  }),
  facts: (params) => [`member.attribute:${params.key}`],
  evaluate: (params, facts) => {
    const value = facts[`member.attribute:${params.key}`] ?? null
    return (
      (params.is === undefined || value === params.is) &&
      (params.not === undefined || value !== params.not) &&
      (params.in === undefined || params.in.some((one) => one === value)) &&
      (params.above === undefined || (typeof value === 'number' && value > params.above)) &&
      (params.below === undefined || (typeof value === 'number' && value < params.below)) &&
      (params.exists === undefined || (value !== null) === params.exists)
    )
  },
  words: (params, locale) => {
    const tests = [
      params.is === undefined ? '' : `= ${params.is}`,
      params.not === undefined ? '' : `≠ ${params.not}`,
      params.in === undefined ? '' : `∈ ${params.in.join('/')}`,
      params.above === undefined ? '' : `> ${params.above}`,
      params.below === undefined ? '' : `< ${params.below}`,
      params.exists === undefined ? '' : params.exists ? say(locale, '已填', 'is known') : say(locale, '未填', 'is not known'),
    ]
    return `${params.key} ${tests.filter(Boolean).join(' ')}`
  },
})

export const stageCondition = conditionKind({
  kind: 'stage',
  title: { zh: '关系阶段', en: 'Stage' },
  params: z.strictObject({
    is: z.number().int().min(1).max(7).optional(),
    atLeast: z.number().int().min(1).max(7).optional(),
    atMost: z.number().int().min(1).max(7).optional(),
  }),
  facts: () => ['member.stage'],
  evaluate: (params, facts) => within(facts['member.stage'], params) && (params.is === undefined || facts['member.stage'] === params.is),
  words: (params, locale) => `${say(locale, '关系阶段', 'stage')} ${params.is === undefined ? span(params) : `= ${params.is}`}`,
})

/** Place of the member in this community. */
export const roleCondition = conditionKind({
  kind: 'role',
  title: { zh: '群内身份', en: 'Role in the community' },
  params: z.strictObject({ in: z.array(membershipRole).min(1) }),
  facts: () => ['member.role'],
  evaluate: (params, facts) => params.in.some((role) => role === facts['member.role']),
  words: (params, locale) => `${say(locale, '群内身份是', 'role is')} ${params.in.join('/')}`,
})

/** Whole days since joining this community. */
export const joinedCondition = conditionKind({
  kind: 'joined',
  title: { zh: '入群天数', en: 'Days since joining' },
  params: z.strictObject(range),
  facts: () => ['member.joined_days'],
  evaluate: (params, facts) => within(facts['member.joined_days'], params),
  words: (params, locale) => `${say(locale, '入群天数', 'days since joining')} ${span(params)}`,
})

/** How often an event of a kind happened to the member in a period: `{ event: message.posted, within: 7d, atMost: 0 }`. */
export const eventsCondition = conditionKind({
  kind: 'events',
  title: { zh: '行为次数', en: 'Events in a period' },
  params: z.strictObject({
    event: z.string().regex(/^[a-z_]+\.[a-z_]+$/),
    within: period,
    /** Only in this community; everywhere unless told. */
    here: z.boolean().optional(),
    ...range,
  }),
  facts: (params) => [eventsKey(params)],
  evaluate: (params, facts) => within(facts[eventsKey(params)] ?? 0, params),
  words: (params, locale) =>
    say(locale, `${params.within} 内 ${params.event} 次数 ${span(params)}`, `${params.event} within ${params.within} ${span(params)}`),
})

/** In which arm of another step's variants the member is. */
export const variantCondition = conditionKind({
  kind: 'variant',
  title: { zh: '所在变体', en: 'Variant' },
  params: z.strictObject({ step: key, is: key }),
  facts: (params) => [`run.variant:${params.step}`],
  evaluate: (params, facts) => facts[`run.variant:${params.step}`] === params.is,
  words: (params, locale) => say(locale, `在 ${params.step} 中属于变体 ${params.is}`, `in arm ${params.is} of ${params.step}`),
})

export const membersCondition = conditionKind({
  kind: 'members',
  title: { zh: '群人数', en: 'Members of the community' },
  params: z.strictObject(range),
  facts: () => ['community.members'],
  evaluate: (params, facts) => within(facts['community.members'], params),
  words: (params, locale) => `${say(locale, '群人数', 'members')} ${span(params)}`,
})

export const communityStateCondition = conditionKind({
  kind: 'communityState',
  title: { zh: '社群状态', en: 'Community state' },
  params: z.strictObject({ in: z.array(communityState).min(1) }),
  facts: () => ['community.state'],
  evaluate: (params, facts) => params.in.some((state) => state === facts['community.state']),
  words: (params, locale) => `${say(locale, '社群状态是', 'community is')} ${params.in.join('/')}`,
})

export const coreConditions: readonly ConditionKind[] = [
  tagCondition,
  attributeCondition,
  stageCondition,
  roleCondition,
  joinedCondition,
  eventsCondition,
  variantCondition,
  membersCondition,
  communityStateCondition,
]

function eventsKey(params: { event: string; within: string; here?: boolean | undefined }): string {
  return `member.events:${params.event}:${params.within}${params.here ? ':here' : ''}`
}

function within(value: FactValue | undefined, bounds: { atLeast?: number | undefined; atMost?: number | undefined }): boolean {
  return typeof value === 'number' && value >= (bounds.atLeast ?? -Infinity) && value <= (bounds.atMost ?? Infinity)
}

function span(bounds: { atLeast?: number | undefined; atMost?: number | undefined }): string {
  if (bounds.atLeast === undefined) return `≤ ${bounds.atMost ?? '∞'}`
  return bounds.atMost === undefined ? `≥ ${bounds.atLeast}` : `${bounds.atLeast}–${bounds.atMost}`
}

function say(locale: Locale, zh: string, en: string): string {
  return locale === 'zh' ? zh : en
}
