import { describe, expect, it } from 'vitest'
import type { DefinitionInput } from '../contract/index.ts'
import { diffPlaybooks } from './diff.ts'
import { playbookWith } from './smallest-playbook.ts'

type StepInput = DefinitionInput['steps'][number]
const step = (id: string, keys: Partial<StepInput> = {}): StepInput => ({
  id,
  title: id.toUpperCase(),
  when: { day: 1, at: '09:00' },
  do: { kind: 'send', text: 'x' },
  ...keys,
})
const of = (...steps: StepInput[]) => playbookWith({ steps })

describe('what a version changed', () => {
  it('is nothing between equal ones', () => {
    expect(diffPlaybooks(of(step('a'), step('b')), of(step('a'), step('b')))).toEqual([])
  })

  it('tells added and removed steps', () => {
    expect(diffPlaybooks(of(step('a'), step('b')), of(step('a'), step('c')))).toEqual([
      { kind: 'step_added', step: 'c', title: 'C' },
      { kind: 'step_removed', step: 'b', title: 'B' },
    ])
  })

  it('tells changed parts, and whether the time is among them', () => {
    const words = of(step('a', { do: { kind: 'send', text: 'y', pin: true } }))
    expect(diffPlaybooks(of(step('a')), words)).toEqual([
      {
        kind: 'step_changed',
        step: 'a',
        title: 'A',
        retimed: false,
        parts: [
          { path: 'do.text', before: 'x', after: 'y' },
          { path: 'do.pin', after: true },
        ],
      },
    ])
    const later = of(step('a', { when: { day: 1, at: '10:00' } }))
    expect(diffPlaybooks(of(step('a')), later)).toMatchObject([
      { retimed: true, parts: [{ path: 'when.at', before: '09:00', after: '10:00' }] },
    ])
    const other = of(step('a', { when: { afterStart: '1h' } }))
    expect(diffPlaybooks(of(step('a')), other)).toMatchObject([
      { retimed: true, parts: [{ path: 'when.day' }, { path: 'when.at' }, { path: 'when.holidays' }, { path: 'when.afterStart' }] },
    ])
  })

  it('tells the fewest steps that moved', () => {
    const before = of(step('a'), step('b'), step('c'), step('d'))
    expect(diffPlaybooks(before, of(step('d'), step('a'), step('b'), step('c')))).toEqual([{ kind: 'step_moved', step: 'd', title: 'D' }])
    expect(diffPlaybooks(before, of(step('a'), step('x'), step('c'), step('d')))).toMatchObject([
      { kind: 'step_added' },
      { kind: 'step_removed' },
    ])
    expect(diffPlaybooks(before, of(step('d'), step('c'), step('b'), step('a')))).toHaveLength(3)
  })

  it('tells what the playbook itself changed', () => {
    const before = playbookWith({ limits: { perMember: { day: 2 } }, communityTypes: ['newcomer'] })
    const after = playbookWith({
      limits: { perMember: { day: 3 } },
      communityTypes: ['newcomer', 'loyal'],
      goal: { text: 'g', figure: 'f' },
    })
    expect(diffPlaybooks(before, after)).toMatchObject([
      {
        kind: 'playbook_changed',
        parts: [{ path: 'communityTypes' }, { path: 'limits.perMember.day', before: 2, after: 3 }, { path: 'goal' }],
      },
    ])
  })
})
