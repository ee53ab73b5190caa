import { kept } from '@grove/db'
import type { WorkspaceId } from '@grove/kernel/contract'
import type { Ctx, SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Pending, Track } from '../domain/index.ts'

/** Tracks a place holds at most: what one transaction moves, with all that it decides. */
export const PLACE_SIZE = 5000

/** Number a state has in the table. */
const STATE = { active: 1, done: 2, resting: 3 } as const

/** Tracks of one run that stand alike: advanced once, moved by one small row. */
export interface Place {
  readonly runId: number
  readonly id: number
  readonly track: Track
  /** How many stand there; those forgotten or merged since it last moved are still counted. */
  readonly n: number
}

export type NewPlace = Omit<Place, 'id'>
export type PlaceKey = Pick<Place, 'runId' | 'id'>

interface PlaceRow extends PlaceKey {
  readonly community: boolean
  readonly state: number
  readonly anchorDay: string
  readonly anchorAt: Date
  readonly doneUntil: Date
  readonly dueAt: Date | null
  readonly pending: readonly Pending[] | null
  readonly n: number
}

const columns = sql`run_id as "runId", id, community, state, anchor_day as "anchorDay", anchor_at as "anchorAt", done_until as "doneUntil",
  due_at as "dueAt", pending, n`

const placeOf = (row: PlaceRow): Place => ({
  runId: row.runId,
  id: row.id,
  n: row.n,
  track: {
    kind: row.community ? 'community' : 'member',
    anchorAt: row.anchorAt.getTime(),
    anchorDay: row.anchorDay,
    doneUntil: row.doneUntil.getTime(),
    pending: row.pending,
    dueAt: row.dueAt?.getTime() ?? null,
    state: row.state === STATE.done ? 'done' : 'active',
  },
})

/** Workspaces with tracks due at the clock's now. */
export async function workspacesWithDuePlaces(ctx: SystemCtx): Promise<WorkspaceId[]> {
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(
    kept(sql`
    select w.id from workspace w where exists (
      select 1 from playbook_place p where p.workspace_id = w.id and p.state = 1 and p.due_at <= ${ctx.clock.now()})
    order by w.id`),
  )
  return rows.map((row) => row.id)
}

/** When the next track of any workspace falls due. */
export async function nextDuePlace(ctx: SystemCtx): Promise<Date | undefined> {
  const { at } = await ctx.db.one<{ at: Date | null }>(
    kept(sql`
    select min(d.due_at) as at from workspace w cross join lateral (
      select p.due_at from playbook_place p where p.workspace_id = w.id and p.state = 1 and p.due_at is not null order by p.due_at limit 1) d
    where not w.asleep`),
  )
  return at ?? undefined
}

/** Due places, the earliest first. */
export const duePlaces = (ctx: Ctx, limit: number) =>
  ctx.db.rows<PlaceKey & { n: number }>(
    kept(sql`
    select run_id as "runId", id, n from playbook_place
    where workspace_id = ${ctx.workspaceId} and state = 1 and due_at <= ${ctx.clock.now()} order by due_at limit ${limit}`),
  )

/** Those of these places that are still due, locked; what another worker holds is left to it. */
export async function lockDuePlaces(ctx: Ctx, keys: readonly PlaceKey[]): Promise<Place[]> {
  const rows = await ctx.db.rows<PlaceRow>(
    kept(sql`
    select ${columns} from playbook_place
    where workspace_id = ${ctx.workspaceId} and state = 1 and due_at <= ${ctx.clock.now()} and ${among(keys)}
    order by run_id, id for update skip locked`),
  )
  return rows.map(placeOf)
}

/** These places, locked in one order for all who lock many; those that are done or of resting runs are left out. */
export async function lockPlaces(ctx: Ctx, keys: readonly PlaceKey[]): Promise<Place[]> {
  const rows = await ctx.db.rows<PlaceRow>(sql`
    select ${columns} from playbook_place where workspace_id = ${ctx.workspaceId} and state = 1 and ${among(keys)} order by run_id, id for update`)
  return rows.map(placeOf)
}

