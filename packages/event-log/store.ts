import type { WorkspaceId } from '@grove/kernel/contract'
import type { Ctx, StoredEvent, SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** Numbers of transactions still open are at or above this; below it the log is complete. */
const HORIZON = sql`(pg_snapshot_xmin(pg_current_snapshot())::text::bigint + (select base from event_log_base))`

export interface Cursor {
  readonly tx: number
  readonly eventId: number
}

/** Workspaces with settled events behind the reader's cursor, those in a failure's pause left out. */
export async function workspacesBehind(ctx: SystemCtx, reader: string): Promise<WorkspaceId[]> {
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select w.id from workspace w
    left join reader_cursor c on c.workspace_id = w.id and c.reader = ${reader}
    where (c.retry_at is null or c.retry_at <= ${ctx.clock.now()})
      and exists (
        select 1 from event e where e.workspace_id = w.id
          and (e.tx, e.id) > (coalesce(c.tx, 0), coalesce(c.event_id, 0)) and e.tx < ${HORIZON})
    order by w.id`)
  return rows.map((row) => row.id)
}

/** Makes the cursor if needed and locks it; undefined when another worker holds it. */
export async function lockCursor(ctx: Ctx, reader: string): Promise<Cursor | undefined> {
  await ctx.db.exec(sql`insert into reader_cursor (workspace_id, reader) values (${ctx.workspaceId}, ${reader}) on conflict do nothing`)
  return ctx.db.maybe<Cursor>(sql`
    select tx, event_id as "eventId" from reader_cursor
    where workspace_id = ${ctx.workspaceId} and reader = ${reader} for update skip locked`)
}

/** The next `limit` events of the log after the cursor: those of the wanted kinds, and always the last of the slice (it moves the cursor). */
export function readSlice(ctx: Ctx, cursor: Cursor, kinds: readonly string[] | null, limit: number): Promise<StoredEvent[]> {
  return ctx.db.rows<StoredEvent>(sql`
    with slice as materialized (
      select tx, id, kind, at, member_id, community_id, run_id, counted, data from event
      where workspace_id = ${ctx.workspaceId} and (tx, id) > (${cursor.tx}::bigint, ${cursor.eventId}::bigint) and tx < ${HORIZON}
      order by tx, id limit ${limit})
    select tx, id, kind, at, member_id as "memberId", community_id as "communityId", run_id as "runId", counted, data from slice
    where ${kinds}::text[] is null or kind = any(${kinds}::text[])
      or (tx, id) = (select s.tx, s.id from slice s order by s.tx desc, s.id desc limit 1)
    order by tx, id`)
}

export async function moveCursor(ctx: Ctx, reader: string, cursor: Cursor): Promise<void> {
  await ctx.db.exec(sql`
    update reader_cursor set tx = ${cursor.tx}, event_id = ${cursor.eventId}, failures = 0, last_error = null, retry_at = null
    where workspace_id = ${ctx.workspaceId} and reader = ${reader}`)
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
