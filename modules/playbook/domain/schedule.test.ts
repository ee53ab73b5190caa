import { describe, expect, it } from 'vitest'
import type { DefinitionInput } from '../contract/index.ts'
import { at, local, planOf, runOf, SHANGHAI, type StepInput } from './playbook-fixture.ts'
import type { Run } from './run.ts'
import { type Anchors, endOf, nextOccurrences } from './schedule.ts'

const run = runOf()
const start: Anchors = { kind: 'community', anchorAt: run.startAt, anchorDay: run.startDay }

function comes(
  when: StepInput['when'],
  count = 3,
  options: { run?: Run; anchors?: Anchors; keys?: Partial<DefinitionInput>; zone?: string } = {},
) {
  const used = options.run ?? run
  const anchors = options.anchors ?? { ...start, anchorAt: used.startAt, anchorDay: used.startDay }
  const plan = planOf([{ when, ...(anchors.kind === 'member' && { track: 'member' as const }) }], options.keys)
  const found: string[] = []
  let after = Math.min(used.startAt, anchors.anchorAt) - 1
  for (let next = nextOccurrences(plan, used, anchors, after); next !== null && found.length < count; ) {
    found.push(
      ...next.items.map(
        (item) =>
          `${local(next?.at ?? 0, used.zone)}${item.occurrence === 0 ? '' : ` #${item.occurrence}`}${item.holiday ? ' holiday' : ''}`,
      ),
    )
    after = next.at
    next = nextOccurrences(plan, used, anchors, after)
  }
  return found
}

describe('when steps fall due', () => {
  it('not at all without the date they count down to', () => {
    expect(comes({ countdown: 'opensOn', daysBefore: 3, at: '10:00' })).toEqual([])
    expect(comes({ countdown: 'opensOn', daysBefore: 3, at: '10:00' }, 3, { run: runOf({ parameters: { opensOn: 'soon' } }) })).toEqual([])
  })

  it('once, counted from the start, a date or a parameter', () => {
    expect(comes({ day: 1, at: '09:00' })).toEqual(['2026-11-23T09:00'])
    expect(comes({ day: 8, at: '20:30' })).toEqual(['2026-11-30T20:30'])
    expect(comes({ afterStart: '1d90m' })).toEqual(['2026-11-24T09:30'])
    expect(comes({ date: '2026-12-24', at: '18:00' })).toEqual(['2026-12-24T18:00'])
    const dated = runOf({ parameters: { opensOn: '2026-12-12' } })
    expect(comes({ countdown: 'opensOn', daysBefore: 3, at: '10:00' }, 3, { run: dated })).toEqual(['2026-12-09T10:00'])
    expect(comes({ countdown: 'opensOn', daysBefore: -1, at: '10:00' }, 3, { run: dated })).toEqual(['2026-12-13T10:00'])
  })

  it('once, counted from joining', () => {
    const joined: Anchors = { kind: 'member', anchorAt: at('2026-12-01T21:17'), anchorDay: '2026-12-01' }
    expect(comes({ joinDay: 2, at: '10:00' }, 3, { anchors: joined })).toEqual(['2026-12-02T10:00'])
    expect(comes({ afterJoin: '10m' }, 3, { anchors: joined })).toEqual(['2026-12-01T21:27'])
  })

  it('again and again, named by the day', () => {
    expect(comes({ weekly: ['tue', 'thu'], at: '15:00' })).toEqual([
      '2026-11-24T15:00 #20261124',
      '2026-11-26T15:00 #20261126',
      '2026-12-01T15:00 #20261201',
    ])
    expect(comes({ weekly: ['mon'], at: '07:00', toDay: 10 })).toEqual(['2026-11-30T07:00 #20261130'])
    expect(comes({ daily: 'all', at: '09:00', fromDay: 3, toDay: 4 })).toEqual(['2026-11-25T09:00 #20261125', '2026-11-26T09:00 #20261126'])
    expect(comes({ monthly: ['last'], at: '09:00' }, 2)).toEqual(['2026-11-30T09:00 #20261130', '2026-12-31T09:00 #20261231'])
  })

  it('on a holiday by the rule of the step', () => {
    const october = runOf({ start: '2026-10-01T08:00' })
    expect(comes({ day: 2, at: '09:00' }, 3, { run: october })).toEqual(['2026-10-02T09:00'])
    expect(comes({ day: 2, at: '09:00', holidays: 'skip' }, 3, { run: october })).toEqual(['2026-10-02T09:00 holiday'])
    expect(comes({ day: 2, at: '09:00', holidays: 'move' }, 3, { run: october })).toEqual(['2026-10-08T09:00'])
    expect(comes({ day: 2, at: '09:00', holidays: 'move' }, 3, { run: october, keys: { holidays: 'none' } })).toEqual(['2026-10-02T09:00'])
  })

  it('at the local time through daylight saving', () => {
    const berlin = runOf({ zone: 'Europe/Berlin', start: '2026-03-27T08:00' })
    expect(comes({ daily: 'all', at: '02:30' }, 3, { run: berlin })).toEqual([
      '2026-03-28T02:30 #20260328',
      '2026-03-29T03:00 #20260329',
      '2026-03-30T02:30 #20260330',
    ])
    const york = runOf({ zone: 'America/New_York', start: '2026-10-30T08:00' })
    expect(comes({ daily: 'all', at: '01:30' }, 3, { run: york })).toEqual([
      '2026-10-31T01:30 #20261031',
      '2026-11-01T01:30 #20261101',
      '2026-11-02T01:30 #20261102',
    ])
    const howe = runOf({ zone: 'Australia/Lord_Howe', start: '2026-10-03T08:00' })
    expect(comes({ daily: 'all', at: '02:10' }, 2, { run: howe })).toEqual(['2026-10-04T02:30 #20261004', '2026-10-05T02:10 #20261005'])
  })

  it('together, in the order of the document', () => {
    const plan = planOf([{ when: { daily: 'all', at: '09:00' } }, { when: { day: 2, at: '09:00' } }, { when: { day: 2, at: '08:00' } }])
    const next = nextOccurrences(plan, run, start, at('2026-11-24T08:00'))
    expect(next?.items.map((item) => item.step)).toEqual(['step-1', 'step-2'])
  })
})

