import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TouchLimits } from '../contract/index.ts'
import { type DueTouch, judgeTouches, keepingShares, type LaterTouch, strictest, type TouchTally, targetKey } from './touch-limits.ts'

const zone = 'Asia/Shanghai'
const at = (local: string) => new Date(`${local}+08:00`)
const NOON = at('2026-11-03T12:00')
const open: TouchLimits = { quiet: null, member: { day: null, week: null }, group: { day: null, week: null } }
const nights: TouchLimits = { ...open, quiet: { from: '22:00', to: '08:00' } }

const touch = (id: number, more: Partial<DueTouch> = {}): DueTouch => ({
  id,
  communityId: 1,
  memberId: 5,
  priority: 0,
  exempt: false,
  expiresAt: null,
  limits: null,
  ...more,
})
const judge = (touches: DueTouch[], limits: TouchLimits, now = NOON, tallies = new Map<string, TouchTally>()) =>
  judgeTouches({ touches, limits, tallies, now, zone })
const verdict = (limits: TouchLimits, now: Date, more: Partial<DueTouch> = {}, tally?: TouchTally) => {
  const one = touch(1, more)
  return judge([one], limits, now, tally ? new Map([[targetKey(one), tally]]) : undefined).get(1)
}

describe('quiet hours', () => {
  it('hold until the morning, before and after midnight', () => {
    expect(verdict(nights, at('2026-11-03T23:10'))).toEqual({ kind: 'hold', reason: 'quiet_hours', until: at('2026-11-04T08:00') })
    expect(verdict(nights, at('2026-11-04T03:00'))).toEqual({ kind: 'hold', reason: 'quiet_hours', until: at('2026-11-04T08:00') })
  })

  it('begin with their first minute and end with their last', () => {
    expect(verdict(nights, at('2026-11-03T21:59'))?.kind).toBe('go')
    expect(verdict(nights, at('2026-11-03T22:00'))?.kind).toBe('hold')
    expect(verdict(nights, at('2026-11-04T08:00'))?.kind).toBe('go')
  })

  it('end a touch that would be too late by the morning', () => {
    expect(verdict(nights, at('2026-11-03T23:00'), { expiresAt: at('2026-11-04T02:00') })).toEqual({
      kind: 'expire',
      reason: 'quiet_hours',
    })
    expect(verdict(nights, at('2026-11-03T23:00'), { expiresAt: at('2026-11-04T08:01') })?.kind).toBe('hold')
  })

  it('of workspace and playbook both hold, and hand over to each other', () => {
    const lunch: TouchLimits = { ...open, quiet: { from: '07:30', to: '09:30' } }
    expect(verdict(nights, at('2026-11-04T07:00'), { limits: lunch })).toMatchObject({ until: at('2026-11-04T09:30') })
    expect(verdict(nights, at('2026-11-04T08:30'), { limits: lunch })).toMatchObject({ until: at('2026-11-04T09:30') })
  })

  it('that cover the whole day between them hold without hanging', () => {
    const day: TouchLimits = { ...open, quiet: { from: '08:00', to: '22:00' } }
    expect(verdict(nights, NOON, { limits: day })?.kind).toBe('hold')
  })

  it('follow the clock of the zone over a change of daylight saving', () => {
    const night = judgeTouches({
      touches: [touch(1)],
      limits: nights,
      tallies: new Map(),
      now: new Date('2026-03-28T23:30:00+01:00'),
      zone: 'Europe/Berlin',
    })
    expect(night.get(1)).toMatchObject({ until: new Date('2026-03-29T08:00:00+02:00') })
  })

  it('let service messages pass', () => {
    expect(verdict(nights, at('2026-11-04T03:00'), { exempt: true })).toEqual({ kind: 'go' })
  })
})

