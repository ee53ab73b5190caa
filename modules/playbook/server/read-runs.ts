import { communityScope } from '@grove/community/server'
import type { Ctx } from '@grove/kernel/server'
import { readCursor, pageOfRows } from '@grove/member/server'
import sql, { type Sql } from 'sql-template-tag'
import type { RunRow, RunState } from '../contract/index.ts'

const row = sql`r.id, r.playbook_id as "playbookId", p.title as "playbookTitle", v.number as version, r.community_id as "communityId",
  c.name as "communityName", c.type as "communityType", r.state, r.start_day as "startDay", r.started_at as "startedAt", r.ended_at as "endedAt",
  r.end_reason as "endReason",
  n.due_at as "nextAt", case when n.community then 'community' when not n.community then 'member' end as "nextFor",
  (select count(*)::int from (
    select 1 from playbook_place p join playbook_track t on t.workspace_id = p.workspace_id and t.run_id = p.run_id and t.place_id = p.id
    where p.workspace_id = r.workspace_id and p.run_id = r.id and p.state <> 2 and not p.community limit 10000) few) as "membersOn"`

const source = sql`playbook_run r
  join playbook p on p.workspace_id = r.workspace_id and p.id = r.playbook_id
  join playbook_version v on v.workspace_id = r.workspace_id and v.id = r.version_id
  join community c on c.workspace_id = r.workspace_id and c.id = r.community_id
  left join lateral (
    select p.due_at, p.community from playbook_place p
    where p.workspace_id = r.workspace_id and p.run_id = r.id and p.state = 1 and p.due_at is not null
    order by p.due_at, p.community desc limit 1) n on true`

export interface RunQuery {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly state?: RunState | undefined
  readonly playbookId?: number | undefined
  readonly communityId?: number | undefined
}

/** Newest first. */
export async function readRuns(ctx: Ctx, query: RunQuery): Promise<{ items: RunRow[]; next: string | null }> {
  const place = readCursor(query.cursor)
  const rows = await ctx.db.rows<RunRow>(sql`
    select ${row} from ${source}
    where r.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)} and ${filterOf(query)}
      and (${place?.id ?? null}::bigint is null or r.id < ${place?.id ?? null})
    order by r.id desc limit ${query.limit + 1}`)
  const page = pageOfRows(rows, query.limit)
  return { items: [...page.items], next: page.next }
}

/** Exact up to 10,000, then a lower bound. */
export async function countRuns(ctx: Ctx, query: RunQuery): Promise<{ count: number; exact: boolean }> {
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*)::int as count from (
      select 1 from playbook_run r join community c on c.workspace_id = r.workspace_id and c.id = r.community_id
      where r.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)} and ${filterOf(query)} limit 10001) few`)
  return { count: Math.min(count, 10_000), exact: count <= 10_000 }
}

export const readRun = (ctx: Ctx, id: number) =>
  ctx.db.maybe<RunRow>(sql`
    select ${row} from ${source} where r.workspace_id = ${ctx.workspaceId} and r.id = ${id} and ${communityScope(ctx)}`)

function filterOf(query: RunQuery): Sql {
  return sql`(${query.state ?? null}::text is null or r.state = ${query.state ?? null})
    and (${query.playbookId ?? null}::bigint is null or r.playbook_id = ${query.playbookId ?? null})
    and (${query.communityId ?? null}::bigint is null or r.community_id = ${query.communityId ?? null})`
}

export interface StepCountRow {
  readonly step: string
  readonly variant: string
  readonly ending: string
  readonly reason: string
  readonly members: number
  readonly lastAt: Date
}

/** What each step of the run did, by variant, ending and reason; occurrences added up. */
export const readStepCounts = (ctx: Ctx, runId: number) =>
  ctx.db.rows<StepCountRow>(sql`
    select s.key as step, n.variant, n.ending, n.reason, sum(n.members)::int as members, max(n.last_at) as "lastAt"
    from playbook_step_count n join playbook_step s on s.workspace_id = n.workspace_id and s.id = n.step_id
    where n.workspace_id = ${ctx.workspaceId} and n.run_id = ${runId}
    group by s.key, n.variant, n.ending, n.reason order by s.key, n.variant, n.ending`)
