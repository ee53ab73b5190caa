import type { WorkspaceId } from '@grove/kernel/contract'
import { dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { expireTasks } from './close-tasks.ts'

const due = async (ctx: SystemCtx): Promise<WorkspaceId[]> => {
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select w.id from workspace w
    where exists (select 1 from task t where t.workspace_id = w.id and t.state = 'open' and t.expires_at <= ${ctx.clock.now()})
    order by w.id`)
  return rows.map((row) => row.id)
}

const nextAt = async (ctx: SystemCtx): Promise<Date | undefined> => {
  const { at } = await ctx.db.one<{ at: Date | null }>(sql`
    select min(n.at) as at from workspace w cross join lateral (
      select t.expires_at as at from task t where t.workspace_id = w.id and t.state = 'open' and t.expires_at is not null
      order by t.expires_at limit 1) n where not w.asleep`)
  return at ?? undefined
}

/** Closes tasks that nobody did in time. */
export const taskExpiry = dueLoop({ name: 'task-expiry', wakeOn: ['tasks'], everyMs: 30_000, due, run: expireTasks, nextAt })