describe('caps', () => {
  const capped: TouchLimits = { ...nights, member: { day: 2, week: 5 }, group: { day: 3, week: null } }

  it('hold the touch over the cap until the next day opens, not until midnight', () => {
    expect(verdict(capped, NOON, {}, { day: 2, week: 2 })).toEqual({ kind: 'hold', reason: 'member_day', until: at('2026-11-04T08:00') })
  })

  it('count seven days as well', () => {
    expect(verdict(capped, NOON, {}, { day: 0, week: 5 })).toMatchObject({ kind: 'hold', reason: 'member_week' })
    expect(verdict(capped, NOON, {}, { day: 1, week: 4 })).toEqual({ kind: 'go' })
  })

  it('of groups count posts to the group, whoever is in it', () => {
    expect(verdict(capped, NOON, { memberId: 0 }, { day: 3, week: 3 })).toMatchObject({ reason: 'group_day' })
    expect(verdict(capped, NOON, { memberId: 0 }, { day: 2, week: 99 })).toEqual({ kind: 'go' })
  })

  it('take the stricter of workspace and playbook', () => {
    const own: TouchLimits = { ...open, member: { day: 1, week: null } }
    expect(verdict(capped, NOON, { limits: own }, { day: 1, week: 1 })).toMatchObject({ reason: 'member_day' })
    expect(strictest(capped, own)).toMatchObject({ member: { day: 1, week: 5 }, group: { day: 3, week: null } })
    expect(strictest(own, capped)).toMatchObject({ member: { day: 1, week: 5 } })
  })

  it('leave the share to the more important touch', () => {
    const verdicts = judge([touch(1), touch(2, { priority: 1 }), touch(3, { exempt: true })], { ...open, member: { day: 1, week: null } })
    expect([1, 2, 3].map((id) => verdicts.get(id)?.kind)).toEqual(['hold', 'go', 'go'])
  })

  it('do not count service messages of the same batch', () => {
    const verdicts = judge([touch(1, { exempt: true }), touch(2)], { ...open, member: { day: 1, week: null } })
    expect(verdicts.get(2)?.kind).toBe('go')
  })
})

describe('judgeTouches', () => {
  const anyTouch = fc.record({
    communityId: fc.integer({ min: 1, max: 3 }),
    memberId: fc.integer({ min: 0, max: 4 }),
    priority: fc.integer({ min: 0, max: 2 }),
    exempt: fc.boolean(),
  })

  it('never lets more through than the caps leave, answers every touch, and holds into the future only', () => {
    fc.assert(
      fc.property(
        fc.array(anyTouch, { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 23 }),
        (given, cap, before, hour) => {
          const now = new Date(NOON.getTime() + hour * 3_600_000)
          const touches = given.map((one, index) => touch(index + 1, one))
          const limits: TouchLimits = { ...nights, member: { day: cap, week: null }, group: { day: cap, week: null } }
          const tallies = new Map(touches.map((one) => [targetKey(one), { day: before, week: before }]))
          const verdicts = judge(touches, limits, now, tallies)
          expect(verdicts.size).toBe(touches.length)
          const gone = new Map<string, number>()
          for (const one of touches) {
            const judged = verdicts.get(one.id)
            if (judged?.kind === 'hold') expect(judged.until.getTime()).toBeGreaterThan(now.getTime())
            if (judged?.kind === 'go' && !one.exempt) gone.set(targetKey(one), (gone.get(targetKey(one)) ?? 0) + 1)
          }
          for (const count of gone.values()) expect(before + count).toBeLessThanOrEqual(cap)
        },
      ),
      { seed: 7, numRuns: 200 },
    )
  })

  it('holds no touch that its limits allow', () => {
    fc.assert(
      fc.property(fc.array(anyTouch, { maxLength: 20 }), (given) => {
        const verdicts = judge(
          given.map((one, index) => touch(index + 1, one)),
          open,
        )
        expect([...verdicts.values()].every((one) => one.kind === 'go')).toBe(true)
      }),
      { seed: 7 },
    )
  })
})