describe('a run that was changed', () => {
  const noon = at('2026-11-24T12:00')

  it('keeps what was due before a shift, moves what comes after', () => {
    const shifted = runOf({ amendments: [{ kind: 'shift', at: noon, days: 2 }] })
    expect(comes({ day: 2, at: '09:00' }, 3, { run: shifted })).toEqual(['2026-11-24T09:00'])
    expect(comes({ day: 2, at: '13:00' }, 3, { run: shifted })).toEqual(['2026-11-26T13:00'])
    expect(comes({ afterStart: '3d' }, 3, { run: shifted })).toEqual(['2026-11-28T08:00'])
    expect(comes({ weekly: ['wed'], at: '09:00' }, 1, { run: shifted })).toEqual(['2026-11-25T09:00 #20261125'])
    expect(comes({ daily: 'all', at: '09:00', fromDay: 3, toDay: 3 }, 3, { run: shifted })).toEqual(['2026-11-27T09:00 #20261127'])
  })

  it('drops what a shift moves into the past', () => {
    const earlier = runOf({ amendments: [{ kind: 'shift', at: noon, days: -2 }] })
    expect(comes({ day: 3, at: '09:00' }, 3, { run: earlier })).toEqual([])
    expect(comes({ day: 4, at: '13:00' }, 3, { run: earlier })).toEqual(['2026-11-24T13:00'])
  })

  it('moves only members who were there', () => {
    const shifted = runOf({ amendments: [{ kind: 'shift', at: noon, days: 2 }] })
    const member = (joined: string): Anchors => ({ kind: 'member', anchorAt: at(joined), anchorDay: joined.slice(0, 10) })
    expect(comes({ joinDay: 2, at: '09:00' }, 3, { run: shifted, anchors: member('2026-11-24T11:00') })).toEqual(['2026-11-27T09:00'])
    expect(comes({ joinDay: 2, at: '09:00' }, 3, { run: shifted, anchors: member('2026-11-24T13:00') })).toEqual(['2026-11-25T09:00'])
  })

  it('has another time from the change on, never in the past', () => {
    const later = runOf({ amendments: [{ kind: 'change', at: noon, step: 'step-1', time: '20:00' }] })
    expect(comes({ daily: 'all', at: '09:00' }, 3, { run: later })).toEqual([
      '2026-11-23T09:00 #20261123',
      '2026-11-24T09:00 #20261124',
      '2026-11-25T20:00 #20261125',
    ])
    const earlier = runOf({ amendments: [{ kind: 'change', at: noon, step: 'step-1', time: '08:00' }] })
    expect(comes({ daily: 'all', at: '19:00' }, 2, { run: earlier })).toEqual(['2026-11-23T19:00 #20261123', '2026-11-25T08:00 #20261125'])
    expect(comes({ day: 2, at: '19:00' }, 2, { run: earlier })).toEqual([])
    expect(comes({ day: 3, at: '19:00' }, 2, { run: earlier })).toEqual(['2026-11-25T08:00'])
  })
})

describe('the end of a run', () => {
  const ends = (keys: Partial<DefinitionInput>, changed: Run = run) => {
    const end = endOf(planOf([{}], keys), changed)
    return end === null ? null : local(end, SHANGHAI)
  }

  it('is open unless something says so', () => {
    expect(ends({})).toBeNull()
  })

  it('is the last minute of the last day, or exact for hours', () => {
    expect(ends({ lasts: '14d' })).toBe('2026-12-06T23:59')
    expect(ends({ lasts: '48h' })).toBe('2026-11-25T08:00')
  })

  it('moves with a shift and can be set', () => {
    const now = at('2026-11-24T12:00')
    expect(ends({ lasts: '14d' }, runOf({ amendments: [{ kind: 'shift', at: now, days: 2 }] }))).toBe('2026-12-08T23:59')
    expect(ends({}, runOf({ amendments: [{ kind: 'end', at: now, day: '2026-11-30' }] }))).toBe('2026-11-30T23:59')
  })
})
