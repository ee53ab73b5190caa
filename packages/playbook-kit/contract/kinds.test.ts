import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { actionKind, paramsOf } from './action-kind.ts'
import { playbookKinds } from './kinds.ts'
import { lintRule } from './lint-rule.ts'
import { triggerKind } from './trigger-kind.ts'

const gift = actionKind({
  kind: 'gift',
  title: 'Gift',
  params: z.strictObject({ points: z.number() }),
  level: 'member',
  outward: false,
  needsPerson: ({ points }) => points > 100,
  outcomes: () => [],
  words: ({ points }) => `${points} points`,
})
const scored = triggerKind({
  kind: 'scored',
  title: 'Scored',
  level: 'member',
  filter: z.strictObject({}),
  events: () => ['points.earned'],
  matches: () => true,
  words: () => 'scored',
})

describe('the words of a playbook', () => {
  it('may not be registered twice', () => {
    expect(() => playbookKinds({ actions: [gift] }, { actions: [gift] })).toThrow('two modules register the playbook action "gift"')
    expect(() => playbookKinds({ triggers: [scored, scored] })).toThrow('trigger "scored"')
  })

  it('come together from all modules', () => {
    const kinds = playbookKinds(
      { actions: [gift] },
      { triggers: [scored], variables: [{ name: 'points', title: 'Points', level: 'member', example: '5' }] },
      {},
    )
    expect([...kinds.actions.keys()]).toEqual(['gift'])
    expect(kinds.triggers.get('scored')?.events({})).toEqual(['points.earned'])
    expect(kinds.variables.map((variable) => variable.name)).toEqual(['points'])
    expect(kinds.conditions.size).toBe(0)
  })

  it('read their parameters beside the kind', () => {
    const action = { kind: 'gift', points: 120 }
    expect(paramsOf(action)).toEqual({ points: 120 })
    expect(gift.needsPerson(gift.params.parse(paramsOf(action)))).toBe(true)
  })

  it('let a rule say what it looks at', () => {
    const rule = lintRule<{ readonly steps: number }>({
      id: 'too-few',
      severity: 'warning',
      title: 'Too few',
      reason: { zh: '太少', en: 'Too few' },
      trips: 'steps: 0',
      passes: 'steps: 1',
      check: ({ steps }) => (steps > 0 ? [] : [{ path: ['steps'], message: { zh: '没有步骤', en: 'No steps' } }]),
    })
    expect(rule.check({ steps: 0 })).toHaveLength(1)
    expect(rule.check({ steps: 1 })).toEqual([])
  })
})
