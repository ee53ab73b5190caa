import { describe, expect, it } from 'vitest'
import { at, begin, follow, local, planOf, runOf, step, told } from './playbook-fixture.ts'
import { skipTo, startTrack } from './start.ts'

const run = runOf()
const member = (when: Parameters<typeof planOf>[0][number]['when']) => planOf([{ track: 'member', ...(when && { when }) }])

describe('a new track', () => {
  it('never does what fell due before a late start', () => {
    const plan = member({ daily: 'all', at: '09:00' })
    const track = startTrack(plan, run, 'member', at('2026-11-01T12:00'), at('2026-11-23T10:00'))
    expect(local(track.dueAt ?? 0)).toBe('2026-11-24T09:00')
  })

  it('does what falls due in its first minute, also when it is looked at seconds or hours later', () => {
    const plan = member({ afterJoin: '0m' })
    const joined = at('2026-11-23T10:00') + 42_000
    for (const track of [startTrack(plan, run, 'member', joined), startTrack(plan, run, 'member', joined, joined)]) {
      expect(told(step(plan, run, { track, effects: [] }, joined + 1000))).toEqual(['act step-1@2026-11-23T10:00', 'ended finished'])
      expect(told(step(plan, run, { track, effects: [] }, joined + 3_600_000))).toEqual([
        'missed step-1@2026-11-23T10:00',
        'ended finished',
      ])
    }
  })

  it('keeps the minute only as long as something counts from it', () => {
    const counts = member({ afterJoin: '1d' })
    const joined = at('2026-11-23T10:17')
    const first = begin(counts, run, 'member', joined)
    expect(local(first.track.anchorAt)).toBe('2026-11-23T10:17')
    expect(local(follow(counts, run, first, at('2026-11-25T00:00')).track.anchorAt)).toBe('2026-11-23T00:00')
    expect(local(begin(member({ joinDay: 2, at: '09:00' }), run, 'member', joined).track.anchorAt)).toBe('2026-11-23T00:00')
  })

  it('knows whether it began before or after a shift of the run', () => {
    const plan = member({ joinDay: 2, at: '09:00' })
    const shifted = runOf({ amendments: [{ kind: 'shift', at: at('2026-11-23T12:00'), days: 3 }] })
    const early = startTrack(plan, shifted, 'member', at('2026-11-23T11:59'))
    const late = startTrack(plan, shifted, 'member', at('2026-11-23T12:01'))
    expect([early, late].map((track) => local(track.dueAt ?? 0))).toEqual(['2026-11-27T09:00', '2026-11-24T09:00'])
  })

  it('is over at once when nothing is left to do', () => {
    const plan = member({ day: 1, at: '09:00' })
    const walk = begin(plan, run, 'member', at('2026-12-24T10:00'))
    expect(walk.track.dueAt).toBeNull()
    expect(told(step(plan, run, walk, at('2026-12-24T10:00')))).toEqual(['ended finished'])
  })
})

describe('leaving out what is past due', () => {
  it('does not touch a track whose clock is ahead', () => {
    const plan = planOf([{ when: { daily: 'all', at: '09:00' } }])
    const walk = follow(plan, run, begin(plan, run), at('2026-11-25T10:00'))
    expect(skipTo(plan, run, walk.track, at('2026-11-24T10:00'))).toEqual(walk.track)
  })

  it('goes on after the pause, with waits that still run', () => {
    const plan = planOf([
      { when: { daily: 'all', at: '09:00' } },
      { when: { day: 1, at: '10:00' }, do: { kind: 'wait', for: 'spoke', within: '2d' } },
      { when: { day: 1, at: '10:00' }, do: { kind: 'wait', for: 'spoke', within: '1h' } },
      { when: { after: 'step-2', outcome: 'timeout' } },
    ])
    const paused = follow(plan, run, begin(plan, run), at('2026-11-23T10:30'))
    const resumed = skipTo(plan, run, paused.track, at('2026-11-25T09:30'))
    expect(resumed.pending?.map((one) => one.step)).toEqual(['step-2'])
    expect(told(follow(plan, run, { track: resumed, effects: [] }, at('2026-11-26T12:00')))).toEqual([
      'act step-4@2026-11-25T10:00',
      'act step-1@2026-11-26T09:00',
    ])
  })
})
