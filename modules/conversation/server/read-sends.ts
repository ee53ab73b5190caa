import { addDays, startOfDay } from '@grove/calendar'
import { communityScope } from '@grove/community/server'
import type { InputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { readCursor, writeCursor } from '@grove/member/server'
import sql, { join, type Sql } from 'sql-template-tag'
import {
  type listSendsRoute,
  type SendContent,
  type SendSource,
  type SendState,
  type SendSummary,
  sendErrors,
  sendSource,
} from '../contract/index.ts'
import { gistOf } from '../domain/content-text.ts'
import { touchKey } from '../domain/touch-key.ts'
import { originNames } from './send-origin.ts'

const SUMMARY = sql`s.id, s.state, s.source, s.channel, s.run_id as "runId", s.variant, s.reason, s.held_reason as "heldReason", s.detail, s.attempts,
  s.not_before as "notBefore", s.expires_at as "expiresAt", s.sent_at as "sentAt", k.body,
  jsonb_build_object('id', c.id, 'name', c.name) as community,
  case when s.member_id > 0 then jsonb_build_object('id', s.member_id, 'name', coalesce(m.display_name, '')) end as member`

const FROM = (ctx: Ctx) => sql`
  from send s
  join community c on c.workspace_id = s.workspace_id and c.id = s.community_id
  join content k on k.workspace_id = s.workspace_id and k.id = s.content_id
  left join member m on m.workspace_id = s.workspace_id and m.id = s.member_id
  where s.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)}`

interface Row extends Omit<SendSummary, 'source' | 'runId' | 'announcementId' | 'activity' | 'gist'> {
  readonly source: number
  readonly runId: number
  readonly body: SendContent
}

const NAMES = new Map(Object.entries(sendSource).map(([name, value]) => [value, name as SendSource]))

/** Titles of the activities behind these sends. */
const activitiesOf = (ctx: Ctx, rows: readonly Row[]) =>
  originNames(
    ctx,
    'activity',
    rows.flatMap((row) => (row.source === sendSource.activity ? [row.runId] : [])),
  )

function summaryOf({ body, source, runId, ...row }: Row, activities: ReadonlyMap<number, string>): SendSummary {
  const from = NAMES.get(source as (typeof sendSource)[SendSource]) ?? 'system'
  return {
    ...row,
    source: from,
    runId: from === 'playbook' ? runId : null,
    announcementId: from === 'manual' ? runId : null,
    activity: from === 'activity' ? { id: runId, name: activities.get(runId) ?? '' } : null,
    gist: gistOf(body),
  }
}

const COUNTED = 10_000

/** A page of sends, newest first; the count stops at ten thousand. */
export async function listSends(ctx: Ctx, input: InputOf<typeof listSendsRoute>) {
  const place = readCursor(input.cursor)
  const where = join(filtersOf(ctx, input), ' and ')
  const rows = await ctx.db.rows<Row>(sql`
    select ${SUMMARY} ${FROM(ctx)} and ${where} and (${place?.id ?? null}::bigint is null or s.id < ${place?.id ?? null})
    order by s.id desc limit ${input.limit + 1}`)
  const activities = await activitiesOf(ctx, rows)
  const items = rows.slice(0, input.limit).map((row) => summaryOf(row, activities))
  const last = items.at(-1)
  const next = rows.length > input.limit && last ? writeCursor({ key: '', id: last.id }) : null
  const { count } = await ctx.db.one<{ count: number }>(sql`
    select count(*)::int as count from (
      select 1 from send s join community c on c.workspace_id = s.workspace_id and c.id = s.community_id
      where s.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)} and ${where} limit ${COUNTED + 1}) few`)
  return { items, next, total: { count: Math.min(count, COUNTED), exact: count <= COUNTED } }
}

function filtersOf(ctx: Ctx, input: InputOf<typeof listSendsRoute>): Sql[] {
  const startOf = (day: string) => new Date(startOfDay(day, ctx.zone))
  return [
    sql`true`,
    ...(input.state ? [sql`s.state = any(${input.state.split(',')}::text[])`] : []),
    ...(input.channel ? [sql`s.channel = ${input.channel}`] : []),
    ...(input.communityId ? [sql`s.community_id = ${input.communityId}`] : []),
    ...(input.memberId ? [sql`s.member_id = ${input.memberId}`] : []),
    ...(input.runId ? [sql`s.source = ${sendSource.playbook} and s.run_id = ${input.runId}`] : []),
    ...(input.announcementId ? [sql`s.source = ${sendSource.manual} and s.run_id = ${input.announcementId}`] : []),
    ...(input.reason ? [sql`(s.reason = ${input.reason} or s.held_reason = ${input.reason})`] : []),
    ...(input.from ? [sql`s.created_at >= ${startOf(input.from)}`] : []),
    ...(input.to ? [sql`s.created_at < ${startOf(addDays(input.to, 1))}`] : []),
  ]
}

/** @throws send.not_found */
export async function getSend(ctx: Ctx, input: { readonly id: number }) {
  const row = await ctx.db.maybe<
    Row & { stepId: number; occurrence: number; createdAt: Date; priority: number; exempt: boolean } & Record<
        'externalId' | 'worker',
        string | null
      > & { leaseUntil: Date | null }
  >(sql`
    select ${SUMMARY}, s.step_id as "stepId", s.occurrence, s.created_at as "createdAt", s.priority, s.exempt, s.external_id as "externalId",
      s.worker, s.lease_until as "leaseUntil"
    ${FROM(ctx)} and s.id = ${input.id}`)
  if (!row) throw sendErrors.not_found()
  const lineage = await ctx.db.rows<{
    at: Date
    attempt: number
    outcome: string
    reason: string | null
    worker: string | null
    staff: { id: number; name: string } | null
  }>(sql`
    select a.at, a.attempt, a.outcome, a.reason, a.worker,
      case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.display_name) end as staff
    from send_attempt a left join staff p on p.workspace_id = a.workspace_id and p.id = a.staff_id
    where a.workspace_id = ${ctx.workspaceId} and a.send_id = ${input.id} order by a.id limit 200`)
  const { stepId, occurrence, ...rest } = row
  const parts = { source: row.source, runId: row.runId, stepId, occurrence, communityId: row.community.id, memberId: row.member?.id ?? 0 }
  return {
    ...summaryOf(row, await activitiesOf(ctx, [row])),
    ...extrasOf(rest),
    content: row.body,
    touch: touchKey({ workspaceId: ctx.workspaceId, ...parts }),
    lineage,
  }
}

function extrasOf<
  R extends {
    createdAt: Date
    priority: number
    exempt: boolean
    externalId: string | null
    worker: string | null
    leaseUntil: Date | null
  },
>(row: R) {
  const { createdAt, priority, exempt, externalId, worker, leaseUntil } = row
  return { createdAt, priority, exempt, externalId, worker, leaseUntil }
}

/** What needs a look, counted: few rows, whatever has been sent. */
export async function sendCounts(ctx: Ctx, input: { readonly communityId?: number | undefined; readonly runId?: number | undefined }) {
  const items = await ctx.db.rows<{ state: SendState; reason: string | null; count: number }>(sql`
    select s.state, s.reason, count(*)::int as count
    from send s join community c on c.workspace_id = s.workspace_id and c.id = s.community_id
    where s.workspace_id = ${ctx.workspaceId} and ${communityScope(ctx)}
      and s.state in ('needs_person', 'unknown', 'failed', 'refused')
      and (${input.communityId ?? null}::bigint is null or s.community_id = ${input.communityId ?? null})
      and (${input.runId ?? null}::bigint is null or (s.source = ${sendSource.playbook} and s.run_id = ${input.runId ?? null}))
    group by s.state, s.reason order by count desc`)
  return { items }
}
