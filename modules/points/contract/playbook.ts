import {
  AT_LEAST,
  AT_MOST,
  conditionKind,
  isEmptyRange,
  isOpenRange,
  range,
  rangeLimits,
  rangeWords,
  say,
  within,
} from '@grove/condition-kit/contract'
import { actionKind, type KindList, text } from '@grove/playbook-kit/contract'
import { z } from 'zod'

/** Gives points to members; a step gives each of them once. */
export const givePointsAction = actionKind({
  kind: 'givePoints',
  title: { zh: '送积分', en: 'Give points' },
  params: z.strictObject({ points: z.number().int().min(1).max(100_000), text: text.optional() }),
  level: 'member',
  outward: false,
  needsPerson: () => false,
  outcomes: () => [],
  words: ({ points }, locale) => (locale === 'zh' ? `送 ${points} 积分` : `give ${points} points`),
})

/** The member's balance now. */
export const pointsCondition = conditionKind({
  kind: 'points',
  title: { zh: '积分余额', en: 'Points' },
  topic: 'standing',
  params: z.strictObject(range),
  example: { atLeast: 100 },
  form: [
    { param: 'atLeast', label: AT_LEAST, input: 'number' },
    { param: 'atMost', label: AT_MOST, input: 'number' },
  ],
  facts: () => ['member.points'],
  evaluate: (params, facts) => within(facts['member.points'], params),
  words: (params, locale) => say(locale, `积分${rangeWords(params)}`, `points ${rangeWords(params)}`),
  events: () => ['points.given', 'points.taken'],
  empty: (params) => isOpenRange(params) || isEmptyRange(params),
  limits: (asked, holds) => rangeLimits('member.points', asked, holds),
})

export const pointsKinds = { actions: [givePointsAction], triggers: [], conditions: [pointsCondition], variables: [] } satisfies KindList
