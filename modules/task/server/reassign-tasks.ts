import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { taskErrors } from '../contract/index.ts'
import { notifyStaff } from './notify-staff.ts'
import { requireSeen } from './scope.ts'
import { assignTasks, lockTasks } from './store-task.ts'

export interface ReassignTasks {
  readonly ids: readonly number[]
  readonly staffId: number
}

/** Hands open tasks to a colleague, who is told. @throws task.not_found, task.staff_not_found */
export async function reassignTasks(ctx: Ctx, input: ReassignTasks): Promise<{ ok: true }> {
  return ctx.inTx(async (tx) => {
    const ids = [...new Set(input.ids)]
    await requireSeen(tx, ids)
    const staff = await tx.db.maybe<{ id: number }>(sql`
      select id from staff where workspace_id = ${tx.workspaceId} and id = ${input.staffId} and active`)
    if (!staff) throw taskErrors.staff_not_found()
    const open = (await lockTasks(tx, ids)).filter((task) => task.state === 'open' && task.assigneeStaffId !== staff.id)
    if (open.length === 0) return { ok: true }
    await assignTasks(
      tx,
      open.map((task) => task.id),
      staff.id,
    )
    if (!(tx.actor.kind === 'staff' && tx.actor.staffId === staff.id))
      await notifyStaff(tx, [
        { staffIds: [staff.id], title: { key: 'task.notice.assigned', params: { count: open.length } }, href: '/tasks?whose=mine' },
      ])
    await audit(
      tx,
      open.map((task) => ({
        verb: 'task.reassign',
        target: { kind: 'task', id: task.id },
        before: { staffId: task.assigneeStaffId },
        after: { staffId: staff.id },
      })),
    )
    return { ok: true }
  })
}
