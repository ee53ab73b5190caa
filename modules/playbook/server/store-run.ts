import { kept } from '@grove/db'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Amendment, RunState } from '../contract/index.ts'

export interface StoredRun {
  readonly id: number
  readonly playbookId: number
  readonly versionId: number
  readonly communityId: number
  readonly state: RunState
  readonly startDay: string
  readonly startAt: Date
  readonly zone: string
  readonly params: Readonly<Record<string, string | number>>
  readonly amendments: readonly Amendment[]
  readonly startedAt: Date
}

const columns = sql`r.id, r.playbook_id as "playbookId", r.version_id as "versionId", r.community_id as "communityId", r.state,
  r.start_day as "startDay", r.start_at as "startAt", r.zone, r.params, r.amendments, r.started_at as "startedAt"`

export const findRun = (ctx: Ctx, id: number) =>
  ctx.db.maybe<StoredRun>(sql`select ${columns} from playbook_run r where r.workspace_id = ${ctx.workspaceId} and r.id = ${id}`)

export const findRuns = (ctx: Ctx, ids: readonly number[]) =>
  ctx.db.rows<StoredRun>(
    kept(
      sql`select ${columns} from playbook_run r where r.workspace_id = ${ctx.workspaceId} and r.id = any(${ids}::bigint[]) order by r.id`,
    ),
  )

/** Locked in id order, so that two who change the same runs wait instead of deadlocking. */
export const lockRuns = (ctx: Ctx, ids: readonly number[]) =>
  ctx.db.rows<StoredRun>(sql`
    select ${columns} from playbook_run r where r.workspace_id = ${ctx.workspaceId} and r.id = any(${ids}::bigint[]) order by r.id for update`)

/** Runs at work in these communities. */
export const activeRunsIn = (ctx: Ctx, communityIds: readonly number[]) =>
  ctx.db.rows<StoredRun>(sql`
    select ${columns} from playbook_run r
    where r.workspace_id = ${ctx.workspaceId} and r.community_id = any(${communityIds}::bigint[]) and r.state in ('active', 'paused')
    order by r.id`)

export interface NewRun {
  readonly playbookId: number
  readonly versionId: number
  readonly startDay: string
  readonly startAt: Date
  readonly params: Readonly<Record<string, string | number>>
  readonly by: number | null
}

/** One run in each of these communities; the runs' numbers by community. */
export async function insertRuns(ctx: Ctx, communityIds: readonly number[], run: NewRun): Promise<ReadonlyMap<number, number>> {
  const rows = await ctx.db.rows<{ id: number; communityId: number }>(sql`
    insert into playbook_run (workspace_id, playbook_id, version_id, community_id, state, start_day, start_at, zone, params, amendments, started_by, started_at)
    select ${ctx.workspaceId}, ${run.playbookId}, ${run.versionId}, n.id, 'active', ${run.startDay}::date, ${run.startAt}::timestamptz, ${ctx.zone},
      ${JSON.stringify(run.params)}::jsonb, '[]'::jsonb, ${run.by}::bigint, ${ctx.clock.now()}::timestamptz
    from unnest(${communityIds}::bigint[]) with ordinality as n (id, position) order by n.position
    returning id, community_id as "communityId"`)
  return new Map(rows.map((row) => [row.communityId, row.id]))
}

export async function writeRunState(ctx: Ctx, ids: readonly number[], state: RunState, reason: string | null): Promise<void> {
  const now = ctx.clock.now()
  const over = state === 'stopped' || state === 'done'
  await ctx.db.exec(sql`
    update playbook_run set state = ${state}, paused_at = ${state === 'paused' ? now : null}::timestamptz,
      ended_at = ${over ? now : null}::timestamptz, end_reason = ${over ? reason : null}
    where workspace_id = ${ctx.workspaceId} and id = any(${ids}::bigint[])`)
}

export async function writeAmendments(ctx: Ctx, id: number, amendments: readonly Amendment[]): Promise<void> {
  await ctx.db.exec(sql`
    update playbook_run set amendments = ${JSON.stringify(amendments)}::jsonb where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function writeRunVersion(ctx: Ctx, id: number, versionId: number): Promise<void> {
  await ctx.db.exec(sql`update playbook_run set version_id = ${versionId} where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** Runs of a playbook that are not over; for "in use". */
export const openRunsOf = (ctx: Ctx, playbookId: number) =>
  ctx.db.rows<{ id: number; versionId: number }>(sql`
    select id, version_id as "versionId" from playbook_run
    where workspace_id = ${ctx.workspaceId} and playbook_id = ${playbookId} and state in ('active', 'paused') order by id`)
