import {
  AT_LEAST,
  AT_MOST,
  type ConditionKind,
  conditionKind,
  isEmptyRange,
  isOpenRange,
  range,
  rangeWords,
  say,
  type Words,
  within,
} from '@grove/condition-kit/contract'
import type { Locale } from '@grove/kernel/contract'
import { z } from 'zod'
import { communityState, membershipRole } from './model.ts'

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
})

/** Questions about a community and the member's place in it. */
export const communityConditions: readonly ConditionKind[] = [roleCondition, joinedCondition, membersCondition, communityStateCondition]
