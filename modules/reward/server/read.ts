import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { memberScope, pageOfRows, readCursor, readMomentCursor } from '@grove/member/server'
import sql, { join, type Sql } from 'sql-template-tag'
import {
  type Issue,
  type IssueState,
  type listIssues as issuesRoute,
  type listRewards as listRoute,
  type myPrizes as mineRoute,
  type Prize,
  type Reward,
  rewardErrors,
} from '../contract/index.ts'
import { leftOf } from '../domain/allot.ts'
import { openAddress } from './address.ts'

/** The smaller of what stock, budget and the uploaded list allow. */
function leftWith(row: Reward & { free: number | null }): number | null {
  const own = leftOf(row)
  if (row.kind !== 'codes') return own
  return own === null ? row.free : Math.min(own, row.free ?? 0)
}

/** The catalogue is short: free codes are counted for the page that is shown. */
export async function listRewards(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const place = readMomentCursor(input.cursor)
  const where = join(
    [
      sql`r.workspace_id = ${ctx.workspaceId}`,
      ...(input.kind ? [sql`r.kind = ${input.kind}`] : []),
      ...(input.state ? [sql`r.state = ${input.state}`] : []),
      ...(input.text ? [sql`(position(lower(${input.text}) in lower(r.name)) > 0 or r.key = lower(${input.text}))`] : []),
    ],
    ' and ',
  )
  const rows = await ctx.db.rows<Reward & { free: number | null; place: string }>(sql`
    select r.id, r.key, r.kind, r.state, r.name, r.description, r.points, r.cost, r.stock, r.budget, r.valid_days as "validDays", r.issued,
      r.used, r.updated_at as "updatedAt", r.updated_at::text as place, null as left,
      case when r.kind = 'codes' then (select count(*)::int from reward_code c
        where c.workspace_id = ${ctx.workspaceId} and c.reward_id = r.id and not c.taken) end as free
    from reward r where ${where} and ${place ? sql`(r.updated_at, r.id) < (${place.key}::timestamptz, ${place.id}::bigint)` : sql`true`}
    order by r.updated_at desc, r.id desc limit ${input.limit + 1}`)
  const page = pageOfRows(
    rows.map((row) => ({ id: row.id, key: row.place, row })),
    input.limit,
  )
  const items = page.items.map(({ row }) => {
    const { free: _free, place: _place, ...shown } = row
    return { ...shown, left: leftWith(row) }
  })
  if (input.cursor !== undefined) return { items, next: page.next, total: null }
  const { count } = await ctx.db.one<{ count: number }>(sql`select count(*)::int as count from reward r where ${where}`)
  return { items, next: page.next, total: { count, exact: true } }
}

export type IssueFilter = Omit<InputOf<typeof issuesRoute>, 'cursor' | 'limit'>

const FROM = (ctx: Ctx) => sql`
  from reward_issue i
  join reward r on r.workspace_id = ${ctx.workspaceId} and r.id = i.reward_id
  join member m on m.workspace_id = ${ctx.workspaceId} and m.id = i.member_id
  left join community c on c.workspace_id = ${ctx.workspaceId} and c.id = i.community_id`

const whereOf = (ctx: Ctx, input: IssueFilter): Sql =>
  join(
    [
      sql`i.workspace_id = ${ctx.workspaceId} and ${memberScope(ctx)}`,
      ...(input.rewardId ? [sql`i.reward_id = ${input.rewardId}`] : []),
      ...(input.memberId ? [sql`i.member_id = ${input.memberId}`] : []),
      ...(input.state ? [inState(ctx, input.state)] : []),
      ...(input.kind ? [sql`r.kind = ${input.kind}`] : []),
      ...(input.text
        ? [
            sql`(i.pickup = ${input.text.replace(/[\s-]/g, '').toUpperCase()} or position(lower(${input.text}) in lower(m.display_name)) > 0)`,
          ]
        : []),
    ],
    ' and ',
  )

