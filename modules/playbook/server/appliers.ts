import type { App, Ctx } from '@grove/kernel/server'
import { actionAppliers } from '@grove/playbook-kit/server'
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
  const apply = own[kind] ?? app.registry.all(actionAppliers).find((applier) => applier.kind === kind)?.apply
  if (!apply) throw new Error(`no module does the playbook action "${kind}"`)
  return apply
}
