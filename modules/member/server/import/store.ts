import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import type { ImportReport, ImportRowError, ImportTarget } from '../../contract/index.ts'
import { openFile, openText, sealFile, sealText } from '../contact.ts'
import type { Reject } from './rejects.ts'

export interface ImportRecord {
  readonly id: number
  readonly fileName: string
  readonly format: ImportReport['format']
  readonly encoding: ImportReport['encoding']
  readonly delimiter: string
  readonly state: ImportReport['state']
  readonly headings: readonly string[]
  readonly columns: readonly ImportTarget[]
  /** Tags that its rows may not carry. */
  readonly barredTags: readonly string[]
  readonly sample: readonly (readonly string[])[]
  readonly rows: number
  readonly done: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly failed: number
  /** Position of the chunk that comes next. */
  readonly nextChunk: number
  readonly byName: string | null
  readonly createdAt: Date
  readonly finishedAt: Date | null
}

const COLUMNS = sql`i.id, i.file_name as "fileName", i.format, i.encoding, i.delimiter, i.state, i.headings, i.columns, i.barred_tags as "barredTags", i.sample,
  i.row_count as rows, i.done_rows as done, i.created_rows as created, i.updated_rows as updated, i.unchanged_rows as unchanged,
  i.failed_rows as failed, i.next_chunk as "nextChunk", i.created_at as "createdAt", i.finished_at as "finishedAt",
  (select s.display_name from staff s where s.workspace_id = i.workspace_id and s.id = (i.created_by ->> 'id')::bigint) as "byName"`

/** Sample rows are sealed: they are people's data as typed. */
type StoredImport = Omit<ImportRecord, 'sample'> & { readonly sample: ImportRecord['sample'] | string }

function opened(ctx: Ctx, rows: readonly StoredImport[]): ImportRecord[] {
  return rows.map(({ sample, ...row }) => ({
    ...row,
    sample: typeof sample === 'string' ? (JSON.parse(openText(ctx, sample)) as ImportRecord['sample']) : sample,
  }))
}

export async function insertImport(ctx: Ctx, fileName: string): Promise<number> {
  const row = await ctx.db.one<{ id: number }>(sql`
    insert into member_import (workspace_id, file_name, encoding, delimiter, state, headings, columns, sample, row_count, created_by, created_at)
    values (${ctx.workspaceId}, ${fileName}, 'utf-8', ',', 'waiting', '[]', '[]', '[]', 0, ${JSON.stringify(writer(ctx))}::jsonb, ${ctx.clock.now()})
    returning id`)
  return row.id
}

function writer(ctx: Ctx): object {
  return ctx.actor.kind === 'staff' ? { kind: 'staff', id: ctx.actor.staffId } : { kind: ctx.actor.kind }
}

