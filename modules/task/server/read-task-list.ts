import { readCursor, writeCursor } from '@grove/member/server'
import type { InputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import { type listTasksRoute, type Task, taskErrors } from '../contract/index.ts'
import { readTasks } from './read-task.ts'
import { mine, taskScope } from './scope.ts'

/** A page of tasks, newest first. */
export async function listTasks(ctx: Ctx, input: InputOf<typeof listTasksRoute>) {
  const place = readCursor(input.cursor)
  const where = join(filters(ctx, input), ' and ')
  const page = sql`${where} and (${place?.id ?? null}::bigint is null or t.id < ${place?.id ?? null}) order by t.id desc limit ${input.limit + 1}`
  const rows = await readTasks(ctx, page)
  const items = rows.slice(0, input.limit)
  const last = items.at(-1)
  const next = rows.length > input.limit && last ? writeCursor({ key: '', id: last.id }) : null
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*)::int as count from (
      select 1 from task t where t.workspace_id = ${ctx.workspaceId} and ${where} limit 10001) few`)
  return { items, next, total: { count: Math.min(count, 10_000), exact: count <= 10_000 } }
}

function filters(ctx: Ctx, input: InputOf<typeof listTasksRoute>): Sql[] {
  const states = input.state?.split(',')
  return [
    taskScope(ctx),
    ...(input.whose === 'mine' ? [mine(ctx)] : []),
    ...(states ? [sql`t.state = any(${states}::text[])`] : []),
    ...(input.kind ? [sql`t.kind = ${input.kind}`] : []),
    ...(input.communityId ? [sql`t.community_id = ${input.communityId}`] : []),
    ...(input.memberId ? [sql`t.member_id = ${input.memberId}`] : []),
    ...(input.assigneeId ? [sql`t.assignee_staff_id = ${input.assigneeId}`] : []),
    ...(input.overdue ? [sql`t.state = 'open' and coalesce(t.expires_at, t.due_at) < ${ctx.clock.now()}`] : []),
  ]
}

/** @throws task.not_found */
export async function getTask(ctx: Ctx, input: { readonly id: number }): Promise<Task> {
  const [task] = await readTasks(ctx, sql`t.id = ${input.id} and ${taskScope(ctx)}`)
  if (!task) throw taskErrors.not_found()
  return task
}
