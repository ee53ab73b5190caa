import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { taskErrors } from '../contract/index.ts'
import { notifyStaff } from './notify-staff.ts'
import { openTasks } from './open-tasks.ts'
import { requireSeen } from './scope.ts'

export interface CreateTask {
  readonly title: string
  readonly body?: string | undefined
  readonly assigneeId: number | null
  readonly communityId: number | null
  readonly memberId: number | null
  readonly dueAt: Date
}

/** Gives a colleague (or oneself) something to do. @throws task.staff_not_found, task.not_found when it would land outside the actor's groups */
export async function createTask(ctx: Ctx, input: CreateTask): Promise<{ id: number }> {
  return ctx.inTx(async (tx) => {
    if (input.assigneeId !== null) await requireStaff(tx, input.assigneeId)
    const self = tx.actor.kind === 'staff' ? tx.actor.staffId : null
    const [id] = await openTasks(tx, [
      {
        source: 'manual',
        kind: 'do',
        title: { text: input.title },
        body: input.body ? { text: input.body } : null,
        assignee: input.assigneeId === null ? { post: 'owner' } : { staffId: input.assigneeId },
        ...(input.communityId === null ? {} : { communityId: input.communityId }),
        ...(input.memberId === null ? {} : { memberId: input.memberId }),
        dueAt: input.dueAt,
      },
    ])
    if (id === undefined) throw taskErrors.not_found()
    if (input.communityId !== null) await requireSeen(tx, [id])
    if (input.assigneeId !== null && input.assigneeId !== self)
      await notifyStaff(tx, [
        { staffIds: [input.assigneeId], title: { key: 'task.notice.assigned', params: { count: 1 } }, href: '/tasks?whose=mine' },
      ])
    await audit(tx, { verb: 'task.create', target: { kind: 'task', id }, after: { ...input, dueAt: input.dueAt.toISOString() } })
    return { id }
  })
}

async function requireStaff(ctx: Ctx, staffId: number): Promise<void> {
  const row = await ctx.db.maybe(sql`select id from staff where workspace_id = ${ctx.workspaceId} and id = ${staffId} and active`)
  if (!row) throw taskErrors.staff_not_found()
}
