import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Prize } from '../contract/index.ts'
import { MOST_NAMES } from '../domain/post-text.ts'

export interface WinRow {
  readonly round: number
  readonly memberId: number
  readonly name: string
  readonly award: string
  readonly prize: Prize
  readonly given: boolean
}

/** Wins of an activity, of one member where told: the whole first, then round by round. Each row tells of how many it is one. */
export const winsOf = (ctx: Ctx, id: number, { memberId = null, limit }: { readonly memberId?: number | null; readonly limit: number }) =>
  ctx.db.rows<WinRow & { total: number }>(sql`
    select w.round, w.member_id as "memberId", m.display_name as name, w.award, w.prize, w.given, (count(*) over ())::int as total
    from activity_win w join member m on m.workspace_id = ${ctx.workspaceId} and m.id = w.member_id
    where w.workspace_id = ${ctx.workspaceId} and w.activity_id = ${id} and (${memberId}::bigint is null or w.member_id = ${memberId})
    order by w.round, w.at, w.rank, w.member_id limit ${limit}`)

/** What the post of winners says of each award: how many have it, the first of them by name, and its prizes. */
export const awardsWon = (ctx: Ctx, ids: readonly number[]) =>
  ctx.db.rows<{ activityId: number; award: string; count: number; names: readonly string[]; prizes: readonly Prize[] }>(sql`
    select w.activity_id as "activityId", w.award, count(*)::int as count,
      (array_agg(m.display_name order by w.round, w.at, w.rank, w.member_id))[1:${MOST_NAMES}::int] as names, jsonb_agg(distinct w.prize) as prizes
    from activity_win w join activity a on a.workspace_id = ${ctx.workspaceId} and a.id = w.activity_id
    join member m on m.workspace_id = ${ctx.workspaceId} and m.id = w.member_id
    where w.workspace_id = ${ctx.workspaceId} and w.activity_id = any(${ids}::bigint[])
      and (w.round = 0 or a.mechanism = 'claim' or a.kind = 'guess')
    group by w.activity_id, w.award
    order by w.activity_id, min(array[w.round, extract(epoch from w.at), w.rank, w.member_id]::numeric[])`)

export const endFigures = (ctx: Ctx, ids: readonly number[]) =>
  ctx.db.rows<{ id: number; joined: number; winners: number }>(sql`
    select a.id, (select count(distinct w.member_id)::int from activity_answer w where w.workspace_id = ${ctx.workspaceId} and w.activity_id = a.id) as joined,
      (select count(distinct w.member_id)::int from activity_win w where w.workspace_id = ${ctx.workspaceId} and w.activity_id = a.id) as winners
    from activity a where a.workspace_id = ${ctx.workspaceId} and a.id = any(${ids}::bigint[])`)
