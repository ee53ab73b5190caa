import type { Moment } from '@grove/calendar'
import type { Action } from '@grove/playbook-kit/contract'
import type { Audience, StepReason, Who } from '../contract/index.ts'

/** A step acts. `(step, fallback, occurrence)` names the act for good: the same act never comes twice from one track. */
export interface Act {
  readonly kind: 'act'
  readonly step: string
  /** True: the action that stands in because a person did not do it in time. */
  readonly fallback: boolean
  readonly occurrence: number
  /** With material and the run's own changes; variants are not in yet (see `actionOf`). */
  readonly action: Action
  readonly audience: Audience
  readonly who: Who
  readonly confirm: boolean
  readonly dueAt: Moment
  readonly expiresAt: Moment
  readonly fallbackAt: Moment | null
}

export type Effect =
  | Act
  /** Too late to act by the rule of the playbook; `ask`: nobody decided in time. */
  | {
      readonly kind: 'missed'
      readonly step: string
      readonly fallback: boolean
      readonly occurrence: number
      readonly dueAt: Moment
      readonly policy: 'skip' | 'ask'
    }
  | { readonly kind: 'skipped'; readonly step: string; readonly occurrence: number; readonly dueAt: Moment; readonly reason: StepReason }
  /** Late: a person decides by `until` (input `outcome` with `send` or `skip`). */
  | { readonly kind: 'ask'; readonly step: string; readonly occurrence: number; readonly dueAt: Moment; readonly until: Moment }
  /** The track is done. `ends: run`: the whole run is. `rule`: the stop rule that did it. */
  | {
      readonly kind: 'ended'
      readonly reason: 'finished' | 'end' | 'stop'
      readonly ends: 'run' | 'member'
      readonly rule: string | null
      readonly at: Moment
    }
