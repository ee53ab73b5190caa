import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import type { ImportReport, ImportRowError, ImportTarget } from '../contract/index.ts'
import { openFile, openText, sealFile, sealText } from './contact.ts'

export interface ImportRecord {
  readonly id: number
  readonly fileName: string
  readonly encoding: ImportReport['encoding']
  readonly delimiter: string
  readonly state: ImportReport['state']
  readonly headings: readonly string[]
  readonly columns: readonly ImportTarget[]
  readonly sample: readonly (readonly string[])[]
  readonly rows: number
  readonly done: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly failed: number
  readonly createdAt: Date
  readonly finishedAt: Date | null
}

const COLUMNS = sql`id, file_name as "fileName", encoding, delimiter, state, headings, columns, sample, row_count as rows, done_rows as done,
  created_rows as created, updated_rows as updated, unchanged_rows as unchanged, failed_rows as failed, created_at as "createdAt",
  finished_at as "finishedAt"`

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
  seen: Pick<ImportRecord, 'encoding' | 'delimiter' | 'headings' | 'columns' | 'sample' | 'rows'>,
): Promise<void> {
  await ctx.db.exec(sql`
    update member_import set encoding = ${seen.encoding}, delimiter = ${seen.delimiter}, headings = ${JSON.stringify(seen.headings)}::jsonb,
      columns = ${JSON.stringify(seen.columns)}::jsonb, sample = ${JSON.stringify(sealText(ctx, JSON.stringify(seen.sample)))}::jsonb, row_count = ${seen.rows}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function insertChunk(ctx: Ctx, importId: number, position: number, bytes: Uint8Array): Promise<void> {
  await ctx.db.exec(sql`
    insert into member_import_chunk (workspace_id, import_id, position, bytes)
    values (${ctx.workspaceId}, ${importId}, ${position}, ${sealFile(ctx, bytes)})`)
}

export async function readChunk(ctx: Ctx, importId: number, position: number): Promise<Uint8Array | undefined> {
  const row = await ctx.db.maybe<{ bytes: Buffer }>(sql`
    select bytes from member_import_chunk where workspace_id = ${ctx.workspaceId} and import_id = ${importId} and position = ${position}`)
  return row && openFile(ctx, row.bytes)
}

export async function findImport(ctx: Ctx, id: number): Promise<ImportRecord | undefined> {
  return opened(ctx, await ctx.db.rows(sql`select ${COLUMNS} from member_import where workspace_id = ${ctx.workspaceId} and id = ${id}`))[0]
}

export async function latestImports(ctx: Ctx): Promise<ImportRecord[]> {
  const rows = await ctx.db.rows<StoredImport>(sql`
    select ${COLUMNS} from member_import where workspace_id = ${ctx.workspaceId} and row_count > 0 order by id desc limit 50`)
  return opened(ctx, rows)
}

/** Locks a waiting or running import; undefined when it is not in that state. */
export async function lockImport(ctx: Ctx, id: number): Promise<ImportRecord | undefined> {
  const rows = await ctx.db.rows<StoredImport>(sql`
    select ${COLUMNS} from member_import where workspace_id = ${ctx.workspaceId} and id = ${id} for update`)
  return opened(ctx, rows)[0]
}

/** The oldest running import nobody works on just now. */
export async function claimImport(ctx: Ctx, id?: number): Promise<ImportRecord | undefined> {
  const which: Sql = id === undefined ? sql`true` : sql`id = ${id}`
  const rows = await ctx.db.rows<StoredImport>(sql`
    select ${COLUMNS} from member_import where workspace_id = ${ctx.workspaceId} and state = 'running' and ${which}
    order by id limit 1 for update skip locked`)
  return opened(ctx, rows)[0]
}

export async function startImportRow(ctx: Ctx, id: number, columns: readonly ImportTarget[]): Promise<void> {
  await ctx.db.exec(sql`
    update member_import set state = 'running', columns = ${JSON.stringify(columns)}::jsonb
    where workspace_id = ${ctx.workspaceId} and id = ${id} and state = 'waiting'`)
}

/** Ends an import and lets go of its file. */
export async function endImport(ctx: Ctx, id: number, state: 'done' | 'cancelled' | 'failed'): Promise<void> {
  await ctx.db.exec(sql`
    update member_import set state = ${state}, finished_at = ${ctx.clock.now()} where workspace_id = ${ctx.workspaceId} and id = ${id}`)
  await ctx.db.exec(sql`delete from member_import_chunk where workspace_id = ${ctx.workspaceId} and import_id = ${id}`)
}

export async function deleteImport(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.exec(sql`delete from member_import where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** Uploads that nobody started. */
export function deleteStaleImports(ctx: Ctx, before: Date): Promise<number> {
  return ctx.db.exec(sql`
    delete from member_import where workspace_id = ${ctx.workspaceId} and state = 'waiting' and created_at < ${before}`)
}

export interface Tally {
  readonly done: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly failed: number
}

export async function addTally(ctx: Ctx, id: number, tally: Tally): Promise<void> {
  await ctx.db.exec(sql`
    update member_import set done_rows = done_rows + ${tally.done}, created_rows = created_rows + ${tally.created},
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
