import type { Ctx } from '@grove/kernel/server'
import type { Action, Text } from '../contract/index.ts'

/** One step that acts at one moment, for many: the same action, the same occurrence. */
export interface ActionBatch {
  readonly runId: number
  /** Number of the step's row; a fallback has one of its own. */
  readonly stepId: number
  /** The step's id in the playbook. */
  readonly step: string
  /** What the step is called, and what the member gets from it: tasks and confirmations show both. */
  readonly title: Text
  readonly why: Text | null
  /** 0 for a step that happens once; YYYYMMDD for a recurring one; the event's id for one that answers each event. */
  readonly occurrence: number
  readonly variant: string | null
  /** The step's action with the variant's and the run's own words already in it. */
  readonly action: Action
  readonly communityId: number
  /** Null: the group as a whole. */
  readonly memberIds: readonly number[] | null
  readonly who: string
  /** A person must press send. */
  readonly confirm: boolean
  /** When the step fell due. */
  readonly dueAt: Date
  /** Not done by then: expired. Null: no limit. */
  readonly expiresAt: Date | null
}

/** The server half of an action kind. Runs in the runner's transaction: set-based, no network, repeating a batch changes nothing. */
export interface ActionApplier {
  readonly kind: string
  readonly apply: (ctx: Ctx, batches: readonly ActionBatch[]) => Promise<void>
}
