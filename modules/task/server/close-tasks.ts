import { emit } from '@grove/event-log'
import type { Ctx } from '@grove/kernel/server'
import { taskCancelled, type TaskKind, type TaskSource, taskExpired, taskSource } from '../contract/index.ts'
import { closeTasks, lockExpired, lockOfHouse, lockOfRuns } from './store-task.ts'
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
      data: { taskId: task.id, title: task.title, kind: task.kind, source: task.source, stepId: task.stepId, occurrence: task.occurrence },
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

/** Nobody is asked any more: the runs stopped, or (when given) these members left them. Returns how many tasks were open. */
export function cancelTasksOfRuns(
  ctx: Ctx,
  runIds: readonly number[],
  memberIds: readonly number[] | null = null,
  source: TaskSource = 'playbook',
): Promise<number> {
  return ctx.inTx(async (tx) => {
    const tasks = await lockOfRuns(tx, taskSource[source], runIds, memberIds)
    await dropTasks(tx, tasks, 'cancelled')
    return tasks.length
  })
}

/** What the house asked for (source `system`) is no longer needed. Returns how many tasks were open. */
export function cancelTasksOfHouse(ctx: Ctx, stepIds: readonly number[], occurrences: readonly number[]): Promise<number> {
  return ctx.inTx(async (tx) => {
    const tasks = await lockOfHouse(tx, taskSource.system, stepIds, occurrences)
    await dropTasks(tx, tasks, 'cancelled')
    return tasks.length
  })
}
