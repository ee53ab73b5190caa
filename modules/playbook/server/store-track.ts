import type { Ctx } from '@grove/kernel/server'
import type { WorkspaceId } from '@grove/kernel/contract'
import type { SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Pending, Track } from '../domain/index.ts'

/** Number a state has in the table. */
const STATE = { active: 1, done: 2, resting: 3 } as const

/** Tracks of one run that stand at the same place: advanced once, moved together. */
export interface TrackGroup {
  readonly runId: number
  /** The group's own track. */
  readonly community: boolean
  readonly anchorDay: string
  readonly anchorAt: Date
  readonly doneUntil: Date
  readonly dueAt: Date
  readonly pending: readonly Pending[] | null
  readonly n: number
}

/** The group's common fields as the interpreter wants them. */
export function trackOf(group: Omit<TrackGroup, 'n' | 'runId'>): Track {
  return {
    kind: group.community ? 'community' : 'member',
    anchorAt: group.anchorAt.getTime(),
    anchorDay: group.anchorDay,
    doneUntil: group.doneUntil.getTime(),
    pending: group.pending,
    dueAt: group.dueAt.getTime(),
    state: 'active',
  }
}

/** Workspaces with tracks due at the clock's now. */
export async function workspacesWithDueTracks(ctx: SystemCtx): Promise<WorkspaceId[]> {
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select w.id from workspace w where exists (
      select 1 from playbook_track t where t.workspace_id = w.id and t.state = 1 and t.due_at <= ${ctx.clock.now()})
    order by w.id`)
  return rows.map((row) => row.id)
}

/** When the next track of any workspace falls due. */
export async function nextDueTrack(ctx: SystemCtx): Promise<Date | undefined> {
  const { at } = await ctx.db.one<{ at: Date | null }>(sql`
    select min(d.due_at) as at from workspace w cross join lateral (
      select t.due_at from playbook_track t where t.workspace_id = w.id and t.state = 1 and t.due_at is not null order by t.due_at limit 1) d`)
  return at ?? undefined
}

/** The earliest due tracks (`look` rows are looked at), folded into groups; biggest and earliest first. */
export const dueGroups = (ctx: Ctx, look: number) =>
  ctx.db.rows<TrackGroup>(sql`
    select d.run_id as "runId", d.member_id = 0 as community, d.anchor_day as "anchorDay", d.anchor_at as "anchorAt",
      d.done_until as "doneUntil", d.due_at as "dueAt", d.pending, count(*)::int as n
    from (
      select run_id, member_id, anchor_day, anchor_at, done_until, due_at, pending from playbook_track
      where workspace_id = ${ctx.workspaceId} and state = 1 and due_at <= ${ctx.clock.now()} order by due_at limit ${look}) d
    group by 1, 2, 3, 4, 5, 6, 7 order by d.due_at, n desc`)

/** Moves up to `limit` tracks of a group to where one of them was advanced to. Returns whose they were. A second worker takes others. */
export async function moveGroup(ctx: Ctx, group: TrackGroup, to: Track, limit: number): Promise<number[]> {
  const { ids } = await ctx.db.one<{ ids: number[] }>(sql`
    with due as materialized (
      select ctid as row from playbook_track
      where workspace_id = ${ctx.workspaceId} and state = 1 and due_at = ${group.dueAt} and run_id = ${group.runId}
        and anchor_day = ${group.anchorDay}::date and anchor_at = ${group.anchorAt} and done_until = ${group.doneUntil}
        and pending is not distinct from ${jsonOf(group.pending)}::jsonb and (member_id = 0) = ${group.community}
      limit ${limit} for update skip locked),
    moved as (
      update playbook_track t set anchor_at = ${new Date(to.anchorAt)}, done_until = ${new Date(to.doneUntil)},
        due_at = ${to.dueAt === null ? null : new Date(to.dueAt)}::timestamptz, pending = ${jsonOf(to.pending)}::jsonb, state = ${STATE[to.state]}
      from due where t.workspace_id = ${ctx.workspaceId} and t.ctid = due.row
      returning t.member_id)
    select coalesce(array_agg(member_id), '{}')::bigint[] as ids from moved`)
  return ids
}

export interface StoredTrack {
  readonly runId: number
  readonly memberId: number
  readonly track: Track
}

interface TrackRow {
  readonly runId: number
  readonly memberId: number
  readonly state: number
  readonly anchorDay: string
  readonly anchorAt: Date
  readonly doneUntil: Date
  readonly dueAt: Date | null
  readonly pending: readonly Pending[] | null
}

const columns = sql`run_id as "runId", member_id as "memberId", state, anchor_day as "anchorDay", anchor_at as "anchorAt",
  done_until as "doneUntil", due_at as "dueAt", pending`

function storedTrack(row: TrackRow): StoredTrack {
  const track: Track = {
    kind: row.memberId === 0 ? 'community' : 'member',
    anchorAt: row.anchorAt.getTime(),
    anchorDay: row.anchorDay,
    doneUntil: row.doneUntil.getTime(),
    pending: row.pending,
    dueAt: row.dueAt?.getTime() ?? null,
    state: row.state === STATE.done ? 'done' : 'active',
  }
  return { runId: row.runId, memberId: row.memberId, track }
}

/** Up to `limit` due tracks of these runs, locked; those another worker holds are left to it. */
export async function lockDueTracks(ctx: Ctx, runIds: readonly number[], limit: number): Promise<StoredTrack[]> {
  const rows = await ctx.db.rows<TrackRow>(sql`
    select ${columns} from playbook_track
    where workspace_id = ${ctx.workspaceId} and state = 1 and due_at <= ${ctx.clock.now()} and run_id = any(${runIds}::bigint[])
    order by due_at, run_id, member_id limit ${limit} for update skip locked`)
  return rows.map(storedTrack)
}

/** These tracks, locked in one order for all who lock many; tracks that are done or of resting runs are left out. */
export async function lockTracks(ctx: Ctx, keys: readonly { runId: number; memberId: number }[]): Promise<StoredTrack[]> {
  const rows = await ctx.db.rows<TrackRow>(sql`
    select ${columns} from playbook_track
    where workspace_id = ${ctx.workspaceId} and state = 1 and (run_id, member_id) in (
      select * from unnest(${keys.map((key) => key.runId)}::bigint[], ${keys.map((key) => key.memberId)}::bigint[]))
    order by run_id, member_id for update`)
  return rows.map(storedTrack)
}

/** All tracks of a run that are not done, folded into groups with their members' number; for migration and amendments. */
export async function writeTracks(ctx: Ctx, tracks: readonly StoredTrack[]): Promise<void> {
  if (tracks.length === 0) return
  await ctx.db.exec(sql`
    update playbook_track t set anchor_at = n.anchor_at, done_until = n.done_until, due_at = n.due_at, pending = n.pending,
      state = case when t.state = 3 and n.state = 1 then t.state else n.state end
    from unnest(
      ${tracks.map((one) => one.runId)}::bigint[], ${tracks.map((one) => one.memberId)}::bigint[],
      ${tracks.map((one) => iso(one.track.anchorAt))}::timestamptz[], ${tracks.map((one) => iso(one.track.doneUntil))}::timestamptz[],
      ${tracks.map((one) => (one.track.dueAt === null ? null : iso(one.track.dueAt)))}::timestamptz[],
      ${tracks.map((one) => jsonOf(one.track.pending))}::jsonb[], ${tracks.map((one) => STATE[one.track.state])}::smallint[]
    ) as n (run_id, member_id, anchor_at, done_until, due_at, pending, state)
    where t.workspace_id = ${ctx.workspaceId} and t.run_id = n.run_id and t.member_id = n.member_id`)
}

/** Makes tracks that are not there yet; returns how many. */
export function insertTracks(ctx: Ctx, tracks: readonly StoredTrack[]): Promise<number> {
  return ctx.db.exec(sql`
    insert into playbook_track (workspace_id, run_id, member_id, state, anchor_day, anchor_at, done_until, due_at, pending)
    select ${ctx.workspaceId}, n.run_id, n.member_id, n.state, n.anchor_day, n.anchor_at, n.done_until, n.due_at, n.pending
    from unnest(
      ${tracks.map((one) => one.runId)}::bigint[], ${tracks.map((one) => one.memberId)}::bigint[],
      ${tracks.map((one) => STATE[one.track.state])}::smallint[], ${tracks.map((one) => one.track.anchorDay)}::date[],
      ${tracks.map((one) => iso(one.track.anchorAt))}::timestamptz[], ${tracks.map((one) => iso(one.track.doneUntil))}::timestamptz[],
      ${tracks.map((one) => (one.track.dueAt === null ? null : iso(one.track.dueAt)))}::timestamptz[],
      ${tracks.map((one) => jsonOf(one.track.pending))}::jsonb[]
    ) as n (run_id, member_id, state, anchor_day, anchor_at, done_until, due_at, pending)
    on conflict (workspace_id, run_id, member_id) do nothing`)
}

/** Lets the tracks of runs rest (paused, stopped), or wakes them again; tracks that are done stay so. */
export async function restTracks(ctx: Ctx, runIds: readonly number[], rest: boolean): Promise<void> {
  await ctx.db.exec(sql`
    update playbook_track set state = ${rest ? STATE.resting : STATE.active}
    where workspace_id = ${ctx.workspaceId} and run_id = any(${runIds}::bigint[]) and state = ${rest ? STATE.active : STATE.resting}`)
}

/** A page of a run's tracks that are not done, by member; for recomputing them after an amendment or a migration. */
export async function tracksAfter(ctx: Ctx, runId: number, memberId: number, limit: number): Promise<StoredTrack[]> {
  const rows = await ctx.db.rows<TrackRow>(sql`
    select ${columns} from playbook_track
    where workspace_id = ${ctx.workspaceId} and run_id = ${runId} and member_id > ${memberId} and state <> 2
    order by member_id limit ${limit} for update`)
  return rows.map(storedTrack)
}

const iso = (moment: number) => new Date(moment).toISOString()
const jsonOf = (pending: readonly Pending[] | null) => (pending === null ? null : JSON.stringify(pending))
