import { conditionKind } from '@grove/condition-kit/contract'
import { conditionKinds, factLoaders } from '@grove/condition-kit/server'
import { createRegistry, defineModule } from '@grove/kernel/server'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { actionKind, lintRule, playbookKinds, triggerKind } from '../contract/index.ts'
import { actionAppliers, actionKinds, lintRules, registeredKinds, triggerKinds, variableKinds } from './points.ts'

const nothing = z.strictObject({})
const action = actionKind({
  kind: 'gift',
  title: 'Gift',
  params: nothing,
  level: 'member',
  outward: false,
  needsPerson: () => false,
  outcomes: () => [],
  words: () => 'gift',
})
const trigger = triggerKind({
  kind: 'scored',
  title: 'Scored',
  level: 'member',
  filter: nothing,
  events: () => ['points.earned'],
  matches: () => true,
  words: () => 'scored',
})
const condition = conditionKind({
  kind: 'points',
  title: { zh: '积分', en: 'Points' },
  topic: 'standing',
  params: nothing,
  example: {},
  form: [],
  events: () => ['points.earned'],
  facts: () => ['member.points'],
  evaluate: () => true,
  words: () => 'points',
})
const rule = lintRule<{ readonly steps: number }>({
  id: 'r',
  severity: 'error',
  title: 'R',
  reason: { zh: '因', en: 'why' },
  trips: '',
  passes: '',
  check: () => [],
})

const points = defineModule({
  name: 'points',
  tier: 2,
  rights: {},
  api: [],
  provides: [
    actionKinds.of(action),
    triggerKinds.of(trigger),
    conditionKinds.of(condition),
    variableKinds.of({ name: 'points', title: 'Points', level: 'member', example: '5' }),
    lintRules.of(rule),
    actionAppliers.of({ kind: 'gift', apply: async () => {} }),
    factLoaders.of({ families: ['member.points'], load: async () => new Map() }),
  ],
})

describe('what modules register', () => {
  it('is nothing without them', () => {
    expect(registeredKinds(createRegistry([]))).toEqual({ actions: [], triggers: [], conditions: [], variables: [] })
  })

  it('is found by kind, and joins the language', () => {
    const registry = createRegistry([points])
    const kinds = playbookKinds(registeredKinds(registry))
    expect(kinds.actions.get('gift')).toBe(action)
    expect(kinds.triggers.get('scored')).toBe(trigger)
    expect(kinds.conditions.get('points')).toBe(condition)
    expect(kinds.variables).toHaveLength(1)
    expect(registry.all(lintRules)).toEqual([rule])
    expect(registry.all(actionAppliers).map((one) => one.kind)).toEqual(['gift'])
    expect(registry.all(factLoaders).map((one) => one.families)).toEqual([['member.points']])
  })
})
