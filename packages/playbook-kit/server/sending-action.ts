import type { Ctx } from '@grove/kernel/server'
import type { Action } from '../contract/index.ts'
import type { ActionBatch } from './action-applier.ts'

/**
 * The server half of an action that is a message in the end (a form, a card of an activity): it gives the `send` action that says it, and the
 * runner plans that with the step's limits, confirmation and key. Runs in the runner's transaction, like an `ActionApplier`.
 */
export interface SendingAction {
  readonly kind: string
  /** One `send` for each batch, in the order of the batches. */
  readonly compose: (ctx: Ctx, batches: readonly ActionBatch[]) => Promise<readonly Action[]>
}
