import { kept } from '@grove/db'
import type { WorkspaceId } from '@grove/kernel/contract'
import type { Ctx, StoredEvent, SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/**
 * Numbers of transactions of this database that are still open are at or above this; below it the log is complete. A number of the snapshot
 * is passed over only when a backend of another database is seen to hold it: it held it before the snapshot, and no other ever will.
 */
export const HORIZON = sql`(
  select coalesce(min(open.tx::text::bigint), pg_snapshot_xmax(pg_current_snapshot())::text::bigint) + (select base from event_log_base)
  from pg_snapshot_xip(pg_current_snapshot()) as open (tx)
  where not exists (
    select 1 from pg_stat_activity a
    where a.backend_xid::text::bigint = open.tx::text::bigint % 4294967296
      and a.datid <> (select d.oid from pg_database d where d.datname = current_database())))`

export interface Cursor {
  readonly tx: number
  readonly eventId: number
}

/**
 * For each of these readers the workspaces with settled events behind its cursor, those in a failure's pause left out. The first event alone is
 * looked up: asked with `exists`, the planner may compare the whole log with every cursor.
 */
export async function workspacesBehind(ctx: SystemCtx, readers: readonly string[]): Promise<ReadonlyMap<string, WorkspaceId[]>> {
  const rows = await ctx.db.rows<{ reader: string; ids: WorkspaceId[] }>(
    kept(sql`
    select r.name as reader, array_agg(w.id order by w.id)::bigint[] as ids
    from workspace w cross join unnest(${readers}::text[]) as r (name)
    left join reader_cursor c on c.workspace_id = w.id and c.reader = r.name
    cross join lateral (
      select 1 from event e where e.workspace_id = w.id
        and (e.tx, e.id) > (coalesce(c.tx, 0), coalesce(c.event_id, 0)) and e.tx < ${HORIZON}
      order by e.tx, e.id limit 1) behind
    where c.retry_at is null or c.retry_at <= ${ctx.clock.now()}
    group by r.name`),
  )
  return new Map(rows.map((row) => [row.reader, row.ids]))
}

/** Events looked through for a reader that may want none of them. */
const PASS = 200

export interface Choosy {
  readonly workspaceId: WorkspaceId
  readonly reader: string
  readonly kinds: readonly string[]
}

/**
 * Moves readers past what is settled and of no kind they want, all in one statement; those that wanted nothing at all, as `workspace/reader`.
 * A cursor that is missing or at work is left to its reader.
 */
export async function passOver(ctx: SystemCtx, choosy: readonly Choosy[]): Promise<ReadonlySet<string>> {
  const rows = await ctx.db.rows<{ workspaceId: WorkspaceId; reader: string; seen: number }>(
    kept(sql`
    with held as materialized (
      select c.workspace_id, c.reader, c.tx, c.event_id, a.kinds
      from unnest(${choosy.map((one) => one.workspaceId)}::bigint[], ${choosy.map((one) => one.reader)}::text[],
        ${choosy.map((one) => one.kinds.join(','))}::text[]) as a (workspace_id, reader, kinds)
      join reader_cursor c on c.workspace_id = a.workspace_id and c.reader = a.reader
      order by c.workspace_id, c.reader for update of c skip locked),
    looked as (
      select h.workspace_id, h.reader, l.seen, l.tx, l.id from held h cross join lateral (
        select count(*)::int as seen, bool_or(e.kind = any(string_to_array(h.kinds, ','))) as wanted,
          (array_agg(e.tx order by e.tx desc, e.id desc))[1] as tx, (array_agg(e.id order by e.tx desc, e.id desc))[1] as id
        from (
          select tx, id, kind from event
          where workspace_id = h.workspace_id and (tx, id) > (h.tx, h.event_id) and tx < ${HORIZON}
          order by tx, id limit ${PASS}) e) l
      where not l.wanted)
    update reader_cursor c set tx = l.tx, event_id = l.id, failures = 0, last_error = null, retry_at = null
    from looked l
    where c.workspace_id = l.workspace_id and c.reader = l.reader
    returning c.workspace_id as "workspaceId", c.reader, l.seen`),
  )
  return new Set(rows.filter((row) => row.seen < PASS).map((row) => `${row.workspaceId}/${row.reader}`))
}

/**
 * Events that no reader may take yet, because a transaction that was open before theirs still is; of all workspaces or of one. Asked before
 * reading it says whether that reading can have seen all; asked after it, what was held back may just have been let go.
 */
export async function hasUnsettled(ctx: SystemCtx, workspaceId?: WorkspaceId): Promise<boolean> {
  const { found } = await ctx.db.one<{ found: boolean }>(
    kept(sql`
    select exists (
      select 1 from workspace w cross join lateral (
        select 1 from event e where e.workspace_id = w.id and e.tx >= ${HORIZON} limit 1) held
      where ${workspaceId ?? null}::bigint is null or w.id = ${workspaceId ?? null}) as found`),
  )
  return found
}

/** Makes the cursor if needed and locks it; undefined when another worker holds it. */
export async function lockCursor(ctx: Ctx, reader: string): Promise<Cursor | undefined> {
  const cursor = await takeCursor(ctx, reader)
  if (cursor) return cursor
  const made = await ctx.db.exec(sql`
    insert into reader_cursor (workspace_id, reader) values (${ctx.workspaceId}, ${reader}) on conflict do nothing`)
  return made > 0 ? takeCursor(ctx, reader) : undefined
}

const takeCursor = (ctx: Ctx, reader: string) =>
  ctx.db.maybe<Cursor>(
    kept(sql`
    select tx, event_id as "eventId" from reader_cursor
    where workspace_id = ${ctx.workspaceId} and reader = ${reader} for update skip locked`),
  )

/**
 * The next `limit` events of the log after the cursor: those of the wanted kinds, and always the last of the slice (it moves the cursor).
 * `full`: there were as many as asked, so more may follow.
 */
export function readSlice(
  ctx: Ctx,
  cursor: Cursor,
  kinds: readonly string[] | null,
  limit: number,
): Promise<(StoredEvent & { readonly full: boolean })[]> {
  return ctx.db.rows<StoredEvent & { readonly full: boolean }>(
    kept(sql`
    with slice as materialized (
      select tx, id, kind, at, member_id, community_id, run_id, counted, data from event
      where workspace_id = ${ctx.workspaceId} and (tx, id) > (${cursor.tx}::bigint, ${cursor.eventId}::bigint) and tx < ${HORIZON}
      order by tx, id limit ${limit})
    select tx, id, kind, at, member_id as "memberId", community_id as "communityId", run_id as "runId", counted, data,
      (select count(*) from slice) >= ${limit} as full
    from slice
    where ${kinds}::text[] is null or kind = any(${kinds}::text[])
      or (tx, id) = (select s.tx, s.id from slice s order by s.tx desc, s.id desc limit 1)
    order by tx, id`),
  )
}

export async function moveCursor(ctx: Ctx, reader: string, cursor: Cursor): Promise<void> {
  await ctx.db.exec(
    kept(sql`
    update reader_cursor set tx = ${cursor.tx}, event_id = ${cursor.eventId}, failures = 0, last_error = null, retry_at = null
    where workspace_id = ${ctx.workspaceId} and reader = ${reader}`),
  )
}

/** Pauses a reader that failed: 1, 2, 4 … seconds, five minutes at most. */
export async function pauseReader(ctx: Ctx, reader: string, error: string): Promise<void> {
  await ctx.db.exec(sql`
    insert into reader_cursor (workspace_id, reader, failures, last_error, retry_at)
    values (${ctx.workspaceId}, ${reader}, 1, ${error}, ${ctx.clock.now()}::timestamptz + interval '1 second')
    on conflict (workspace_id, reader) do update set failures = reader_cursor.failures + 1, last_error = excluded.last_error,
      retry_at = ${ctx.clock.now()}::timestamptz + least(300, power(2, least(reader_cursor.failures, 9))) * interval '1 second'`)
}

export interface ReaderLag {
  readonly reader: string
  /** Events not read yet, counted up to 10,000. */
  readonly behind: number
  readonly oldestAt: Date | null
  readonly lastError: string | null
}

/** How far each reader of this workspace is behind. */
export function readerLags(ctx: Ctx, readers: readonly string[]): Promise<ReaderLag[]> {
  return ctx.db.rows<ReaderLag>(sql`
    select r.reader, l.behind, l.oldest_at as "oldestAt", c.last_error as "lastError"
    from unnest(${readers}::text[]) as r (reader)
    left join reader_cursor c on c.workspace_id = ${ctx.workspaceId} and c.reader = r.reader
    cross join lateral (
      select count(*)::int as behind, min(x.at) as oldest_at from (
        select e.at from event e where e.workspace_id = ${ctx.workspaceId} and (e.tx, e.id) > (coalesce(c.tx, 0), coalesce(c.event_id, 0))
        order by e.tx, e.id limit 10000) x) l
    order by r.reader`)
}
