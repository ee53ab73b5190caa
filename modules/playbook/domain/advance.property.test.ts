import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance, type Input } from './advance.ts'
import type { Effect } from './effect.ts'
import { answersOf, factsNeeded, needs } from './needs.ts'
import type { Plan } from './plan.ts'
import { begin, event, follow, step, type Walk } from './playbook-fixture.ts'
import { anyPlan, anyRun, someFacts } from './random-playbook-fixture.ts'
import type { Run } from './run.ts'
import { nextOccurrences } from './schedule.ts'
import { skipTo, startTrack } from './start.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const seeded = { seed: 20_261_122, numRuns: 150 }
const kinds = fc.constantFrom('community' as const, 'member' as const)
const planned = (patient: boolean) => kinds.chain((kind) => anyPlan({ kind, patient }).map((plan) => ({ kind, plan })))

/** Inputs at any time, forward and back. */
const looks = fc.array(
  fc.record({
    move: fc.integer({ min: -2 * DAY, max: 3 * DAY }),
    what: fc.constantFrom('tick', 'tick', 'event', 'outcome'),
    pick: fc.nat(),
    outcome: fc.constantFrom('done', 'failed', 'send', 'skip'),
  }),
  { minLength: 1, maxLength: 25 },
)

function inputOf(plan: Plan, walk: Walk, look: { what: string; pick: number; outcome: string }, now: number): Input {
  if (look.what === 'event') return event('message.posted', now - (look.pick % HOUR), { thread: 0 })
  const open = walk.track.pending ?? []
  const one = open[look.pick % Math.max(1, open.length)]
  if (look.what === 'outcome' && one) return { kind: 'outcome', step: one.step, occurrence: one.occ, outcome: look.outcome }
  return { kind: 'tick' }
}

const nameOf = (effect: Effect) =>
  effect.kind === 'ended' ? 'ended' : `${effect.step}${'fallback' in effect && effect.fallback ? '~' : ''} ${effect.occurrence}`

/** Everything of one moment may come in any order between two ways of looking. */
const byTime = (effects: readonly Effect[]) =>
  effects
    .filter((effect) => effect.kind !== 'ended')
    .map((effect) => JSON.stringify(effect))
    .sort()

describe('whatever the playbook', () => {
  it('looking at each due time and looking once gives the same', () => {
    fc.assert(
      fc.property(planned(true), anyRun, someFacts, fc.integer({ min: 1, max: 6 * 24 }), ({ kind, plan }, run, facts, hours) => {
        const until = run.startAt + hours * HOUR
        const often = follow(plan, run, begin(plan, run, kind), until, facts)
        const once = step(plan, run, begin(plan, run, kind), until, { kind: 'tick' }, facts)
        expect(byTime(once.effects)).toEqual(byTime(often.effects))
        expect(step(plan, run, often, until, { kind: 'tick' }, facts).track).toEqual(once.track)
      }),
      seeded,
    )
  })

  it('no step acts twice, whatever the clock, the events and the answers do', () => {
    fc.assert(
      fc.property(planned(false), anyRun, someFacts, looks, ({ kind, plan }, run, facts, sequence) => {
        let now = run.startAt
        let walk = begin(plan, run, kind)
        for (const look of sequence) {
          now += look.move
          walk = step(plan, run, walk, now, inputOf(plan, walk, look, now), facts)
        }
        const acts = walk.effects.filter((effect) => effect.kind === 'act').map(nameOf)
        expect(new Set(acts).size).toBe(acts.length)
        expect(walk.effects.filter((effect) => effect.kind === 'ended').length).toBeLessThanOrEqual(1)
      }),
      seeded,
    )
  })

  it('every time of the calendar is answered for exactly once', () => {
    fc.assert(
      fc.property(planned(false), anyRun, someFacts, looks, ({ kind, plan }, run, facts, sequence) => {
        let now = run.startAt
        let last = -Infinity
        let walk = begin(plan, run, kind)
        for (const look of sequence) {
          now += look.move
          last = Math.max(last, now)
          walk = step(plan, run, walk, now, { kind: 'tick' }, facts)
        }
        const anchors = { ...walk.track, anchorAt: run.startAt }
        const asked: string[] = []
        const silent = new Set(['wait', 'branch'])
        for (
          let next = nextOccurrences(plan, run, anchors, run.startAt - 1);
          next !== null && next.at <= last;
          next = nextOccurrences(plan, run, anchors, next.at)
        ) {
          for (const item of next.items)
            if (!silent.has(plan.steps.get(item.step)?.step.do.kind ?? '')) asked.push(`${item.step} ${item.occurrence}`)
        }
        const anchored = new Set(plan.tracks[kind].anchored.filter((one) => !silent.has(one.step.do.kind)).map((one) => one.step.id))
        const told = walk.effects.filter(
          (effect) => effect.kind !== 'ended' && anchored.has(effect.step) && !('fallback' in effect && effect.fallback),
        )
        // A late step put to a person is told twice: when it is asked and when nobody decided.
        const first = told.filter((effect) => !(effect.kind === 'missed' && effect.policy === 'ask'))
        const seen = first.map(nameOf).filter((name) => !silentSkip(plan, name))
        expect(seen.sort()).toEqual(asked.sort())
      }),
      seeded,
    )
  })

  it('nothing comes before the time a track says it is due', () => {
    fc.assert(
      fc.property(planned(false), anyRun, someFacts, fc.integer({ min: 0, max: 40 }), ({ kind, plan }, run, facts, times) => {
        let walk = begin(plan, run, kind)
        for (let count = 0; count < times && walk.track.dueAt !== null; count += 1) {
          const early = step(plan, run, walk, walk.track.dueAt - 1, { kind: 'tick' }, facts)
          expect(early).toEqual(walk)
          walk = step(plan, run, walk, walk.track.dueAt, { kind: 'tick' }, facts)
        }
      }),
      { ...seeded, numRuns: 60 },
    )
  })

  it('asks for no fact it did not name, and equal answers lead to equal ends', () => {
    fc.assert(
      fc.property(planned(true), anyRun, someFacts, someFacts, looks, ({ kind, plan }, run, facts, others, sequence) => {
        let now = run.startAt
        let walk = begin(plan, run, kind)
        for (const look of sequence) {
          now += look.move
          const input = inputOf(plan, walk, look, now)
          const named = new Set(factsNeeded(plan, run, walk.track, input, now))
          const spied = new Proxy(facts, {
            get: (target, key: string) => {
              expect(named).toContain(key)
              return target[key as keyof typeof target]
            },
          })
          const asked = needs(plan, run, walk.track, input, now)
          const one = advance(plan, run, walk.track, input, spied, now)
          if (answersOf(plan, asked, facts) === answersOf(plan, asked, others)) {
            expect(advance(plan, run, walk.track, input, others, now)).toEqual(one)
          }
          walk = { track: one.track, effects: [] }
        }
      }),
      { ...seeded, numRuns: 80 },
    )
  })

  it('a track is plain JSON, and the same after it was stored', () => {
    fc.assert(
      fc.property(planned(true), anyRun, someFacts, looks, ({ kind, plan }, run, facts, sequence) => {
        let now = run.startAt
        let walk = begin(plan, run, kind)
        for (const look of sequence) {
          now += Math.abs(look.move)
          const input = inputOf(plan, walk, look, now)
          const stored = JSON.parse(JSON.stringify(walk.track)) as Walk['track']
          expect(stored).toEqual(walk.track)
          expect(advance(plan, run, stored, input, facts, now)).toEqual(advance(plan, run, walk.track, input, facts, now))
          walk = step(plan, run, walk, now, input, facts)
        }
      }),
      { ...seeded, numRuns: 50 },
    )
  })
})

