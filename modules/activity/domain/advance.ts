import type { Stage, Timing } from '../contract/index.ts'

const MINUTE = 60_000

/** Answers typed in the chat reach us a moment after they were said: a round is revealed this long after it closed. */
export const SETTLE_MS = 2000
/** Whoever slept through the start by more than this does not start at all. */
export const LATEST_MS = 2 * 3_600_000

export interface Plan {
  readonly startsAt: number
  readonly rounds: number
  readonly timing: Timing
  /** Sign-ins: when each day's round opens and closes; others run one after the other. */
  readonly days: readonly { readonly opensAt: number; readonly closesAt: number }[] | null
  /** A guess whose result nobody has told yet: once closed it waits for its owner. */
  readonly unsettled: boolean
}

export interface State {
  readonly stage: Stage
  readonly round: number
  readonly closesAt: number | null
  readonly dueAt: number | null
}

export type Effect = 'announce' | 'preheat' | 'open' | 'wait' | 'reveal' | 'finish' | 'followUp' | 'end' | 'miss'

export interface Step {
  readonly state: State
  readonly effect: Effect
}

/** The state an activity is planned in. */
export function planned(plan: Plan, now: number): State {
  const { announceMinutes, preheatMinutes } = plan.timing
  const announce = announceMinutes > 0 ? plan.startsAt - announceMinutes * MINUTE : null
  const first = announce ?? (preheatMinutes > 0 ? plan.startsAt - preheatMinutes * MINUTE : plan.startsAt)
  return { stage: 'planned', round: 0, closesAt: null, dueAt: Math.max(first, Math.min(now, plan.startsAt)) }
}

/** The one step that is due now, or null. Total: a late clock skips what would come too late to be of use. */
export function advance(plan: Plan, state: State, now: number): Step | null {
  if (state.dueAt === null || state.dueAt > now) return null
  const { timing, startsAt, rounds } = plan
  const preheatAt = timing.preheatMinutes > 0 ? startsAt - timing.preheatMinutes * MINUTE : startsAt
  switch (state.stage) {
    case 'planned':
    case 'announced':
    case 'preheating':
      if (now >= startsAt + LATEST_MS) return step('miss', 'stopped', state.round, null, null)
      if (now >= startsAt) return open(plan, 1, now)
      if (state.stage === 'planned' && timing.announceMinutes > 0 && now < preheatAt)
        return step('announce', 'announced', 0, null, preheatAt)
      if (state.stage !== 'preheating' && timing.preheatMinutes > 0) return step('preheat', 'preheating', 0, null, startsAt)
      return null
    case 'open':
      if (plan.unsettled) return step('wait', 'open', state.round, state.closesAt, null)
      return step('reveal', 'revealed', state.round, null, afterRound(plan, state.round, now))
    case 'revealed':
      return state.round < rounds
        ? open(plan, state.round + 1, now)
        : step('finish', 'won', state.round, null, now + timing.followUpMinutes * MINUTE)
    case 'won':
      return step('followUp', 'followed', state.round, null, now + 24 * 60 * MINUTE)
    case 'followed':
      return step('end', 'done', state.round, null, null)
    case 'done':
    case 'stopped':
      return null
  }
}

const step = (effect: Effect, stage: Stage, round: number, closesAt: number | null, dueAt: number | null): Step => ({
  effect,
  state: { stage, round, closesAt, dueAt },
})

function open(plan: Plan, round: number, now: number): Step {
  const day = plan.days?.[round - 1]
  const closesAt = day ? Math.max(day.closesAt, now + 1) : now + plan.timing.roundMinutes * MINUTE
  return step('open', 'open', round, closesAt, closesAt + SETTLE_MS)
}

function afterRound(plan: Plan, round: number, now: number): number {
  const next = plan.days?.[round]
  if (next) return Math.max(next.opensAt, now)
  return now + (round < plan.rounds ? plan.timing.breakMinutes * MINUTE : 0)
}

/** A first right answer leaves the others the grace, and no more than the round still has. */
export function shortened(state: State, graceMinutes: number, firstAt: number): State {
  if (state.stage !== 'open' || state.closesAt === null) return state
  const closesAt = Math.min(state.closesAt, firstAt + graceMinutes * MINUTE)
  return { ...state, closesAt, dueAt: closesAt + SETTLE_MS }
}
