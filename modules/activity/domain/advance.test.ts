import { describe, expect, it } from 'vitest'
import type { Timing } from '../contract/index.ts'
import { advance, type Effect, LATEST_MS, type Plan, planned, SETTLE_MS, shortened, type State } from './advance.ts'

const MINUTE = 60_000
const timing: Timing = { announceMinutes: 60, preheatMinutes: 10, roundMinutes: 5, graceMinutes: 2, breakMinutes: 1, followUpMinutes: 30 }
const plan: Plan = { startsAt: 1_000 * MINUTE, rounds: 3, timing, days: null, unsettled: false }

/** All steps of a plan on a clock that is looked at every `every` ms. */
function run(
  plan: Plan,
  from: number,
  every: number,
  until = from + 10_000 * MINUTE,
): { effects: [Effect, number, number][]; last: State } {
  let state = planned(plan, from)
  const effects: [Effect, number, number][] = []
  for (let now = from; now <= until; now += every) {
    for (let done = advance(plan, state, now); done; done = advance(plan, state, now)) {
      effects.push([done.effect, done.state.round, Math.round((now - plan.startsAt) / MINUTE)])
      state = done.state
    }
  }
  return { effects, last: state }
}

describe('a guess', () => {
  it('waits for its result once it is closed, and is revealed when it is told', () => {
    const open: State = { stage: 'open', round: 1, closesAt: plan.startsAt, dueAt: plan.startsAt }
    const waiting = advance({ ...plan, rounds: 1, unsettled: true }, open, plan.startsAt + MINUTE)
    expect(waiting).toEqual({ effect: 'wait', state: { ...open, dueAt: null } })
    const told = { ...open, dueAt: plan.startsAt + 2 * MINUTE }
    expect(advance({ ...plan, rounds: 1 }, told, plan.startsAt + 2 * MINUTE)).toMatchObject({
      effect: 'reveal',
      state: { stage: 'revealed' },
    })
  })
})

describe('an activity by the clock', () => {
  it('announces, preheats, asks its rounds, ends and follows up', () => {
    const { effects, last } = run(plan, plan.startsAt - 100 * MINUTE, 10_000)
    expect(effects.map(([effect, round]) => `${effect} ${round}`)).toEqual([
      'announce 0',
      'preheat 0',
      'open 1',
      'reveal 1',
      'open 2',
      'reveal 2',
      'open 3',
      'reveal 3',
      'finish 3',
      'followUp 3',
      'end 3',
    ])
    expect(effects.slice(0, 3).map(([, , at]) => at)).toEqual([-60, -10, 0])
    expect(last).toEqual({ stage: 'done', round: 3, closesAt: null, dueAt: null })
  })

  it('leaves out what would come too late, and does not start hours after', () => {
    expect(run(plan, plan.startsAt - 5 * MINUTE, MINUTE).effects.slice(0, 2)).toEqual([
      ['preheat', 0, -5],
      ['open', 1, 0],
    ])
    expect(run(plan, plan.startsAt + 5 * MINUTE, MINUTE).effects[0]).toEqual(['open', 1, 5])
    expect(run(plan, plan.startsAt + LATEST_MS, MINUTE)).toMatchObject({ effects: [['miss', 0, 120]], last: { stage: 'stopped' } })
  })

  it('starts at once when it has neither announcement nor preheating', () => {
    const bare = { ...plan, timing: { ...timing, announceMinutes: 0, preheatMinutes: 0 } }
    expect(run(bare, plan.startsAt - 3 * MINUTE, MINUTE).effects[0]).toEqual(['open', 1, 0])
  })

  it('comes to its end from any state, however rarely the clock is looked at', () => {
    for (const every of [1000, 37_000, 11 * MINUTE, 200 * MINUTE]) {
      for (let from = -120; from < 60; from += 7) {
        const { effects, last } = run(plan, plan.startsAt + from * MINUTE, every)
        expect(['done', 'stopped']).toContain(last.stage)
        const opens = effects.filter(([effect]) => effect === 'open').map(([, round]) => round)
        expect(opens).toEqual(last.stage === 'done' ? [1, 2, 3] : [])
        expect(effects.filter(([effect]) => effect === 'reveal')).toHaveLength(opens.length)
      }
    }
  })

  it('keeps the days of sign-ins where the calendar has them', () => {
    const day = 1440 * MINUTE
    const days = [0, 1, 2].map((n) => ({ opensAt: plan.startsAt + n * day, closesAt: plan.startsAt + n * day + 900 * MINUTE }))
    const { effects } = run({ ...plan, days }, plan.startsAt - 100 * MINUTE, MINUTE)
    expect(effects.filter(([effect]) => effect === 'open').map(([, , at]) => at)).toEqual([0, 1440, 2880])
    expect(effects.filter(([effect]) => effect === 'reveal').map(([, , at]) => at)).toEqual([901, 2341, 3781])
  })
})

describe('the first right answer', () => {
  it('leaves the grace, never more than the round has, and is of no use outside a round', () => {
    const open: State = { stage: 'open', round: 1, closesAt: 10 * MINUTE, dueAt: 10 * MINUTE + SETTLE_MS }
    expect(shortened(open, 2, 3 * MINUTE)).toMatchObject({ closesAt: 5 * MINUTE, dueAt: 5 * MINUTE + SETTLE_MS })
    expect(shortened(open, 2, 9 * MINUTE)).toEqual(open)
    expect(shortened({ ...open, stage: 'revealed' }, 2, 0)).toEqual({ ...open, stage: 'revealed' })
  })
})
