import { communityScope } from '@grove/community/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { pageOfRows, readCursor } from '@grove/member/server'
import sql, { join, type Sql } from 'sql-template-tag'
import {
  type Hold,
  type holdCountsRoute,
  type listHoldsRoute,
  type listTouchPlaybooksRoute,
  type SendContent,
  sendSource,
} from '../contract/index.ts'
import { gistOf } from '../domain/content-text.ts'
import { originOf } from './hold-origin.ts'
import { originNames } from './send-origin.ts'
import { readGate } from './store-claim.ts'

type Filter = InputOf<typeof holdCountsRoute>
type Row = Omit<Hold, 'gist' | 'playbook' | 'runId' | 'activity' | 'keptFor'> & {
  readonly body: SendContent | null
  readonly source: number
  readonly run: number
  readonly keptSource: number | null
  readonly keptRun: number | null
}

/** Waiting touches are counted up to here while everything is stopped. */
const MOST = 10_000

const FROM = (ctx: Ctx, filter: Filter) => sql`
  from send_hold h join community c on c.workspace_id = ${ctx.workspaceId} and c.id = h.community_id
  left join member m on m.workspace_id = ${ctx.workspaceId} and m.id = h.member_id
  left join send s on s.workspace_id = ${ctx.workspaceId} and s.id = h.send_id
  left join content k on k.workspace_id = ${ctx.workspaceId} and k.id = s.content_id
  where ${where(ctx, filter)}`

/** The day never falls while the number rises: within the days asked for the list walks one index backwards. */
export async function listHolds(ctx: Ctx, input: InputOf<typeof listHoldsRoute>): Promise<OutputOf<typeof listHoldsRoute>> {
  const place = readCursor(input.cursor)
  const rows = await ctx.db.rows<Row>(sql`
    select h.id, h.send_id as "sendId", h.at, h.reason, h.outcome, h.until, s.state, k.body, h.source, h.run_id as run,
      h.kept_source as "keptSource", h.kept_run_id as "keptRun",
      jsonb_build_object('id', c.id, 'name', c.name) as community,
      case when h.member_id > 0 then jsonb_build_object('id', h.member_id, 'name', coalesce(m.display_name, '')) end as member
    ${FROM(ctx, input)} and (${place?.id ?? null}::bigint is null or h.id < ${place?.id ?? null})
    order by h.day desc, h.id desc limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  const ofPlaybooks = page.items.flatMap((row) => [
    ...(row.source === sendSource.playbook ? [row.run] : []),
    ...(row.keptSource === sendSource.playbook && row.keptRun !== null ? [row.keptRun] : []),
  ])
  const runIds = [...new Set(ofPlaybooks)]
  const names = new Map(((runIds.length && (await originOf(ctx)?.names(ctx, runIds))) || []).map((one) => [one.id, one.name]))
  const activities = await originNames(
    ctx,
    'activity',
    page.items.flatMap((row) => (row.source === sendSource.activity ? [row.run] : [])),
  )
  const items = page.items.map(({ body, source, run, keptSource: _keptSource, keptRun, ...row }): Hold => {
    const runId = source === sendSource.playbook ? run : null
    return {
      ...row,
      gist: body ? gistOf(body) : '',
      runId,
      playbook: runId === null ? null : (names.get(runId) ?? null),
      activity: source === sendSource.activity ? { id: run, name: activities.get(run) ?? '' } : null,
      keptFor: (keptRun !== null && names.get(keptRun)) || null,
    }
  })
  return { items, next: page.next, total: null }
}

export async function holdCounts(ctx: Ctx, input: Filter): Promise<OutputOf<typeof holdCountsRoute>> {
  const items = await ctx.db.rows<OutputOf<typeof holdCountsRoute>['items'][number]>(sql`
    select h.reason, count(distinct h.send_id)::int as touches, count(distinct h.member_id) filter (where h.member_id > 0)::int as members
    from send_hold h join community c on c.workspace_id = ${ctx.workspaceId} and c.id = h.community_id
    where ${where(ctx, input)} group by h.reason order by touches desc, h.reason`)
  const { stopped } = await readGate(ctx)
  if (!stopped) return { items, stopped, waiting: 0 }
  const { waiting } = await ctx.db.one<{ waiting: number }>(sql`
    select count(*)::int as waiting from (
      select 1 from send s join community c on c.workspace_id = ${ctx.workspaceId} and c.id = s.community_id
      where s.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)} and s.state in ('planned', 'retry', 'held')
        and s.not_before <= ${ctx.clock.now()} limit ${MOST}) few`)
  return { items, stopped, waiting }
}

export async function listTouchPlaybooks(ctx: Ctx): Promise<OutputOf<typeof listTouchPlaybooksRoute>> {
  return { items: [...((await originOf(ctx)?.playbooks(ctx)) ?? [])] }
}

function where(ctx: Ctx, input: Filter): Sql {
  const ofRuns = (runs: Sql) => sql`h.source = ${sendSource.playbook} and h.run_id in (${runs})`
  const playbook = input.playbookId === undefined ? undefined : originOf(ctx)?.runsOf(ctx, input.playbookId)
  return join(
    [
      sql`h.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)}`,
      ...(input.reason ? [sql`h.reason = ${input.reason}`] : []),
      ...(input.memberId ? [sql`h.member_id = ${input.memberId}`] : []),
      ...(input.communityId ? [sql`h.community_id = ${input.communityId}`] : []),
      ...(input.runId ? [sql`h.source = ${sendSource.playbook} and h.run_id = ${input.runId}`] : []),
      ...(input.playbookId === undefined ? [] : [playbook ? ofRuns(playbook) : sql`false`]),
      ...(input.from ? [sql`h.day >= ${input.from}::date`] : []),
      ...(input.to ? [sql`h.day <= ${input.to}::date`] : []),
    ],
    ' and ',
  )
}
