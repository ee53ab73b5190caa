import {
  AT_LEAST,
  AT_MOST,
  type ConditionKind,
  choiceLimits,
  conditionKind,
  isEmptyRange,
  isOpenRange,
  period,
  periodWords,
  range,
  rangeLimits,
  rangeWords,
  say,
  type Words,
  within,
} from '@grove/condition-kit/contract'
import type { Locale } from '@grove/kernel/contract'
import { z } from 'zod'
import { communityState, membershipRole } from './model.ts'
import { communityType } from './type.ts'

const ROLES = [
  { value: 'member', label: { zh: '成员', en: 'Member' } },
  { value: 'duty', label: { zh: '轮值群管', en: 'Duty member' } },
  { value: 'kol', label: { zh: 'KOL', en: 'KOL' } },
  { value: 'ambience', label: { zh: '气氛组', en: 'Ambience helper' } },
  { value: 'staff', label: { zh: '员工', en: 'Staff' } },
]
const STATES = [
  { value: 'planned', label: { zh: '筹备中', en: 'Planned' } },
  { value: 'recruiting', label: { zh: '招募中', en: 'Recruiting' } },
  { value: 'active', label: { zh: '运营中', en: 'Active' } },
  { value: 'cooling', label: { zh: '降温中', en: 'Cooling' } },
  { value: 'closing', label: { zh: '收尾中', en: 'Closing' } },
  { value: 'dissolved', label: { zh: '已解散', en: 'Dissolved' } },
  { value: 'transferred', label: { zh: '已转群', en: 'Transferred' } },
]
const TYPES = [
  { value: 'acquisition', label: { zh: '引流群', en: 'Acquisition' } },
  { value: 'newcomer', label: { zh: '新用户群', en: 'Newcomer' } },
  { value: 'camp', label: { zh: '训练营', en: 'Camp' } },
  { value: 'delivery', label: { zh: '交付群', en: 'Delivery' } },
  { value: 'loyal', label: { zh: '铁粉群', en: 'Loyal' } },
  { value: 'regional', label: { zh: '属地群', en: 'Regional' } },
  { value: 'benefit', label: { zh: '福利群', en: 'Benefit' } },
  { value: 'flash', label: { zh: '快闪群', en: 'Flash' } },
]
const CHANGES = ['community.member_joined', 'community.member_left', 'community.member_removed', 'community.member_changed']
const count = [
  { param: 'atLeast', label: AT_LEAST, input: 'number' },
  { param: 'atMost', label: AT_MOST, input: 'number' },
] as const

type Choices = readonly { readonly value: string; readonly label: Words }[]

function named(values: readonly string[], choices: Choices, locale: Locale): string {
  return values.map((value) => choices.find((one) => one.value === value)?.label[locale] ?? value).join('/')
}

/** Place of the member in this community. */
export const roleCondition = conditionKind({
  kind: 'role',
  title: { zh: '群内身份', en: 'Role in the community' },
  topic: 'community',
  params: z.strictObject({ in: z.array(membershipRole).min(1) }),
  example: { in: ['member'] },
  form: [
    {
      param: 'in',
      label: { zh: '身份', en: 'Role' },
      input: 'choices',
      required: true,
      choices: ROLES,
    },
  ],
  facts: () => ['member.role'],
  evaluate: (params, facts) => params.in.some((role) => role === facts['member.role']),
  words: (params, locale) => `${say(locale, '群内身份是', 'role is')} ${named(params.in, ROLES, locale)}`,
  events: () => CHANGES,
  needs: () => ['community'],
  limits: (asked, holds) => choiceLimits('member.role', asked.in, holds),
})

/** Whole days since joining this community. */
export const joinedCondition = conditionKind({
  kind: 'joined',
  title: { zh: '入群天数', en: 'Days since joining' },
  topic: 'community',
  params: z.strictObject(range),
  example: { atLeast: 3 },
  form: count,
  facts: () => ['member.joined_days'],
  evaluate: (params, facts) => within(facts['member.joined_days'], params),
  words: (params, locale) => `${say(locale, '入群天数', 'days since joining')} ${rangeWords(params)}`,
  events: () => CHANGES,
  needs: () => ['community'],
  empty: (params) => isOpenRange(params) || isEmptyRange(params),
  limits: (asked, holds) => rangeLimits('member.joined_days', asked, holds),
})

export const membersCondition = conditionKind({
  kind: 'members',
  title: { zh: '群人数', en: 'Members of the community' },
  topic: 'community',
  params: z.strictObject(range),
  example: { atLeast: 30 },
  form: count,
  facts: () => ['community.members'],
  evaluate: (params, facts) => within(facts['community.members'], params),
  words: (params, locale) => `${say(locale, '群人数', 'members')} ${rangeWords(params)}`,
  events: () => [],
  needs: () => ['community'],
  empty: (params) => isOpenRange(params) || isEmptyRange(params),
  limits: (asked, holds) => rangeLimits('community.members', asked, holds),
})

