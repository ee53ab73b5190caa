import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type TaskOption, type TaskState, taskSource } from '../contract/index.ts'
import { DONE, type NewTask } from './new-task.ts'
import type { ClosedTask } from './task-handler.ts'

export interface OpenedTask extends ClosedTask {
  readonly dueAt: Date
}

const CLOSED_COLUMNS = sql`t.id, t.kind, t.title, t.source, t.run_id as "runId", t.step_id as "stepId", t.occurrence, t.community_id as "communityId",
  t.member_id as "memberId", t.assignee_staff_id as "assigneeStaffId"`

/** Inserts and assigns: the named person, the holder of the post, the community's owner, or nobody yet (then the role is what counts). */
export function insertTasks(ctx: Ctx, tasks: readonly NewTask[]): Promise<OpenedTask[]> {
  const post = (task: NewTask) => ('post' in task.assignee ? task.assignee.post : null)
  return ctx.db.rows<OpenedTask>(sql`
    with asked as (
      select a.source, a.run_id, a.step_id, a.occurrence, a.community_id, a.member_id, a.kind, a.title, a.body, a.script, a.why, a.options, a.staff_id,
        a.post, a.due_at, a.expires_at, a.position
      from unnest(
        ${tasks.map((task) => taskSource[task.source])}::smallint[], ${tasks.map((task) => task.runId ?? 0)}::bigint[],
        ${tasks.map((task) => task.stepId ?? 0)}::bigint[], ${tasks.map((task) => task.occurrence ?? 0)}::bigint[],
        ${tasks.map((task) => task.communityId ?? 0)}::bigint[], ${tasks.map((task) => task.memberId ?? 0)}::bigint[],
        ${tasks.map((task) => task.kind)}::text[], ${tasks.map((task) => JSON.stringify(task.title))}::jsonb[],
        ${tasks.map((task) => (task.body ? JSON.stringify(task.body) : null))}::jsonb[], ${tasks.map((task) => task.script ?? null)}::text[],
        ${tasks.map((task) => task.why ?? null)}::text[],
        ${tasks.map((task) => JSON.stringify(task.options ?? [DONE]))}::jsonb[],
        ${tasks.map((task) => ('staffId' in task.assignee ? task.assignee.staffId : null))}::bigint[], ${tasks.map(post)}::text[],
        ${tasks.map((task) => task.dueAt.toISOString())}::timestamptz[], ${tasks.map((task) => task.expiresAt?.toISOString() ?? null)}::timestamptz[]
      ) with ordinality as a (source, run_id, step_id, occurrence, community_id, member_id, kind, title, body, script, why, options, staff_id, post,
        due_at, expires_at, position)),
    holder as (
      select distinct on (s.community_id, s.post) s.community_id, s.post, s.staff_id from community_staff s
      where s.workspace_id = ${ctx.workspaceId} and s.until is null and s.community_id in (select a.community_id from asked a)
      order by s.community_id, s.post, s.since, s.id),
    lead as (
      select s.id as staff_id from staff s where s.workspace_id = ${ctx.workspaceId} and s.role = 'head' and s.active order by s.id limit 1)
    insert into task as t (workspace_id, source, run_id, step_id, occurrence, community_id, member_id, kind, state, title, body, script, why, options,
      assignee_staff_id, role, due_at, expires_at, created_at)
    select ${ctx.workspaceId}, a.source, a.run_id, a.step_id, a.occurrence, a.community_id, a.member_id, a.kind, 'open', a.title, a.body, a.script, a.why,
      a.options, coalesce(a.staff_id, h.staff_id, l.staff_id, o.staff_id), a.post, a.due_at, a.expires_at, ${ctx.clock.now()}
    from asked a
    left join holder h on h.community_id = a.community_id and h.post = a.post
    left join lead l on a.post = 'head'
    left join holder o on o.community_id = a.community_id and o.post = 'owner'
    order by a.position
    on conflict (workspace_id, source, run_id, step_id, occurrence, community_id, member_id) where source <> 2 do nothing
    returning ${CLOSED_COLUMNS}, t.due_at as "dueAt"`)
}

