import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Prize } from '../contract/index.ts'

export interface WinRow {
  readonly activityId: number
  readonly round: number
  readonly memberId: number
  readonly name: string
  readonly award: string
  readonly prize: Prize
  readonly given: boolean
}

const MOST = 2000

/** Wins of these activities, the whole first, then round by round. */
export const winsOf = (ctx: Ctx, ids: readonly number[]) =>
  ctx.db.rows<WinRow>(sql`
    select w.activity_id as "activityId", w.round, w.member_id as "memberId", m.display_name as name, w.award, w.prize, w.given
    from activity_win w join member m on m.workspace_id = ${ctx.workspaceId} and m.id = w.member_id
    where w.workspace_id = ${ctx.workspaceId} and w.activity_id = any(${ids}::bigint[])
    order by w.activity_id, w.round, w.at, w.rank, w.member_id limit ${MOST}`)

export const endFigures = (ctx: Ctx, ids: readonly number[]) =>
  ctx.db.rows<{ id: number; joined: number; winners: number }>(sql`
    select a.id, (select count(distinct w.member_id)::int from activity_answer w where w.workspace_id = ${ctx.workspaceId} and w.activity_id = a.id) as joined,
      (select count(distinct w.member_id)::int from activity_win w where w.workspace_id = ${ctx.workspaceId} and w.activity_id = a.id) as winners
    from activity a where a.workspace_id = ${ctx.workspaceId} and a.id = any(${ids}::bigint[])`)
