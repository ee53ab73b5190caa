import { describe, expect, it } from 'vitest'
import { actionOf, armOf } from './action.ts'
import { answersOf, chanceFacts, factsNeeded, needs } from './needs.ts'
import { at, begin, event, planOf, runOf } from './playbook-fixture.ts'

const run = runOf()
const TICK = { kind: 'tick' } as const
const vip = { kind: 'tag', tag: 'vip' }

describe('what an advance has to know', () => {
  it('is nothing for steps without conditions: all members move together', () => {
    const plan = planOf([{ track: 'member', when: { joinDay: 1, at: '09:00' } }])
    const { track } = begin(plan, run, 'member')
    expect(factsNeeded(plan, run, track, TICK, at('2026-11-23T09:00'))).toEqual([])
  })

  it('is nothing before the step is due, and nothing on a track that is over', () => {
    const plan = planOf([{ track: 'member', when: { joinDay: 1, at: '09:00' }, if: vip }])
    const { track } = begin(plan, run, 'member')
    expect(factsNeeded(plan, run, track, TICK, at('2026-11-23T08:59'))).toEqual([])
    expect(factsNeeded(plan, run, track, TICK, at('2026-11-23T09:00'))).toEqual(['member.tag:vip'])
    expect(factsNeeded(plan, run, { ...track, state: 'done' }, TICK, at('2026-11-23T09:00'))).toEqual([])
  })

  it('covers what hangs on a step, its branches, stop rules and the hold-out', () => {
    const plan = planOf(
      [
        {
          track: 'member',
          when: { joinDay: 1, at: '09:00' },
          do: { kind: 'branch', cases: [{ when: { kind: 'stage', atLeast: 3 }, outcome: 'warm' }] },
        },
        {
          track: 'member',
          when: { after: 'step-1', outcome: 'warm' },
          if: { kind: 'events', event: 'message.posted', within: '7d', atLeast: 1 },
        },
        { track: 'member', when: { on: 'spoke' }, if: vip },
      ],
      { holdout: 5, stop: [{ id: 'left', ends: 'member', when: { kind: 'role', in: ['staff'] }, reason: 'Staff' }] },
    )
    const { track } = begin(plan, run, 'member')
    expect(factsNeeded(plan, run, track, TICK, at('2026-11-23T09:00'))).toEqual([
      'member.events:message.posted:7d',
      'member.role',
      'member.stage',
      'run.holdout',
    ])
    const heard = event('message.posted', at('2026-11-23T08:10'))
    expect(factsNeeded(plan, run, track, heard, at('2026-11-23T08:10'))).toEqual(['member.role', 'member.tag:vip', 'run.holdout'])
  })

  it('tells members apart by their answers only', () => {
    const plan = planOf([{ track: 'member', when: { joinDay: 1, at: '09:00' }, if: { kind: 'attribute', key: 'age', above: 30 } }], {
      holdout: 5,
    })
    const asked = needs(plan, run, begin(plan, run, 'member').track, TICK, at('2026-11-23T09:00'))
    const answers = [
      { 'member.attribute:age': 31 },
      { 'member.attribute:age': 64 },
      { 'member.attribute:age': 20 },
      { 'member.attribute:age': 31, 'run.holdout': true },
    ]
    expect(answers.map((facts) => answersOf(plan, asked, facts))).toEqual(['1-', '1-', '0-', '1h'])
  })
})

describe('variants', () => {
  const plan = planOf(
    [
      {
        do: { kind: 'send', text: 'Plain', pin: true },
        variants: [
          { id: 'a', with: {} },
          { id: 'b', with: { text: 'Warm' } },
        ],
      },
      { do: { kind: 'send', text: 'Once' } },
    ],
    { holdout: 20 },
  )
  const [varied, plain] = [...plan.steps.values()]
  if (!varied || !plain) throw new Error('two steps')

  it('take the place of parameters', () => {
    expect(actionOf(plan, run, 'step-1', 'b')).toEqual({ kind: 'send', text: 'Warm', pin: true })
    expect(actionOf(plan, run, 'step-1', 'unknown')).toEqual({ kind: 'send', text: 'Plain', pin: true })
    expect(actionOf(plan, run, 'unknown', null)).toEqual({ kind: 'mark' })
  })

  it('fall to members by chance, the same each time, and are facts as well', () => {
    expect(armOf(plain, run, 7)).toBeNull()
    const arms = Array.from({ length: 200 }, (_, member) => armOf(varied, run, member + 1))
    expect(new Set(arms)).toEqual(new Set(['a', 'b']))
    const keys = ['run.variant:step-1', 'run.variant:step-2', 'run.variant:gone', 'run.holdout', 'member.stage']
    for (let member = 1; member <= 20; member += 1) {
      const facts = chanceFacts(plan, run, member, keys)
      expect(facts).toMatchObject({ 'run.variant:step-1': arms[member - 1], 'run.variant:step-2': null })
      expect(typeof facts['run.holdout']).toBe('boolean')
      expect(Object.keys(facts)).toHaveLength(3)
    }
  })
})
