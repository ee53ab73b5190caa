import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { taskOpened } from '../contract/index.ts'
import type { NewTask } from './new-task.ts'
import { insertTasks } from './store-task.ts'

/** Opens tasks in the caller's transaction, in one statement; one that is already there (same touch) is left as it is. Returns the numbers of the new ones. */
export async function openTasks(ctx: Ctx, tasks: readonly NewTask[]): Promise<number[]> {
  if (tasks.length === 0) return []
  return ctx.inTx(async (tx) => {
    const opened = await insertTasks(tx, tasks)
    await emit(
      tx,
      opened.map((task) => ({
        kind: taskOpened,
        data: {
          taskId: task.id,
          title: task.title,
          kind: task.kind,
          source: task.source,
          stepId: task.stepId,
          occurrence: task.occurrence,
          assigneeStaffId: task.assigneeStaffId,
          dueAt: task.dueAt.toISOString(),
        },
        communityId: task.communityId || undefined,
        memberId: task.memberId || undefined,
        runId: task.runId || undefined,
      })),
    )
    tx.afterCommit(() => tx.app.signals.wake('tasks'))
    return opened.map((task) => task.id)
  })
}
