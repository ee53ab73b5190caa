import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import { taskDone, taskErrors } from '../contract/index.ts'
import { byKind } from './close-tasks.ts'
import { requireSeen } from './scope.ts'
import { closeTasks, lockTasks, type TaskRow } from './store-task.ts'
import { handlerOf } from './task-handler.ts'

export interface CompleteTasks {
  readonly ids: readonly number[]
  readonly outcome: string
  readonly note?: string | undefined
  /** The message as the person wants it; for one confirmation. */
  readonly text?: string | undefined
}

/**
 * Finishes tasks with one of their outcomes. The same answer given twice is one answer; a different one after somebody else's is refused with who it was.
 * @throws task.not_found, task.already_closed, task.unknown_outcome
 */
export async function completeTasks(ctx: Ctx, input: CompleteTasks): Promise<{ ok: true }> {
  return ctx.inTx(async (tx) => {
    const ids = [...new Set(input.ids)]
    await requireSeen(tx, ids)
    const tasks = await lockTasks(tx, ids)
    const open = tasks.filter((task) => stillOpen(task, input.outcome))
    await finish(tx, open, input)
    return { ok: true }
  })
}

function stillOpen(task: TaskRow, outcome: string): boolean {
  if (task.state !== 'open' && !(task.state === 'done' && task.outcome === outcome))
    throw taskErrors.already_closed({ state: task.state, outcome: task.outcome, by: task.doneByName })
  if (!task.options.some((option) => option.outcome === outcome)) throw taskErrors.unknown_outcome({ outcome })
  return task.state === 'open'
}

async function finish(ctx: Ctx, tasks: readonly TaskRow[], input: CompleteTasks): Promise<void> {
  if (tasks.length === 0) return
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : null
  const ids = tasks.map((task) => task.id)
  await closeTasks(ctx, ids, { state: 'done', outcome: input.outcome, note: input.note ?? null, staffId })
  const answer = { outcome: input.outcome, text: tasks.length === 1 ? (input.text ?? null) : null }
  for (const [kind, group] of byKind(tasks)) await handlerOf(ctx, kind)?.done(ctx, group, answer)
  const now = ctx.clock.now()
  await emit(
    ctx,
    tasks.map((task) => ({
      kind: taskDone,
      data: {
        taskId: task.id,
        title: task.title,
        kind: task.kind,
        source: task.source,
        stepId: task.stepId,
        occurrence: task.occurrence,
        outcome: input.outcome,
        answer: task.options.find((option) => option.outcome === input.outcome)?.label ?? { text: input.outcome },
        staffId,
        onTime: now <= (task.expiresAt ?? task.dueAt),
      },
      communityId: task.communityId || undefined,
      memberId: task.memberId || undefined,
      runId: task.runId || undefined,
    })),
  )
  await audit(
    ctx,
    ids.map((id) => ({
      verb: 'task.complete',
      target: { kind: 'task', id },
      before: { state: 'open' },
      after: { state: 'done', outcome: input.outcome, ...(answer.text ? { text: answer.text } : {}) },
    })),
  )
}
