import type { TouchLimits } from '@grove/conversation/contract'
import { describe, expect, it } from 'vitest'
import { judgePlanned, NO_OTHERS, type OthersTouch, type PlannedTouch } from './judge-planned.ts'

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
  name,
})
const judge = (touches: PlannedTouch[], group: OthersTouch[], limits = once) =>
  judgePlanned(touches, { limits, ownLimits: null, zone, priority: 0, others: { ...NO_OTHERS, group } }).get(1)
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
    const members = [
      { count: 3, touches: [other('03T15:00', 1)] },
      { count: 9, touches: [] },
    ]
    const verdicts = judgePlanned(
      [touch('03T10:00', { toGroup: false, cohort: 1 }), touch('03T10:00', { id: 2, toGroup: false, cohort: 2 })],
      { limits: once, ownLimits: null, zone, priority: 0, others: { group: [], members } },
    )
    expect(verdicts.get(1)).toEqual({
      ...goes,
      partly: [{ members: 3, blockedBy: 'share_kept', keptFor: 'VIP', movedTo: { day: '2026-11-04', at: '00:00' } }],
    })
    expect(verdicts.get(2)).toEqual(goes)
  })
})