export const communityStateCondition = conditionKind({
  kind: 'communityState',
  title: { zh: '社群状态', en: 'Community state' },
  topic: 'community',
  params: z.strictObject({ in: z.array(communityState).min(1) }),
  example: { in: ['active'] },
  form: [{ param: 'in', label: { zh: '状态', en: 'State' }, input: 'choices', required: true, choices: STATES }],
  facts: () => ['community.state'],
  evaluate: (params, facts) => params.in.some((state) => state === facts['community.state']),
  words: (params, locale) => `${say(locale, '社群状态是', 'community is')} ${named(params.in, STATES, locale)}`,
  events: () => [],
  needs: () => ['community'],
  limits: (asked, holds) => choiceLimits('community.state', asked.in, holds),
})

const membershipAsked = z.strictObject({
  /** Is in it now, has left it, or was removed. */
  state: z.enum(['active', 'left', 'removed']),
  communities: z.array(z.number().int().positive()).min(1).max(100).optional(),
  types: z.array(communityType).min(1).optional(),
  /** Joined (or, of those gone, left) within the last, or longer ago than. */
  past: period.optional(),
  older: period.optional(),
  ...range,
})
export type MembershipAsked = z.output<typeof membershipAsked>

const MEMBERSHIP_STATES = {
  active: { zh: '在群里', en: 'is in' },
  left: { zh: '已退出', en: 'has left' },
  removed: { zh: '被移出', en: 'was removed from' },
}

/** In which communities the member is or was; counts them, one is enough unless told. */
export const membershipCondition = conditionKind({
  kind: 'membership',
  title: { zh: '在哪些群', en: 'Communities of the member' },
  topic: 'community',
  params: membershipAsked,
  example: { state: 'active', types: ['newcomer'] },
  form: [
    {
      param: 'state',
      label: { zh: '关系', en: 'How' },
      input: 'choice',
      required: true,
      choices: Object.entries(MEMBERSHIP_STATES).map(([value, label]) => ({ value, label })),
    },
    { param: 'communities', label: { zh: '这些群之一', en: 'One of these' }, input: 'lookups', lookup: 'community' },
    { param: 'types', label: { zh: '群类型', en: 'Of these types' }, input: 'choices', choices: TYPES },
    { param: 'past', label: { zh: '入群（或离开）在最近', en: 'Joined (or left) within the last' }, input: 'period' },
    { param: 'older', label: { zh: '入群（或离开）早于', en: 'Joined (or left) longer ago than' }, input: 'period' },
    { param: 'atLeast', label: { zh: '至少几个群', en: 'At least, communities' }, input: 'number' },
    { param: 'atMost', label: { zh: '至多几个群', en: 'At most, communities' }, input: 'number' },
  ],
  facts: (asked) => [membershipKey(asked)],
  evaluate: (asked, facts) => within(facts[membershipKey(asked)] ?? 0, isOpenRange(asked) ? { atLeast: 1 } : asked),
  words: (asked, locale, name) => {
    const which = [
      ...(asked.communities ?? []).map((id) => name({ what: 'community', key: String(id) }) ?? `#${id}`),
      ...(asked.types ? [named(asked.types, TYPES, locale)] : []),
    ]
    const when = [
      ...(asked.past ? [say(locale, `最近 ${periodWords(asked.past, locale)}内`, `in the last ${periodWords(asked.past, locale)}`)] : []),
      ...(asked.older ? [say(locale, `${periodWords(asked.older, locale)}以前`, `more than ${periodWords(asked.older, locale)} ago`)] : []),
    ]
    const count = isOpenRange(asked) ? '' : ` ${rangeWords(asked)}${say(locale, ' 个', '')}`
    const where = which.length ? `「${which.join('/')}」` : say(locale, '任意群', 'any community')
    const how = MEMBERSHIP_STATES[asked.state][locale]
    return `${[...when, how].join(say(locale, '', ' '))} ${where}${count}`.trim()
  },
  events: () => CHANGES,
  uses: (asked) => (asked.communities ?? []).map((id) => ({ what: 'community', key: String(id) })),
  empty: isEmptyRange,
  limits: (asked, holds) => rangeLimits(membershipKey(asked), isOpenRange(asked) ? { atLeast: 1 } : asked, holds, true),
})

export function membershipKey({ atLeast: _least, atMost: _most, ...asked }: MembershipAsked): string {
  const { state, communities, types, past, older } = asked
  return `member.membership:${JSON.stringify({ state, communities, types, past, older })}`
}

export function parseMembershipKey(key: string): MembershipAsked {
  return JSON.parse(key.slice('member.membership:'.length)) as MembershipAsked
}

/** Questions about a community and the member's place in it. */
export const communityConditions: readonly ConditionKind[] = [
  membershipCondition,
  roleCondition,
  joinedCondition,
  membersCondition,
  communityStateCondition,
]
