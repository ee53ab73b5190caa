import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import type { Task } from '../contract/index.ts'
import { byKind } from './close-tasks.ts'
import { type ClosedTask, handlerOf } from './task-handler.ts'

type Row = Omit<Task, 'preview' | 'runId'> &
  Pick<ClosedTask, 'source' | 'stepId' | 'occurrence' | 'communityId' | 'memberId' | 'assigneeStaffId'> & { runId: number }

/** Tasks as screens show them: a single statement, and one more for each kind that has a preview. `rest` is the condition, order and limit on alias `t`. */
export async function readTasks(ctx: Ctx, rest: Sql): Promise<Task[]> {
  const rows = await ctx.db.rows<Row>(sql`
    select t.id, t.kind, t.state, t.title, t.body, t.script, t.why, t.options, t.role, t.due_at as "dueAt", t.expires_at as "expiresAt", t.outcome, t.note,
      t.done_at as "doneAt", t.source, t.run_id as "runId", t.step_id as "stepId", t.occurrence, t.community_id as "communityId",
      t.member_id as "memberId", t.assignee_staff_id as "assigneeStaffId",
      case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as community,
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.display_name) end as member,
      case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.display_name) end as assignee,
      case when d.id is not null then jsonb_build_object('id', d.id, 'name', d.display_name) end as "doneBy"
    from task t
    left join community c on c.workspace_id = t.workspace_id and c.id = t.community_id
    left join member m on m.workspace_id = t.workspace_id and m.id = t.member_id
    left join staff a on a.workspace_id = t.workspace_id and a.id = t.assignee_staff_id
    left join staff d on d.workspace_id = t.workspace_id and d.id = t.done_by
    where t.workspace_id = ${ctx.workspaceId} and ${rest}`)
  const previews = await previewsOf(ctx, rows)
  return rows.map(({ source: _s, stepId: _t, occurrence: _o, communityId: _c, memberId: _m, assigneeStaffId: _a, runId, ...row }) => ({
    ...row,
    runId: runId || null,
    preview: previews.get(row.id) ?? null,
  }))
}

async function previewsOf(ctx: Ctx, rows: readonly Row[]): Promise<Map<number, NonNullable<Task['preview']>>> {
  const all = new Map<number, NonNullable<Task['preview']>>()
  for (const [kind, group] of byKind(rows.filter((row) => row.state === 'open'))) {
    const previews = await handlerOf(ctx, kind)?.preview?.(ctx, group)
    for (const [id, preview] of previews ?? []) all.set(id, preview)
  }
  return all
}
