import type { Ctx } from '@grove/kernel/server'
import { cancelTasksOfHouse, openTasks } from '@grove/task/server'
import type { StoredCode } from './store.ts'

/** Names of the kinds of work among what the house asks for. */
const NEARLY_FULL = 81
const NOBODY = 82
/** A code may be full again after groups were added: each length of its list is a task of its own. */
const ROUNDS = 1000

/** Work for whoever leads while a code has few seats or nobody left, and no longer. */
export function tellTrouble(
  ctx: Ctx,
  code: StoredCode,
  now: { readonly seats: number | null; readonly nobody: boolean; readonly names: readonly string[] },
): Promise<void> {
  return ctx.inTx(async (tx) => {
    const key = code.id * ROUNDS + Math.min(code.draft.rooms.groups.length, ROUNDS - 1)
    const full = now.seats !== null && now.seats < code.draft.rooms.warnSeats && !now.nobody
    const params = { name: code.draft.name, seats: now.seats ?? 0 }
    const task = (stepId: number, title: string, occurrence: number) => ({
      source: 'system' as const,
      kind: 'risk' as const,
      title: { key: title, params },
      assignee: { post: 'head' },
      stepId,
      occurrence,
      dueAt: tx.clock.now(),
    })
    await openTasks(tx, [
      ...(full ? [task(NEARLY_FULL, 'code.task.full', key)] : []),
      ...(now.nobody ? [task(NOBODY, 'code.task.nobody', code.id)] : []),
    ])
    if (!full) await cancelTasksOfHouse(tx, [NEARLY_FULL], [key])
    if (!now.nobody) await cancelTasksOfHouse(tx, [NOBODY], [code.id])
  })
}
