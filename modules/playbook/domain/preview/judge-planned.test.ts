import type { TouchLimits } from '@grove/conversation/contract'
import { describe, expect, it } from 'vitest'
import { judgePlanned, NO_OTHERS, type OthersTouch, type PlannedTouch, type Standing } from './judge-planned.ts'

const zone = 'Asia/Shanghai'
const at = (local: string) => new Date(`2026-11-${local}+08:00`).getTime()
const open: TouchLimits = { quiet: null, member: { day: null, week: null }, group: { day: null, week: null } }
const once: TouchLimits = { ...open, member: { day: 1, week: null }, group: { day: 1, week: null } }

const touch = (local: string, more: Partial<PlannedTouch> = {}): PlannedTouch => ({
  id: 1,
  at: at(local),
  expiresAt: at('30T00:00'),
  toGroup: true,
  cohort: 0,
  exempt: false,
  ...more,
})
const other = (local: string, priority: number, name = 'VIP'): OthersTouch => ({
  priority,
  at: new Date(at(local)),
  origin: { source: 1, runId: 7 },
  expiresAt: null,
  limits: null,
  planned: false,
  name,
})
const stands = (touches: OthersTouch[], more: Partial<Standing> = {}): Standing => ({
  count: 1,
  touches,
  made: new Map(),
  times: 1,
  ...more,
})
const judge = (touches: PlannedTouch[], group: OthersTouch[], limits = once) =>
  judgePlanned(touches, { limits, ownLimits: null, zone, priority: 0, others: { ...NO_OTHERS, groups: [stands(group)] } }).get(1)
const goes = { movedTo: null, blockedBy: null, keptFor: null, partly: [] }

describe('a share kept for a touch of higher priority later the same day, in a preview', () => {
  it('holds the lower one back, says for which playbook, and moves it to where it really leaves', () => {
    expect(judge([touch('03T10:00')], [other('03T15:00', 1)])).toEqual({
      blockedBy: 'share_kept',
      keptFor: 'VIP',
      movedTo: { day: '2026-11-04', at: '00:00' },
      partly: [],
    })
    expect(judge([touch('03T10:00', { expiresAt: at('03T23:00') })], [other('03T15:00', 1)])).toMatchObject({
      blockedBy: 'share_kept',
      movedTo: null,
    })
  })

  it('is not kept for equals, lower ones, another day, where there is room, or from service messages', () => {
    expect(judge([touch('03T10:00')], [other('03T15:00', 0)])).toEqual(goes)
    expect(judge([touch('03T10:00')], [other('03T15:00', -1)])).toEqual(goes)
    expect(judge([touch('03T10:00')], [other('04T09:00', 1)])).toEqual(goes)
    expect(judge([touch('03T10:00')], [other('03T15:00', 1)], { ...once, group: { day: 2, week: null } })).toEqual(goes)
    expect(judge([touch('03T10:00', { exempt: true })], [other('03T15:00', 1)])).toEqual(goes)
  })

  it('counts what others sent before as used up, lower ones apart', () => {
    expect(judge([touch('03T10:00')], [other('03T09:00', 0)])).toMatchObject({ blockedBy: 'group_day', keptFor: null })
    expect(judge([touch('03T10:00')], [other('03T09:00', -1)])).toEqual(goes)
  })

  it('says how many of those who are there now it concerns; joiners get nothing of others', () => {
    const members = [stands([other('03T15:00', 1)], { count: 3 }), stands([], { count: 9 })]
    const verdicts = judgePlanned(
      [touch('03T10:00', { toGroup: false, cohort: 1 }), touch('03T10:00', { id: 2, toGroup: false, cohort: 2 })],
      { limits: once, ownLimits: null, zone, priority: 0, others: { groups: [], members } },
    )
    expect(verdicts.get(1)).toEqual({
      ...goes,
      partly: [{ count: 3, of: 'members', blockedBy: 'share_kept', keptFor: 'VIP', movedTo: { day: '2026-11-04', at: '00:00' } }],
    })
    expect(verdicts.get(2)).toEqual(goes)
  })
})

describe('what a receiver has had, and has of several communities at once', () => {
  const weekly: TouchLimits = { ...open, member: { day: null, week: 2 }, group: { day: null, week: 2 } }
  const judged = (standings: { groups?: Standing[]; members?: Standing[] }, touches: PlannedTouch[], limits = weekly) =>
    judgePlanned(touches, { limits, ownLimits: null, zone, priority: 0, others: { ...NO_OTHERS, ...standings } })

  it('counts touches of the last six days, until they are a week old', () => {
    const made = new Map([
      ['2026-10-28', 1],
      ['2026-10-31', 1],
    ])
    const verdict = judged({ groups: [stands([], { made })] }, [touch('03T10:00')]).get(1)
    expect(verdict).toMatchObject({ blockedBy: 'group_week', movedTo: { day: '2026-11-04', at: '00:00' } })
    expect(judged({ groups: [stands([], { made: new Map([['2026-10-27', 2]]) })] }, [touch('03T10:00')]).get(1)).toEqual(goes)
  })

  it('sends to somebody who is in two of the communities twice, as far as the caps let it', () => {
    const members = [stands([], { count: 4 }), stands([], { count: 2, times: 2 })]
    expect(judged({ members }, [touch('03T10:00', { toGroup: false, cohort: 1 })], once).get(1)?.partly).toEqual([
      { count: 2, of: 'members', blockedBy: 'member_day', keptFor: null, movedTo: { day: '2026-11-04', at: '00:00' } },
    ])
  })

  it('says of how many groups it is true, and of all where it is true of all', () => {
    const busy = stands([other('03T09:00', 1), other('02T09:00', 1)], { count: 2 })
    expect(judged({ groups: [busy, stands([])] }, [touch('03T10:00')]).get(1)?.partly).toMatchObject([
      { count: 2, of: 'groups', blockedBy: 'group_week' },
    ])
    expect(judged({ groups: [busy] }, [touch('03T10:00')]).get(1)).toMatchObject({ blockedBy: 'group_week', partly: [] })
  })

  it('holds others of lower priority for its own share, and ends with what never opens', () => {
    const never: TouchLimits = { ...open, group: { day: 0, week: null } }
    expect(judged({}, [touch('03T10:00')], never).get(1)).toMatchObject({ blockedBy: 'group_day', movedTo: null })
    // The lower one of 09:00 waits until this has left, and goes the day after.
    const verdicts = judged({ groups: [stands([other('03T09:00', -1)])] }, [touch('03T10:00'), touch('04T10:00', { id: 2 })], once)
    expect(verdicts.get(1)).toEqual(goes)
    expect(verdicts.get(2)).toMatchObject({ blockedBy: null })
  })
})
