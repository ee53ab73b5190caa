import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { taskCancelled, taskExpired, type TaskKind } from '../contract/index.ts'
import { closeTasks, lockExpired, lockOfRun } from './store-task.ts'
import { type ClosedTask, handlerOf } from './task-handler.ts'

/** Tasks of one handler go to it together. */
export function byKind<T extends { readonly kind: TaskKind }>(tasks: readonly T[]): [TaskKind, T[]][] {
  const groups = new Map<TaskKind, T[]>()
  for (const task of tasks) groups.set(task.kind, [...(groups.get(task.kind) ?? []), task])
  return [...groups]
}

/** Closes open tasks that nobody did: their handlers decide what becomes of what waited, and the event lets a playbook take its fallback. */
export async function dropTasks(
  ctx: Ctx,
  tasks: readonly ClosedTask[],
  how: 'expired' | 'cancelled',
  note: string | null = null,
): Promise<void> {
  if (tasks.length === 0) return
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : null
  await closeTasks(
    ctx,
    tasks.map((task) => task.id),
    { state: how, note, staffId },
  )
  for (const [kind, group] of byKind(tasks)) await handlerOf(ctx, kind)?.dropped(ctx, group, how)
  await emit(
    ctx,
    tasks.map((task) => ({
      kind: how === 'expired' ? taskExpired : taskCancelled,
      data: { taskId: task.id, kind: task.kind, source: task.source, stepId: task.stepId, occurrence: task.occurrence },
      communityId: task.communityId || undefined,
      memberId: task.memberId || undefined,
      runId: task.runId || undefined,
    })),
  )
}

const BATCH = 500

/** One batch of tasks whose time is up. */
export function expireTasks(ctx: Ctx): Promise<{ more: boolean }> {
  return ctx.inTx(async (tx) => {
    const tasks = await lockExpired(tx, BATCH)
    await dropTasks(tx, tasks, 'expired')
    return { more: tasks.length > 0 }
  })
}

export interface TasksOfRun {
  readonly source: number
  readonly runId: number
  /** Only those about these members; all of the run's unless told. */
  readonly memberIds?: readonly number[]
}

/** Nobody is asked any more: the run stopped, or these members left it. Returns how many were open. */
export function cancelTasksOfRun(ctx: Ctx, of: TasksOfRun): Promise<number> {
  return ctx.inTx(async (tx) => {
    const tasks = await lockOfRun(tx, of.source, of.runId, of.memberIds ?? null)
    await dropTasks(tx, tasks, 'cancelled')
    return tasks.length
  })
}
