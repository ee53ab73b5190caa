import { kept } from '@grove/db'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { PlaceKey } from './store-place.ts'

/** A member (0: the group itself) in a run, and where it stands. */
export interface Standing {
  readonly runId: number
  readonly memberId: number
  readonly placeId: number
}

export interface TrackKey {
  readonly runId: number
  readonly memberId: number
}

/** Where these tracks stand; those that are not there are left out. */
export const standingsOf = (ctx: Ctx, keys: readonly TrackKey[]) =>
  ctx.db.rows<Standing>(sql`
    select run_id as "runId", member_id as "memberId", place_id as "placeId" from playbook_track
    where workspace_id = ${ctx.workspaceId} and (run_id, member_id) in (
      select * from unnest(${keys.map((key) => key.runId)}::bigint[], ${keys.map((key) => key.memberId)}::bigint[]))`)

/** Who stands at each of these places. */
export async function membersAt(ctx: Ctx, places: readonly PlaceKey[]): Promise<ReadonlyMap<number, readonly number[]>> {
  const rows = await ctx.db.rows<{ placeId: number; ids: number[] }>(
    kept(sql`
    select place_id as "placeId", array_agg(member_id order by member_id)::bigint[] as ids from playbook_track
    where workspace_id = ${ctx.workspaceId} and (run_id, place_id) in (
      select * from unnest(${places.map((one) => one.runId)}::bigint[], ${places.map((one) => one.id)}::bigint[]))
    group by run_id, place_id`),
  )
  return new Map(rows.map((row) => [row.placeId, row.ids]))
}

/** Lets tracks stand somewhere else. */
export async function repoint(ctx: Ctx, standings: readonly Standing[]): Promise<void> {
  if (standings.length === 0) return
  await ctx.db.exec(sql`
    update playbook_track t set place_id = n.place_id
    from unnest(
      ${standings.map((one) => one.runId)}::bigint[], ${standings.map((one) => one.memberId)}::bigint[], ${standings.map((one) => one.placeId)}::bigint[]
    ) as n (run_id, member_id, place_id)
    where t.workspace_id = ${ctx.workspaceId} and t.run_id = n.run_id and t.member_id = n.member_id`)
}

/** Makes tracks that are not there yet. */
export async function insertStandings(ctx: Ctx, tracks: readonly (Standing & { readonly since: string })[]): Promise<void> {
  if (tracks.length === 0) return
  await ctx.db.exec(sql`
    insert into playbook_track (workspace_id, run_id, member_id, place_id, since)
    select ${ctx.workspaceId}, n.run_id, n.member_id, n.place_id, n.since
    from unnest(
      ${tracks.map((one) => one.runId)}::bigint[], ${tracks.map((one) => one.memberId)}::bigint[], ${tracks.map((one) => one.placeId)}::bigint[],
      ${tracks.map((one) => one.since)}::date[]
    ) as n (run_id, member_id, place_id, since)
    on conflict (workspace_id, run_id, member_id) do nothing`)
}
