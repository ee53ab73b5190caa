import { type ConditionKinds, conditionSchema, conditionWords } from '@grove/condition-kit/contract'
import { type ActionKind, actionKind, text, textIn, type TriggerKind } from '@grove/playbook-kit/contract'
import { z } from 'zod'
import { duration } from './local-time.ts'
import { oneOf } from './when.ts'

/** Steps of the language itself, done by the interpreter: wait for an event with a time limit, and branch on conditions. */
export function flowActions(triggers: ReadonlyMap<string, TriggerKind>, conditions: ConditionKinds): readonly ActionKind[] {
  return [waitAction(triggers), branchAction(conditions)]
}

/** Ends as `seen` when it happens, as `timeout` when the limit passes first. */
export function waitAction(triggers: ReadonlyMap<string, TriggerKind>) {
  return actionKind({
    kind: 'wait',
    title: { zh: '等待', en: 'Wait' },
    params: z.strictObject({
      for: oneOf([...triggers.keys()]),
      filter: z.record(z.string(), z.unknown()).optional(),
      within: duration,
    }),
    level: 'both',
    outward: false,
    needsPerson: () => false,
    outcomes: () => ['seen', 'timeout'],
    words: (params, locale) => {
      const what = triggers.get(params.for)?.words(params.filter ?? {}, locale) ?? params.for
      return locale === 'zh' ? `等待${what}，最多 ${params.within}` : `wait for ${what}, ${params.within} at most`
    },
  })
}

/** Ends with the outcome of the first case that holds, or with `else`. */
export function branchAction(conditions: ConditionKinds) {
  return actionKind({
    kind: 'branch',
    title: { zh: '分支', en: 'Branch' },
    params: z.strictObject({
      cases: z
        .array(z.strictObject({ when: conditionSchema(conditions), outcome: z.string().min(1).max(60), title: text.optional() }))
        .min(1)
        .max(12),
      else: z.string().min(1).max(60).default('else'),
    }),
    level: 'both',
    outward: false,
    needsPerson: () => false,
    outcomes: (params) => [...new Set([...params.cases.map((one) => one.outcome), params.else])],
    words: (params, locale) =>
      params.cases
        .map((one) => `${conditionWords(one.when, conditions, locale)} → ${one.title ? textIn(one.title, locale) : one.outcome}`)
        .join(locale === 'zh' ? '；' : '; '),
  })
}

/** Parameters of `wait` and `branch` as the interpreter reads them. */
export type WaitParams = z.output<ReturnType<typeof waitAction>['params']>
export type BranchParams = z.output<ReturnType<typeof branchAction>['params']>