describe('tracks of members', () => {
  const member = anyPlan({ kind: 'member', patient: true })

  it('that begin at different minutes of a day become one when nothing depends on the minute', () => {
    fc.assert(
      fc.property(member, anyRun, fc.nat(600), fc.nat(600), someFacts, (plan, run, one, other, facts) => {
        fc.pre(plan.tracks.member.anchored.every(({ step: { when } }) => !('afterJoin' in when || 'afterStart' in when)))
        const from = begin(plan, run, 'member', run.startAt + Math.min(one, other) * 60_000)
        const to = begin(plan, run, 'member', run.startAt + Math.max(one, other) * 60_000)
        fc.pre(from.track.anchorDay === to.track.anchorDay)
        const between = nextOccurrences(plan, run, from.track, run.startAt + Math.min(one, other) * 60_000 - 1)
        fc.pre(between === null || between.at > run.startAt + Math.max(one, other) * 60_000)
        expect(to).toEqual(from)
        expect(follow(plan, run, to, run.startAt + 5 * DAY, facts)).toEqual(follow(plan, run, from, run.startAt + 5 * DAY, facts))
      }),
      seeded,
    )
  })

  it('do the same with the exact minute of joining as with what is kept of it', () => {
    fc.assert(
      fc.property(member, anyRun, fc.nat(3000), someFacts, (plan, run, minutes, facts) => {
        const anchor = run.startAt + minutes * 60_000
        const kept = follow(plan, run, begin(plan, run, 'member', anchor), anchor + 5 * DAY, facts)
        let exact = begin(plan, run, 'member', anchor)
        for (;;) {
          const track = { ...exact.track, anchorAt: anchor }
          if (track.dueAt === null || track.dueAt > anchor + 5 * DAY) break
          exact = step(plan, run, { ...exact, track }, track.dueAt, { kind: 'tick' }, facts)
        }
        expect(exact.effects).toEqual(kept.effects)
      }),
      { ...seeded, numRuns: 80 },
    )
  })

  it('never do what was due before a late start, a resume or a move to another version', () => {
    fc.assert(
      fc.property(member, member, anyRun, someFacts, fc.integer({ min: 0, max: 8 * 24 }), (plan, newer, run, facts, hours) => {
        const now = run.startAt + hours * HOUR
        const fromTheClock = (walked: Run, used: Plan, track: Walk['track']) =>
          follow(used, walked, { track, effects: [] }, now + 3 * DAY, facts).effects.filter(
            (effect) => effect.kind === 'act' && effect.dueAt <= now,
          )
        expect(fromTheClock(run, plan, startTrack(plan, run, 'member', run.startAt, now))).toEqual([])
        const before = follow(plan, run, begin(plan, run, 'member'), run.startAt + (hours * HOUR) / 2, facts)
        expect(fromTheClock(run, plan, skipTo(plan, run, before.track, now))).toEqual([])
        expect(fromTheClock(run, newer, skipTo(newer, run, before.track, now))).toEqual([])
      }),
      { ...seeded, numRuns: 80 },
    )
  })
})

/** Waits and branches tell only when they are left out, and then by their own name. */
function silentSkip(plan: Plan, name: string): boolean {
  const kind = plan.steps.get(name.split(' ')[0] ?? '')?.step.do.kind
  return kind === 'wait' || kind === 'branch'
}
