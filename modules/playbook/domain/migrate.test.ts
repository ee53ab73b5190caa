import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { migrateTrack, migrationPreview } from './migrate.ts'
import { at, begin, follow, planOf, runOf, step, told } from './playbook-fixture.ts'
import { anyPlan, anyRun, someFacts } from './random-playbook-fixture.ts'

const run = runOf()
const day = (number: number, time = '09:00') => ({ when: { day: number, at: time } })
const noon = at('2026-11-24T12:00')

/** Follows the old version until noon of day 2, moves, then follows the new one. */
function moved(from: ReturnType<typeof planOf>, to: ReturnType<typeof planOf>) {
  const walk = follow(from, run, begin(from, run), noon)
  const notes = migrationPreview(from, to, run, [{ track: walk.track, members: 0 }], noon)
  const after = follow(to, run, { track: migrateTrack(from, to, run, walk.track, noon), effects: [] }, at('2026-12-30T00:00'))
  return { notes: notes.map((note) => `${note.what} ${note.step}`), after: told(after) }
}

describe('moving a run to another version', () => {
  it('leaves a track that is done alone', () => {
    const from = planOf([day(1)])
    const over = follow(from, run, begin(from, run), noon).track
    expect(over.state).toBe('done')
    expect(migrateTrack(from, planOf([day(9)]), run, over, noon)).toBe(over)
    expect(migrationPreview(from, planOf([day(9)]), run, [{ track: over, members: 3 }], noon)).toEqual([])
  })

  it('never sends what is new but past due, and says so', () => {
    const from = planOf([day(1), day(9)])
    const to = planOf([day(1), day(9), { ...day(2, '08:00') }, day(3)])
    expect(moved(from, to)).toEqual({
      notes: ['past_due step-3'],
      after: ['act step-4@2026-11-25T09:00', 'act step-2@2026-12-01T09:00', 'ended finished'],
    })
  })

  it('never sends what an earlier time made past due', () => {
    expect(moved(planOf([day(9), day(10)]), planOf([day(1), day(10)]))).toEqual({
      notes: ['past_due step-1'],
      after: ['act step-2@2026-12-02T09:00', 'ended finished'],
    })
  })

  it('does not do again what the old version has done', () => {
    expect(moved(planOf([day(1), day(9)]), planOf([day(5), day(9)]))).toEqual({
      notes: ['done_before step-1'],
      after: ['act step-2@2026-12-01T09:00', 'ended finished'],
    })
  })

  it('keeps a wait that still exists and drops what is gone', () => {
    const wait = { ...day(2), do: { kind: 'wait', for: 'spoke', within: '2d' } }
    const from = planOf([wait, { when: { after: 'step-1', outcome: 'timeout' } }, day(9)])
    const kept = moved(from, planOf([wait, { when: { after: 'step-1', outcome: 'timeout' }, do: { kind: 'send', text: 'New' } }, day(9)]))
    expect(kept).toEqual({ notes: [], after: ['act step-2@2026-11-26T09:00', 'act step-3@2026-12-01T09:00', 'ended finished'] })
    const gone = moved(from, planOf([{ id: 'other', ...day(8) }]))
    expect(gone).toEqual({ notes: ['dropped step-1'], after: ['act other@2026-11-30T09:00', 'ended finished'] })
  })

  it('leaves out what was about to be done, and says so', () => {
    const from = planOf([day(2), { when: { after: 'step-1', delay: '2h' } }, day(9)])
    const walk = step(from, run, begin(from, run), at('2026-11-24T09:00'))
    expect(migrationPreview(from, from, run, [{ track: walk.track, members: 0 }], noon)).toMatchObject([
      { what: 'overdue', step: 'step-2' },
    ])
    expect(migrateTrack(from, from, run, walk.track, noon).pending).toBeNull()
  })

  it('counts members', () => {
    const from = planOf([{ track: 'member', when: { joinDay: 9, at: '09:00' } }])
    const to = planOf([
      { track: 'member', when: { joinDay: 1, at: '09:00' } },
      { track: 'member', when: { joinDay: 9, at: '09:00' } },
    ])
    const early = begin(from, run, 'member').track
    const late = begin(from, run, 'member', at('2026-11-24T11:00')).track
    const notes = migrationPreview(
      from,
      to,
      run,
      [
        { track: early, members: 40 },
        { track: late, members: 2 },
      ],
      noon,
    )
    expect(notes).toEqual([{ step: 'step-1', title: 'Step', what: 'past_due', members: 42 }])
  })

  it('never repeats an act of the clock and never sends the past, whatever the versions', () => {
    fc.assert(
      fc.property(
        anyPlan({ kind: 'member', patient: true }),
        anyPlan({ kind: 'member', patient: true }),
        anyRun,
        someFacts,
        fc.nat(8 * 24),
        (from, to, anywhere, facts, hours) => {
          const now = anywhere.startAt + hours * 3_600_000
          const before = follow(from, anywhere, begin(from, anywhere, 'member'), now, facts)
          const after = follow(
            to,
            anywhere,
            { track: migrateTrack(from, to, anywhere, before.track, now), effects: [] },
            now + 5 * 86_400_000,
            facts,
          )
          const clock = new Set(to.tracks.member.anchored.map((one) => one.step.id))
          const wasClock = new Set(from.tracks.member.anchored.map((one) => one.step.id))
          const name = (effect: (typeof after.effects)[number]) =>
            effect.kind === 'act' && !effect.fallback ? [`${effect.step} ${effect.occurrence}`] : []
          const done = new Set(before.effects.flatMap(name).filter((one) => wasClock.has(one.split(' ')[0] ?? '') && one.endsWith(' 0')))
          const again = after.effects.flatMap(name).filter((one) => clock.has(one.split(' ')[0] ?? '') && done.has(one))
          expect(again).toEqual([])
          expect(after.effects.filter((effect) => effect.kind === 'act' && effect.dueAt <= now)).toEqual([])
        },
      ),
      { seed: 20_261_122, numRuns: 60 },
    )
  })
})
