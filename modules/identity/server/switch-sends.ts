import { emit } from '@grove/event-log'
import type { InputOf } from '@grove/kernel/contract'
import { audit, type Ctx } from '@grove/kernel/server'
import { sendsResumed, sendsStopped, type setSendsSwitch as setRoute } from '../contract/index.ts'
import { actorName } from './actor-name.ts'
import { type SendsSwitch, saveSendsSwitch, sendsSwitch } from './store-workspace.ts'

export function getSendsSwitch(ctx: Ctx): Promise<SendsSwitch> {
  return sendsSwitch(ctx)
}

/** The kill switch: while it is on nothing leaves the workspace. Setting it where it stands changes nothing. */
export async function setSendsSwitch(ctx: Ctx, input: InputOf<typeof setRoute>): Promise<SendsSwitch> {
  return ctx.inTx(async (tx) => {
    const before = await sendsSwitch(tx)
    const after = { stopped: input.stopped, since: tx.clock.now(), reason: input.reason, by: await actorName(tx) }
    if ((await saveSendsSwitch(tx, after)) === 0) return before
    await emit(tx, [input.stopped ? { kind: sendsStopped, data: { reason: input.reason } } : { kind: sendsResumed, data: {} }])
    await audit(tx, {
      verb: input.stopped ? 'workspace.stop_sends' : 'workspace.resume_sends',
      target: { kind: 'workspace', id: tx.workspaceId },
      before: { stopped: before.stopped, reason: before.reason },
      after: { stopped: after.stopped, reason: after.reason },
    })
    tx.afterCommit(() => tx.app.signals.wake('sends'))
    return after
  })
}
