import type { Answer, Outcome } from '@grove/channel-kit/contract'
import { describe, expect, it } from 'vitest'
import { backOffSeconds, MAX_ATTEMPTS } from './back-off.ts'
import { pickAnswers, settle, settleUncertain } from './settle.ts'

const now = new Date('2026-11-03T04:00:00Z')
const sent: Outcome = { kind: 'sent', externalId: 'x1', at: now }
const retry: Outcome = { kind: 'retry', reason: 'busy' }
const first = { attempt: 1, expiresAt: null }
const answer = (outcome: Outcome, touch = 't1'): Answer => ({ touch, outcome })

describe('pickAnswers', () => {
  it('takes no answer and unknown for the same', () => {
    expect(pickAnswers([answer({ kind: 'unknown', reason: 'unclear_answer' })]).has('t1')).toBe(false)
  })

  it('lets "sent" beat everything, before and after', () => {
    expect(pickAnswers([answer(retry), answer(sent)]).get('t1')).toEqual(sent)
    expect(pickAnswers([answer(sent), answer({ kind: 'failed', reason: 'bad_target' })]).get('t1')).toEqual(sent)
  })

  it('otherwise keeps the first, and touches apart', () => {
    const picked = pickAnswers([answer(retry), answer({ kind: 'refused', reason: 'quota_gone' }), answer(sent, 't2')])
    expect(picked.get('t1')).toEqual(retry)
    expect(picked.get('t2')).toEqual(sent)
  })
})

describe('settle', () => {
  it('gives up after the most attempts', () => {
    expect(settle(retry, { attempt: MAX_ATTEMPTS, expiresAt: null }, now)).toMatchObject({ state: 'failed', reason: 'too_many_attempts' })
    expect(settle(retry, { attempt: MAX_ATTEMPTS - 1, expiresAt: null }, now).state).toBe('retry')
  })

  it('does not retry past the time', () => {
    const soon = { attempt: 1, expiresAt: new Date(now.getTime() + 10_000) }
    expect(settle(retry, soon, now)).toMatchObject({ state: 'expired', counts: false })
  })

  it('tells later from never: quota gone is refused, busy is put off', () => {
    expect(settle({ kind: 'refused', reason: 'quota_gone' }, first, now)).toMatchObject({
      state: 'refused',
      reason: 'quota_gone',
      counts: false,
    })
    expect(settle(retry, first, now)).toMatchObject({ state: 'retry', nextAt: new Date(now.getTime() + 15_000) })
  })

  it('waits at least as long as the channel asks', () => {
    expect(settle({ kind: 'retry', reason: 'rate_limited', afterSeconds: 600 }, first, now).nextAt).toEqual(
      new Date(now.getTime() + 600_000),
    )
  })

  it('counts what was done or may have been, and what waits inside the channel', () => {
    expect(settle(sent, first, now)).toMatchObject({ state: 'sent', externalId: 'x1', counts: true })
    expect(settle({ kind: 'unknown', reason: 'no_answer' }, first, now).counts).toBe(true)
    expect(settle({ kind: 'needs_person', reason: 'confirm_by_sender', externalId: 'm1' }, first, now)).toMatchObject({
      counts: true,
      externalId: 'm1',
    })
    expect(settle({ kind: 'needs_person', reason: 'missing_variable' }, first, now).counts).toBe(false)
  })
})

describe('settleUncertain', () => {
  it('is unknown at once where the channel neither knows touches nor can be asked', () => {
    expect(settleUncertain({ idempotentByTouch: false, lookupByTouch: false }, first, now)).toMatchObject({
      state: 'unknown',
      counts: true,
    })
  })

  it('stays in hand where it can be asked or repeated, but not for ever', () => {
    for (const can of [
      { idempotentByTouch: true, lookupByTouch: false },
      { idempotentByTouch: false, lookupByTouch: true },
    ]) {
      expect(settleUncertain(can, first, now)).toMatchObject({ state: 'claimed', counts: true })
      expect(settleUncertain(can, { attempt: MAX_ATTEMPTS, expiresAt: null }, now).state).toBe('unknown')
    }
  })
})

it('backs off by doubling up to half an hour', () => {
  expect([1, 2, 3, 8, 20].map((attempt) => backOffSeconds(attempt, undefined))).toEqual([15, 30, 60, 1800, 1800])
})
