import { kept } from '@grove/db'
import type { WorkspaceId } from '@grove/kernel/contract'
import type { SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { HORIZON } from './store.ts'

/** Events of one workspace looked through at most; behind more of them anything may have changed. */
const PASS = 1000

/** Every area: more happened than was looked through. */
export const EVERY_AREA = '*'

export interface ChangedAreas {
  /** Where the next look begins. */
  readonly until: number
  /** Workspaces with news; an area is what a kind begins with: `task` of `task.done`. */
  readonly areas: ReadonlyMap<WorkspaceId, readonly string[]>
}

/** What areas these workspaces' settled events are of, since the former look; the first look (`since` undefined) only finds the place. */
export async function changedAreas(
  system: SystemCtx,
  workspaces: readonly WorkspaceId[],
  since: number | undefined,
): Promise<ChangedAreas> {
  const rows = await system.db.rows<{ until: number; id: WorkspaceId | null; areas: string[] | null }>(
    kept(sql`
    with horizon as materialized (select ${HORIZON} as until)
    select h.until, one.id, one.areas from horizon h left join lateral (
      select w.id, case when count(*) = ${PASS} then array[${EVERY_AREA}] else array_agg(distinct split_part(e.kind, '.', 1)) end as areas
      from unnest(${workspaces}::bigint[]) as w (id) cross join lateral (
        select kind from event where workspace_id = w.id and tx >= ${since ?? null}::bigint and tx < h.until limit ${PASS}) e
      group by w.id) one on true`),
  )
  return {
    until: rows[0]?.until ?? 0,
    areas: new Map(rows.flatMap(({ id, areas }) => (id === null || areas === null ? [] : [[id, areas] as const]))),
  }
}
