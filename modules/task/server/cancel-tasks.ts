import { audit, type Ctx } from '@grove/kernel/server'
import { taskErrors } from '../contract/index.ts'
import { dropTasks } from './close-tasks.ts'
import { requireSeen } from './scope.ts'
import { lockTasks } from './store-task.ts'

export interface CancelTasks {
  readonly ids: readonly number[]
  readonly reason?: string | undefined
}

/** Drops open tasks; what waits for them is not done. Those dropped before stay so. @throws task.not_found, task.already_closed */
export async function cancelTasks(ctx: Ctx, input: CancelTasks): Promise<{ ok: true }> {
  return ctx.inTx(async (tx) => {
    const ids = [...new Set(input.ids)]
    await requireSeen(tx, ids)
    const tasks = await lockTasks(tx, ids)
    const closed = tasks.find((task) => task.state === 'done' || task.state === 'expired')
    if (closed) throw taskErrors.already_closed({ state: closed.state, outcome: closed.outcome, by: closed.doneByName })
    const open = tasks.filter((task) => task.state === 'open')
    await dropTasks(tx, open, 'cancelled', input.reason ?? null)
    await audit(
      tx,
      open.map((task) => ({
        verb: 'task.cancel',
        target: { kind: 'task', id: task.id },
        before: { state: 'open' },
        after: { state: 'cancelled', reason: input.reason ?? null },
      })),
    )
    return { ok: true }
  })
}
