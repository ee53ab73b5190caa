import type { Answer, Can, Outcome } from '@grove/channel-kit/contract'
import { backOffSeconds, MAX_ATTEMPTS } from './back-off.ts'

/** What a send row becomes after an attempt. */
export interface Settled {
  /** `claimed`: still in doubt, to be asked or repeated by touch at `nextAt`. */
  readonly state: 'sent' | 'refused' | 'retry' | 'failed' | 'needs_person' | 'unknown' | 'expired' | 'claimed'
  readonly reason: string | null
  readonly externalId: string | null
  readonly sentAt: Date | null
  readonly nextAt: Date | null
  readonly reached: number | null
  /** It uses up a share of the caps: it was done, or may have been. */
  readonly counts: boolean
}

export interface Attempted {
  /** 1 at first. */
  readonly attempt: number
  readonly expiresAt: Date | null
}

/**
 * One outcome for each touch. A channel may answer twice, out of order or not at all: that it was sent beats everything else,
 * otherwise the first answer counts; `unknown` is no answer.
 */
export function pickAnswers(answers: readonly Answer[]): Map<string, Outcome> {
  const picked = new Map<string, Outcome>()
  for (const { touch, outcome } of answers) {
    const known = picked.get(touch)
    if (outcome.kind !== 'unknown' && (!known || (known.kind !== 'sent' && outcome.kind === 'sent'))) picked.set(touch, outcome)
  }
  return picked
}

const NOTHING = { reason: null, externalId: null, sentAt: null, nextAt: null, reached: null }

/** Applies the rules of retrying: back-off, the most attempts, and nothing after the time is past. */
export function settle(outcome: Outcome, attempted: Attempted, now: Date): Settled {
  switch (outcome.kind) {
    case 'sent':
      return {
        ...NOTHING,
        state: 'sent',
        externalId: outcome.externalId,
        sentAt: outcome.at,
        reached: outcome.reached ?? null,
        counts: true,
      }
    case 'retry': {
      if (attempted.attempt >= MAX_ATTEMPTS) return { ...NOTHING, state: 'failed', reason: 'too_many_attempts', counts: false }
      const nextAt = later(now, attempted.attempt, outcome.afterSeconds)
      if (attempted.expiresAt && nextAt >= attempted.expiresAt) return { ...NOTHING, state: 'expired', reason: 'past_due', counts: false }
      return { ...NOTHING, state: 'retry', reason: outcome.reason, nextAt, counts: false }
    }
    case 'needs_person':
      return {
        ...NOTHING,
        state: 'needs_person',
        reason: outcome.reason,
        externalId: outcome.externalId ?? null,
        counts: outcome.reason === 'confirm_by_sender',
      }
    case 'unknown':
      return { ...NOTHING, state: 'unknown', reason: outcome.reason, counts: true }
    case 'refused':
    case 'failed':
      return { ...NOTHING, state: outcome.kind, reason: outcome.reason, counts: false }
  }
}

/** The channel was called and said nothing certain: asked or repeated later where it has touches, a person's matter where it has not. */
export function settleUncertain(can: Pick<Can, 'idempotentByTouch' | 'lookupByTouch'>, attempted: Attempted, now: Date): Settled {
  const again = (can.idempotentByTouch || can.lookupByTouch) && attempted.attempt < MAX_ATTEMPTS
  if (!again) return { ...NOTHING, state: 'unknown', reason: 'no_answer', counts: true }
  return { ...NOTHING, state: 'claimed', reason: 'no_answer', nextAt: later(now, attempted.attempt, undefined), counts: true }
}

function later(now: Date, attempt: number, asked: number | undefined): Date {
  return new Date(now.getTime() + backOffSeconds(attempt, asked) * 1000)
}