/** A page of a run's places that are not done, locked; for computing them anew after an amendment or a migration. */
export async function placesAfter(ctx: Ctx, runId: number, id: number, limit: number): Promise<Place[]> {
  const rows = await ctx.db.rows<PlaceRow>(sql`
    select ${columns} from playbook_place
    where workspace_id = ${ctx.workspaceId} and run_id = ${runId} and id > ${id} and state <> ${STATE.done}::smallint
    order by id limit ${limit} for update`)
  return rows.map(placeOf)
}

/** Writes where these places are now, and all who stand there; what rests goes on resting. */
export async function writePlaces(ctx: Ctx, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return
  await ctx.db.exec(
    kept(sql`
    update playbook_place p set anchor_day = v.anchor_day, anchor_at = v.anchor_at, done_until = v.done_until, due_at = v.due_at,
      pending = v.pending, n = v.n, state = case when p.state = ${STATE.resting}::smallint and v.state = ${STATE.active}::smallint then p.state else v.state end
    from ${values(places)} join unnest(${places.map((one) => one.id)}::bigint[]) with ordinality as k (id, position) using (position)
    where p.workspace_id = ${ctx.workspaceId} and p.run_id = v.run_id and p.id = k.id`),
  )
}

/** Makes places; their numbers, in the same order. */
export async function insertPlaces(ctx: Ctx, places: readonly NewPlace[]): Promise<number[]> {
  if (places.length === 0) return []
  const rows = await ctx.db.rows<{ id: number }>(sql`
    insert into playbook_place (workspace_id, run_id, community, state, anchor_day, anchor_at, done_until, due_at, pending, n)
    select ${ctx.workspaceId}, v.run_id, v.community, v.state, v.anchor_day, v.anchor_at, v.done_until, v.due_at, v.pending, v.n
    from ${values(places)} order by v.position returning id`)
  // Numbers are given in the order of the rows.
  return rows.map((row) => row.id).sort((a, b) => a - b)
}

/** Takes away places where nobody stands any more. */
export async function dropPlaces(ctx: Ctx, keys: readonly PlaceKey[]): Promise<void> {
  if (keys.length === 0) return
  await ctx.db.exec(sql`
    delete from playbook_place p where p.workspace_id = ${ctx.workspaceId} and ${among(keys)}
      and not exists (select 1 from playbook_track t where t.workspace_id = ${ctx.workspaceId} and t.run_id = p.run_id and t.place_id = p.id)`)
}

/** Lets the tracks of runs rest (paused, stopped), or wakes them again; tracks that are done stay so. */
export async function restPlaces(ctx: Ctx, runIds: readonly number[], rest: boolean): Promise<void> {
  await ctx.db.exec(sql`
    update playbook_place set state = ${rest ? STATE.resting : STATE.active}
    where workspace_id = ${ctx.workspaceId} and run_id = any(${runIds}::bigint[]) and state = ${rest ? STATE.active : STATE.resting}`)
}

const among = (keys: readonly PlaceKey[]) => sql`(run_id, id) in (
  select * from unnest(${keys.map((key) => key.runId)}::bigint[], ${keys.map((key) => key.id)}::bigint[]))`

const values = (places: readonly NewPlace[]) => sql`unnest(
  ${places.map((one) => one.runId)}::bigint[], ${places.map((one) => one.track.kind === 'community')}::boolean[],
  ${places.map((one) => STATE[one.track.state])}::smallint[], ${places.map((one) => one.track.anchorDay)}::date[],
  ${places.map((one) => iso(one.track.anchorAt))}::timestamptz[], ${places.map((one) => iso(one.track.doneUntil))}::timestamptz[],
  ${places.map((one) => (one.track.dueAt === null ? null : iso(one.track.dueAt)))}::timestamptz[],
  ${places.map((one) => (one.track.pending === null ? null : JSON.stringify(one.track.pending)))}::jsonb[],
  ${places.map((one) => one.n)}::int[]
) with ordinality as v (run_id, community, state, anchor_day, anchor_at, done_until, due_at, pending, n, position)`

const iso = (moment: number) => new Date(moment).toISOString()
