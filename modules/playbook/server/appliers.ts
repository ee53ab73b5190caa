import type { App, Ctx } from '@grove/kernel/server'
import { actionAppliers, type SendingAction, sendingActions } from '@grove/playbook-kit/server'
import { applyAsk } from './apply-ask.ts'
import { applyInvite } from './apply-invite.ts'
import { applyAttribute, applyStage, applyTag, applyUntag } from './apply-member.ts'
import { applyNotify } from './apply-notify.ts'
import { applySends } from './apply-send.ts'
import { applyStartPlaybook } from './apply-start-playbook.ts'
import { applyClose, applyTransfer } from './apply-community.ts'
import type { RunBatch } from './run-batch.ts'

export type Apply = (ctx: Ctx, batches: readonly RunBatch[]) => Promise<void>

/** The language's own actions. What a module registers for its own kinds stands beside them. */
const own: Readonly<Record<string, Apply>> = {
  send: applySends,
  invite: applyInvite,
  ask: applyAsk,
  notifyStaff: applyNotify,
  tag: applyTag,
  untag: applyUntag,
  setAttribute: applyAttribute,
  moveStage: applyStage,
  transfer: applyTransfer,
  closeCommunity: applyClose,
  startPlaybook: applyStartPlaybook,
  // Something for later steps to hang on; counting it is all there is to do.
  mark: async () => undefined,
}

/** @throws Error when nobody does this kind: a kind without an applier is a mistake of the composition. */
export function applierOf(app: App, kind: string): Apply {
  const sending = app.registry.all(sendingActions).find((one) => one.kind === kind)
  const apply =
    own[kind] ?? (sending && applySending(sending)) ?? app.registry.all(actionAppliers).find((applier) => applier.kind === kind)?.apply
  if (!apply) throw new Error(`no module does the playbook action "${kind}"`)
  return apply
}

/** A message whose words another module knows: planned like any send of the step. */
function applySending({ compose }: SendingAction): Apply {
  return async (ctx, batches) => {
    const sends = await compose(ctx, batches)
    await applySends(
      ctx,
      batches.flatMap((batch, index) => {
        const action = sends[index]
        return action ? [{ ...batch, action }] : []
      }),
    )
  }
}
