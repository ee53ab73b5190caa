import {
  AT_LEAST,
  AT_MOST,
  choiceLimits,
  conditionKind,
  isEmptyRange,
  isOpenRange,
  rangeLimits,
  rangeWords,
  say,
  within,
} from '@grove/condition-kit/contract'
import { z } from 'zod'

const stage = z.number().int().min(1).max(7)
const choices = [
  { value: 1, label: { zh: '1 不认识', en: "1 doesn't know you" } },
  { value: 2, label: { zh: '2 想认识', en: '2 wants to know you' } },
  { value: 3, label: { zh: '3 见过面', en: '3 met you' } },
  { value: 4, label: { zh: '4 了解', en: '4 understands you' } },
  { value: 5, label: { zh: '5 熟悉', en: '5 is familiar with you' } },
  { value: 6, label: { zh: '6 已购买', en: '6 bought from you' } },
  { value: 7, label: { zh: '7 复购', en: '7 bought again' } },
]

export const stageCondition = conditionKind({
  kind: 'stage',
  title: { zh: '关系阶段', en: 'Stage' },
  topic: 'standing',
  params: z.strictObject({ is: stage.optional(), atLeast: stage.optional(), atMost: stage.optional() }),
  example: { atLeast: 3 },
  form: [
    { param: 'is', label: { zh: '正好是', en: 'Is' }, input: 'choice', choices },
    { param: 'atLeast', label: AT_LEAST, input: 'choice', choices },
    { param: 'atMost', label: AT_MOST, input: 'choice', choices },
  ],
  facts: () => ['member.stage'],
  evaluate: (params, facts) => within(facts['member.stage'], params) && (params.is === undefined || facts['member.stage'] === params.is),
  words: (params, locale) => `${say(locale, '关系阶段', 'stage')} ${params.is === undefined ? rangeWords(params) : `= ${params.is}`}`,
  events: () => ['member.stage_moved'],
  empty: (params) =>
    (params.is === undefined && isOpenRange(params)) ||
    isEmptyRange(params) ||
    !within(params.is ?? params.atLeast ?? params.atMost ?? null, params),
  limits: ({ is, ...bounds }, holds) =>
    is === undefined
      ? rangeLimits('member.stage', bounds, holds)
      : holds
        ? [{ fact: 'member.stage', in: [is] }]
        : isOpenRange(bounds)
          ? choiceLimits('member.stage', [is], false)
          : [],
})