export async function describeImport(
  ctx: Ctx,
  id: number,
  seen: Pick<ImportRecord, 'format' | 'encoding' | 'delimiter' | 'headings' | 'columns' | 'sample' | 'rows'>,
): Promise<void> {
  await ctx.db.exec(sql`
    update member_import set format = ${seen.format}, encoding = ${seen.encoding}, delimiter = ${seen.delimiter}, headings = ${JSON.stringify(seen.headings)}::jsonb,
      columns = ${JSON.stringify(seen.columns)}::jsonb, sample = ${JSON.stringify(sealText(ctx, JSON.stringify(seen.sample)))}::jsonb, row_count = ${seen.rows}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function insertChunk(ctx: Ctx, importId: number, position: number, bytes: Uint8Array): Promise<void> {
  await ctx.db.exec(sql`
    insert into member_import_chunk (workspace_id, import_id, position, bytes)
    values (${ctx.workspaceId}, ${importId}, ${position}, ${sealFile(ctx, bytes)})`)
}

/** Sealed as it lies there. */
export async function readChunk(ctx: Ctx, importId: number, position: number): Promise<Uint8Array | undefined> {
  const row = await ctx.db.maybe<{ bytes: Buffer }>(sql`
    select bytes from member_import_chunk where workspace_id = ${ctx.workspaceId} and import_id = ${importId} and position = ${position}`)
  return row?.bytes
}

export async function findImport(ctx: Ctx, id: number): Promise<ImportRecord | undefined> {
  return opened(
    ctx,
    await ctx.db.rows(sql`select ${COLUMNS} from member_import i where i.workspace_id = ${ctx.workspaceId} and i.id = ${id}`),
  )[0]
}

export async function latestImports(ctx: Ctx): Promise<ImportRecord[]> {
  const rows = await ctx.db.rows<StoredImport>(sql`
    select ${COLUMNS} from member_import i where i.workspace_id = ${ctx.workspaceId} and i.row_count > 0 order by i.id desc limit 100`)
  return opened(ctx, rows)
}

/** Locks a waiting or running import; undefined when it is not in that state. */
export async function lockImport(ctx: Ctx, id: number): Promise<ImportRecord | undefined> {
  const rows = await ctx.db.rows<StoredImport>(sql`
    select ${COLUMNS} from member_import i where i.workspace_id = ${ctx.workspaceId} and i.id = ${id} for update of i`)
  return opened(ctx, rows)[0]
}

/**
 * The oldest running import nobody works on just now. What this transaction writes need not wait for the disk: where an import left off is written
 * with its batch, so that a machine that stops loses both, and the import goes on from there.
 */
export async function claimImport(ctx: Ctx, id?: number): Promise<ImportRecord | undefined> {
  const which: Sql = id === undefined ? sql`true` : sql`i.id = ${id}`
  const rows = await ctx.db.rows<StoredImport>(sql`
    select ${COLUMNS} from member_import i, set_config('synchronous_commit', 'off', true)
    where i.workspace_id = ${ctx.workspaceId} and i.state = 'running' and ${which}
    order by i.id limit 1 for update of i skip locked`)
  return opened(ctx, rows)[0]
}

export async function startImportRow(
  ctx: Ctx,
  id: number,
  { columns, barredTags }: { readonly columns: readonly ImportTarget[]; readonly barredTags: readonly string[] },
): Promise<void> {
  await ctx.db.exec(sql`
    update member_import set state = 'running', columns = ${JSON.stringify(columns)}::jsonb, barred_tags = ${barredTags}::text[]
    where workspace_id = ${ctx.workspaceId} and id = ${id} and state = 'waiting'`)
}

/** Ends an import and lets go of its rows. */
export async function endImport(ctx: Ctx, id: number, state: 'done' | 'cancelled'): Promise<void> {
  await setImportState(ctx, id, state)
  await ctx.db.exec(sql`delete from member_import_chunk where workspace_id = ${ctx.workspaceId} and import_id = ${id}`)
}

export async function setImportState(ctx: Ctx, id: number, state: ImportReport['state']): Promise<void> {
  await ctx.db.exec(sql`
    update member_import set state = ${state}, finished_at = ${state === 'running' ? null : ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function deleteImport(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.exec(sql`delete from member_import where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** Uploads that nobody started, and stopped imports that nobody went on with. */
export async function deleteStaleImports(
  ctx: Ctx,
  before: { readonly waiting: Date; readonly stopped: Date; readonly over: Date },
): Promise<void> {
  const gone = await ctx.db.rows<{ id: number }>(sql`
    delete from member_import where workspace_id = ${ctx.workspaceId} and ((state = 'waiting' and created_at < ${before.waiting})
      or (state in ('done', 'cancelled', 'failed') and finished_at < ${before.over})) returning id`)
  await ctx.db.exec(sql`
    delete from member_import_met where workspace_id = ${ctx.workspaceId} and import_id = any(${gone.map((one) => one.id)}::bigint[])`)
  const given = await ctx.db.rows<{ id: number }>(sql`
    update member_import set state = 'cancelled' where workspace_id = ${ctx.workspaceId} and state = 'stopped' and finished_at < ${before.stopped}
    returning id`)
  await ctx.db.exec(sql`
    delete from member_import_chunk where workspace_id = ${ctx.workspaceId} and import_id = any(${given.map((one) => one.id)}::bigint[])`)
}

/** What the columns of the newest started import with these headings were taken for. */
export async function latestColumns(ctx: Ctx, headings: readonly string[]): Promise<readonly ImportTarget[] | undefined> {
  const row = await ctx.db.maybe<{ columns: readonly ImportTarget[] }>(sql`
    select columns from member_import
    where workspace_id = ${ctx.workspaceId} and headings = ${JSON.stringify(headings)}::jsonb and state <> 'waiting' order by id desc limit 1`)
  return row?.columns
}

export interface Tally {
  readonly done: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly failed: number
}

/** Progress of one chunk. */
export async function addTally(ctx: Ctx, id: number, tally: Tally): Promise<void> {
  await ctx.db.exec(sql`
    update member_import set next_chunk = next_chunk + 1, done_rows = done_rows + ${tally.done}, created_rows = created_rows + ${tally.created},
      updated_rows = updated_rows + ${tally.updated}, unchanged_rows = unchanged_rows + ${tally.unchanged},
      failed_rows = failed_rows + ${tally.failed}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function insertErrors(ctx: Ctx, importId: number, errors: readonly ImportRowError[]): Promise<void> {
  await ctx.db.exec(sql`
    insert into member_import_error (workspace_id, import_id, line, position, column_name, code, value)
    select ${ctx.workspaceId}, ${importId}, n.line, n.position, n.column_name, n.code, n.value
    from unnest(${errors.map((e) => e.line)}::int[], ${errors.map((e) => e.column)}::text[], ${errors.map((e) => e.code)}::text[],
      ${errors.map((e) => sealText(ctx, e.value))}::text[]) with ordinality as n (line, column_name, code, value, position)
    on conflict do nothing`)
}

export async function readErrors(ctx: Ctx, importId: number, limit: number): Promise<ImportRowError[]> {
  const rows = await ctx.db.rows<ImportRowError>(sql`
    select line, column_name as column, code, value from member_import_error
    where workspace_id = ${ctx.workspaceId} and import_id = ${importId} order by line, position limit ${limit}`)
  return rows.map((row) => ({ ...row, value: openText(ctx, row.value) }))
}

export async function insertRejects(ctx: Ctx, importId: number, position: number, rejects: readonly Reject[]): Promise<void> {
  await ctx.db.exec(sql`
    insert into member_import_reject (workspace_id, import_id, position, bytes)
    values (${ctx.workspaceId}, ${importId}, ${position}, ${sealFile(ctx, Buffer.from(JSON.stringify(rejects)))})`)
}

/** The next chunk's rejects after a position. */
export async function readRejects(
  ctx: Ctx,
  importId: number,
  after: number,
): Promise<{ position: number; rejects: readonly Reject[] } | undefined> {
  const row = await ctx.db.maybe<{ position: number; bytes: Buffer }>(sql`
    select position, bytes from member_import_reject
    where workspace_id = ${ctx.workspaceId} and import_id = ${importId} and position > ${after} order by position limit 1`)
  return row && { position: row.position, rejects: JSON.parse(openFile(ctx, row.bytes).toString('utf8')) as Reject[] }
}
