import { type Ctx, extensionPoint } from '@grove/kernel/server'
import type { TaskKind, Words } from '../contract/index.ts'

/** A task as handlers see it; ids are 0 where there is none. */
export interface ClosedTask {
  readonly id: number
  readonly kind: TaskKind
  readonly title: Words
  readonly source: number
  readonly runId: number
  readonly stepId: number
  readonly occurrence: number
  readonly communityId: number
  readonly memberId: number
  readonly assigneeStaffId: number | null
}

export interface TaskPreview {
  readonly text: string
  readonly editable: boolean
  readonly recipients: number
  /** A post to the whole group. */
  readonly toGroup: boolean
}

/** What a module does when tasks of a kind it opened are closed; runs in the transaction that closes them, set-based. */
export interface TaskHandler {
  readonly kind: TaskKind
  /** `text`: the message as the person rewrote it. */
  done(ctx: Ctx, tasks: readonly ClosedTask[], answer: { readonly outcome: string; readonly text: string | null }): Promise<void>
  /** Nobody did it in time, or it was dropped. */
  dropped(ctx: Ctx, tasks: readonly ClosedTask[], how: 'expired' | 'cancelled'): Promise<void>
  /** What is waiting behind each task, by task id. */
  preview?(ctx: Ctx, tasks: readonly ClosedTask[]): Promise<ReadonlyMap<number, TaskPreview>>
}
export const taskHandlers = extensionPoint<TaskHandler>('task.handler')

export function handlerOf(ctx: Ctx, kind: TaskKind): TaskHandler | undefined {
  return ctx.app.registry.all(taskHandlers).find((handler) => handler.kind === kind)
}