export interface TaskRow extends ClosedTask {
  readonly state: TaskState
  readonly outcome: string | null
  readonly doneBy: number | null
  readonly doneByName: string | null
  readonly dueAt: Date
  readonly expiresAt: Date | null
  readonly options: readonly TaskOption[]
}

/** The tasks as they are, locked in the order of their numbers: two people who press at once are one after the other. */
export function lockTasks(ctx: Ctx, ids: readonly number[]): Promise<TaskRow[]> {
  return ctx.db.rows<TaskRow>(sql`
    select ${CLOSED_COLUMNS}, t.state, t.outcome, t.done_by as "doneBy", s.display_name as "doneByName", t.due_at as "dueAt",
      t.expires_at as "expiresAt", t.options
    from task t left join staff s on s.workspace_id = t.workspace_id and s.id = t.done_by
    where t.workspace_id = ${ctx.workspaceId} and t.id = any(${ids}::bigint[]) order by t.id for update of t`)
}

export interface Closing {
  readonly state: Exclude<TaskState, 'open'>
  readonly outcome?: string | null
  readonly note?: string | null
  readonly staffId?: number | null
}

export async function closeTasks(ctx: Ctx, ids: readonly number[], closing: Closing): Promise<void> {
  await ctx.db.exec(sql`
    update task set state = ${closing.state}, outcome = ${closing.outcome ?? null}, note = ${closing.note ?? null},
      done_by = ${closing.staffId ?? null}, done_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = any(${ids}::bigint[]) and state = 'open'`)
}

/** Locks up to `limit` open tasks whose time is up; those another worker has are left to it. */
export function lockExpired(ctx: Ctx, limit: number): Promise<ClosedTask[]> {
  return ctx.db.rows<ClosedTask>(sql`
    select ${CLOSED_COLUMNS} from task t
    where t.workspace_id = ${ctx.workspaceId} and t.state = 'open' and t.expires_at <= ${ctx.clock.now()}
    order by t.expires_at limit ${limit} for update skip locked`)
}

/** Open tasks of a run (or announcement), locked: when it stops, nobody is asked any more. */
export function lockOfRuns(
  ctx: Ctx,
  source: number,
  runIds: readonly number[],
  memberIds: readonly number[] | null,
): Promise<ClosedTask[]> {
  return ctx.db.rows<ClosedTask>(sql`
    select ${CLOSED_COLUMNS} from task t
    where t.workspace_id = ${ctx.workspaceId} and t.source = ${source} and t.run_id = any(${runIds}::bigint[]) and t.state = 'open'
      and (${memberIds}::bigint[] is null or t.member_id = any(${memberIds}::bigint[]))
    order by t.id for update`)
}

/** Open tasks the house itself asked for, by what they are (`stepIds`) and about what (`occurrences`). */
export function lockOfHouse(ctx: Ctx, source: number, stepIds: readonly number[], occurrences: readonly number[]): Promise<ClosedTask[]> {
  return ctx.db.rows<ClosedTask>(sql`
    select ${CLOSED_COLUMNS} from task t
    where t.workspace_id = ${ctx.workspaceId} and t.source = ${source} and t.run_id = 0 and t.step_id = any(${stepIds}::bigint[])
      and t.occurrence = any(${occurrences}::bigint[]) and t.state = 'open'
    order by t.id for update`)
}

export function assignTasks(ctx: Ctx, ids: readonly number[], staffId: number): Promise<number> {
  return ctx.db.exec(sql`
    update task set assignee_staff_id = ${staffId}
    where workspace_id = ${ctx.workspaceId} and id = any(${ids}::bigint[]) and state = 'open' and assignee_staff_id is distinct from ${staffId}`)
}
