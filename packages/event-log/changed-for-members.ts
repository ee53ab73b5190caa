import { kept } from '@grove/db'
import type { WorkspaceId } from '@grove/kernel/contract'
import type { SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { EVERY_AREA } from './changed-areas.ts'
import { HORIZON } from './store.ts'

/** Events of one workspace looked through at most; behind more of them anything may have changed, for everybody. */
const PASS = 10_000

export interface OneMember {
  readonly workspaceId: WorkspaceId
  readonly memberId: number
}

export interface ChangedForMembers {
  /** Where the next look begins. */
  readonly until: number
  /** For one member, or for each of a workspace where none is named; an area is what a kind begins with. */
  readonly news: readonly { readonly workspaceId: WorkspaceId; readonly memberId: number | null; readonly areas: readonly string[] }[]
}

/** What areas the settled events about these members are of, since the former look; the first look (`since` undefined) only finds the place. */
export async function changedForMembers(
  system: SystemCtx,
  members: readonly OneMember[],
  since: number | undefined,
): Promise<ChangedForMembers> {
  const rows = await system.db.rows<{ until: number; workspaceId: WorkspaceId | null; memberId: number | null; areas: string[] }>(
    kept(sql`
    with horizon as materialized (select ${HORIZON} as until),
    heard as (
      select distinct l.workspace_id, l.member_id
      from unnest(${members.map((one) => one.workspaceId)}::bigint[], ${members.map((one) => one.memberId)}::bigint[]) as l (workspace_id, member_id)),
    seen as materialized (
      select w.id as workspace_id, e.member_id, split_part(e.kind, '.', 1) as area
      from (select distinct workspace_id as id from heard) w cross join horizon h cross join lateral (
        select kind, member_id from event
        where workspace_id = w.id and tx >= ${since ?? null}::bigint and tx < h.until and member_id is not null limit ${PASS}) e),
    told as (
      select l.workspace_id, l.member_id, array_agg(distinct s.area) as areas
      from heard l join seen s on s.workspace_id = l.workspace_id and s.member_id = l.member_id
      group by l.workspace_id, l.member_id
      union all
      select workspace_id, null, array[${EVERY_AREA}] from seen group by workspace_id having count(*) = ${PASS})
    select h.until, t.workspace_id as "workspaceId", t.member_id as "memberId", t.areas from horizon h left join told t on true`),
  )
  return {
    until: rows[0]?.until ?? 0,
    news: rows.flatMap(({ workspaceId, memberId, areas }) => (workspaceId === null ? [] : [{ workspaceId, memberId, areas }])),
  }
}