/** Over means over to the minute, also before the job that tells so has come by. */
const isOver = (ctx: Ctx) => sql`(i.state = 'issued' and i.expires_at <= ${ctx.clock.now()})`
const stateNow = (ctx: Ctx) => sql`case when ${isOver(ctx)} then 'expired' else i.state end`

function inState(ctx: Ctx, state: IssueState): Sql {
  if (state === 'expired') return sql`(i.state = 'expired' or ${isOver(ctx)})`
  return state === 'issued' ? sql`i.state = 'issued' and ${isOver(ctx)} is not true` : sql`i.state = ${state}`
}

const issueColumns = (ctx: Ctx) => sql`
  i.id, i.reward_id as "rewardId", r.name as reward, r.kind, i.member_id as "memberId", m.display_name as "memberName",
  c.name as "communityName", i.why, i.pickup, ${stateNow(ctx)} as state, i.address_sealed is not null as addressed, i.carrier, i.tracking,
  i.issued_at as "issuedAt", i.expires_at as "expiresAt", i.settled_at as "settledAt"`

export async function listIssues(ctx: Ctx, input: InputOf<typeof issuesRoute>): Promise<OutputOf<typeof issuesRoute>> {
  const rows = await readIssues(ctx, input, readCursor(input.cursor)?.id, input.limit + 1)
  const page = pageOfRows(rows, input.limit)
  const items = page.items.map(({ sealed: _sealed, ...row }) => row)
  if (input.cursor !== undefined) return { items, next: page.next, total: null }
  const { count } = await ctx.db.one<{ count: number }>(sql`select count(*)::int as count ${FROM(ctx)} where ${whereOf(ctx, input)}`)
  return { items, next: page.next, total: { count, exact: true } }
}

/** Newest first, below `before`; addresses are still sealed. */
export function readIssues(ctx: Ctx, filter: IssueFilter, before: number | undefined, limit: number) {
  return ctx.db.rows<Issue & { sealed: string | null }>(sql`
    select ${issueColumns(ctx)}, i.address_sealed as sealed ${FROM(ctx)}
    where ${whereOf(ctx, filter)} and ${before === undefined ? sql`true` : sql`i.id < ${before}`}
    order by i.id desc limit ${limit}`)
}

/** @throws reward.issue_not_found */
export async function readIssue(ctx: Ctx, id: number): Promise<Issue> {
  const row = await ctx.db.maybe<Issue>(
    sql`select ${issueColumns(ctx)} ${FROM(ctx)} where i.workspace_id = ${ctx.workspaceId} and i.id = ${id}`,
  )
  if (!row) throw rewardErrors.issue_not_found()
  return row
}

export async function myPrizes(ctx: Ctx, input: InputOf<typeof mineRoute>): Promise<OutputOf<typeof mineRoute>> {
  const memberId = ctx.actor.kind === 'member' ? ctx.actor.memberId : 0
  const place = readCursor(input.cursor)
  const rows = await ctx.db.rows<Omit<Prize, 'address'> & { sealed: string | null }>(sql`
    select i.id, r.name as reward, r.description, r.kind, r.points, i.why, coalesce(i.code, i.pickup) as code,
      ${stateNow(ctx)} as state,
      i.address_sealed as sealed, i.carrier, i.tracking, i.issued_at as "issuedAt", i.expires_at as "expiresAt"
    from reward_issue i join reward r on r.workspace_id = ${ctx.workspaceId} and r.id = i.reward_id
    where i.workspace_id = ${ctx.workspaceId} and i.member_id = ${memberId} and ${place ? sql`i.id < ${place.id}` : sql`true`}
    order by i.id desc limit ${input.limit + 1}`)
  const page = pageOfRows(rows, input.limit)
  return { items: page.items.map(({ sealed, ...row }) => ({ ...row, address: openAddress(ctx, sealed) })), next: page.next, total: null }
}