describe('a share kept for a touch of higher priority later the same day', () => {
  const capped: TouchLimits = { ...open, member: { day: 1, week: null } }
  const later = (priority: number, time: string): LaterTouch => ({
    priority,
    at: at(`2026-11-03T${time}`),
    origin: { source: 1, runId: priority + 100 },
  })
  const asked = (touches: DueTouch[], waiting: LaterTouch[], limits = capped, now = NOON) =>
    judgeTouches({ touches, limits, tallies: new Map(), later: new Map([['m5', waiting]]), now, zone })

  it('holds the lower one until then, and says for whom; equals, higher ones and service messages go', () => {
    expect(asked([touch(1)], [later(1, '15:00')]).get(1)).toEqual({
      kind: 'hold',
      reason: 'share_kept',
      until: at('2026-11-03T15:00'),
      keptFor: { source: 1, runId: 101 },
    })
    expect(asked([touch(1)], [later(0, '15:00')]).get(1)?.kind).toBe('go')
    expect(asked([touch(1, { priority: 1 })], [later(1, '15:00')]).get(1)?.kind).toBe('go')
    expect(asked([touch(1, { exempt: true })], [later(1, '15:00')]).get(1)?.kind).toBe('go')
    expect(asked([touch(1)], [later(1, '15:00')], { ...capped, member: { day: 2, week: null } }).get(1)?.kind).toBe('go')
    expect(asked([touch(1, { expiresAt: at('2026-11-03T14:00') })], [later(1, '15:00')]).get(1)?.kind).toBe('expire')
    expect(asked([touch(1)], [later(1, '11:58')]).get(1)).toMatchObject({ kind: 'hold', until: at('2026-11-03T12:01') })
  })

  it('is not kept for one that the night will hold over', () => {
    const question = { limits: nights, now: NOON, zone }
    const coming = [later(1, '21:00'), later(1, '23:00'), { ...later(1, '09:00'), at: at('2026-11-04T09:00') }]
    expect(keepingShares(coming, question)).toEqual(coming.slice(0, 1))
  })

  it('never lets a cap be exceeded, and never a higher one starve by a lower one that came first', () => {
    const sends = fc.array(fc.record({ priority: fc.integer({ min: -1, max: 1 }), hour: fc.integer({ min: 8, max: 20 }) }), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(sends, fc.integer({ min: 1, max: 4 }), (planned, cap) => {
        const limits: TouchLimits = { ...open, member: { day: cap, week: null } }
        const hour = (n: number) => at(`2026-11-03T${String(n).padStart(2, '0')}:00`)
        const waiting = new Map(planned.map((one, id) => [id, { ...one, at: hour(one.hour) }]))
        const sent: number[] = []
        for (let n = 8; n <= 20; n++) {
          const now = hour(n)
          const due = [...waiting].filter(([, one]) => one.at <= now)
          const ahead = [...waiting.values()].filter((one) => one.at > now).map((one) => ({ ...one, origin: { source: 1, runId: 1 } }))
          const verdicts = judgeTouches({
            touches: due.map(([id, one]) => touch(id, { priority: one.priority })),
            limits,
            tallies: new Map([['m5', { day: sent.length, week: sent.length }]]),
            later: new Map([['m5', ahead]]),
            now,
            zone,
          })
          for (const [id, one] of due) {
            const verdict = verdicts.get(id)
            if (verdict?.kind === 'go') {
              sent.push(one.priority)
              waiting.delete(id)
            } else if (verdict?.kind === 'hold') waiting.set(id, { ...one, at: verdict.until })
          }
        }
        expect(sent.length).toBe(Math.min(cap, planned.length))
        const highest = planned
          .map((one) => one.priority)
          .toSorted((a, b) => b - a)
          .slice(0, cap)
        expect(sent.toSorted((a, b) => b - a)).toEqual(highest)
      }),
      { seed: 1127, numRuns: 500 },
    )
  })
})
