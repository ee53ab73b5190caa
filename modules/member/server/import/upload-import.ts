import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { decode, guessDelimiter, readCsv, readXlsx, type SheetRow, SpreadsheetFault, sniff, watchEncoding } from '@grove/spreadsheet'
import {
  IMPORT_MAX_BYTES,
  type ImportReport,
  type ImportTarget,
  memberErrors,
  type uploadImport as uploadRoute,
} from '../../contract/index.ts'
import { guessColumns, isReasonColumn } from '../../domain/guess-columns.ts'
import { chunked, writeRows } from './kept-rows.ts'
import { deleteImport, describeImport, findImport, type ImportRecord, insertChunk, insertImport, latestColumns } from './store.ts'

export const MOST_ROWS = 5_000_000
const SAMPLE_ROWS = 20
const SAMPLE_CELL = 200

/**
 * Reads an uploaded CSV or workbook once from end to end and keeps its rows, sealed and in chunks: a broken file is refused before
 * anything starts, and any process may go on at any chunk. The file itself lies in the data folder only meanwhile.
 * @throws member.import_empty member.import_not_csv member.import_malformed (or what a workbook may suffer from) member.import_too_large member.import_too_many_rows
 */
export async function uploadImport(
  ctx: Ctx,
  bytes: AsyncIterable<Uint8Array>,
  options: { readonly fileName: string },
): Promise<OutputOf<typeof uploadRoute>> {
  const folder = await uploadFolder(ctx)
  const path = join(folder, 'upload')
  const id = await insertImport(ctx, options.fileName)
  try {
    const seen = await receive(bytes, path)
    await keepRows(ctx, id, seen, path)
    const record = await findImport(ctx, id)
    if (!record) throw memberErrors.import_not_found()
    return previewOf(record)
  } catch (error) {
    await deleteImport(ctx, id)
    throw error instanceof SpreadsheetFault ? refusalOf(error) : error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function uploadFolder(ctx: Ctx): Promise<string> {
  const { dataDir } = ctx.app.config
  if (dataDir === '') return mkdtemp(join(tmpdir(), 'grove-upload-'))
  const uploads = join(dataDir, 'uploads')
  await mkdir(uploads, { recursive: true, mode: 0o700 })
  return mkdtemp(join(uploads, 'import-'))
}

interface Received {
  readonly format: ImportReport['format']
  readonly encoding: ImportReport['encoding']
  readonly delimiter: string
}

/** Writes the bytes to disk as they come and tells what they are. */
async function receive(bytes: AsyncIterable<Uint8Array>, path: string): Promise<Received> {
  const file = createWriteStream(path, { mode: 0o600 })
  const watch = watchEncoding()
  let start = Buffer.alloc(0)
  let total = 0
  try {
    for await (const part of bytes) {
      total += part.length
      if (total > IMPORT_MAX_BYTES) throw memberErrors.import_too_large({ maxMegabytes: IMPORT_MAX_BYTES / 1024 / 1024 })
      if (start.length < 65_536) start = Buffer.concat([start, part])
      watch.see(part)
      if (!file.write(part)) await once(file, 'drain')
    }
  } finally {
    file.end()
    await finished(file)
  }
  const format = sniff(start)
  if (format === 'old-excel') throw new SpreadsheetFault('old_excel')
  if (format === 'xlsx') return { format, encoding: 'utf-8', delimiter: ',' }
  const encoding = watch.verdict()
  return { format, encoding, delimiter: guessDelimiter(new TextDecoder(encoding).decode(start)) }
}

function rowsOf({ format, encoding, delimiter }: Received, path: string): AsyncGenerator<SheetRow, void> {
  return format === 'xlsx' ? readXlsx(path) : readCsv(decode(createReadStream(path), encoding), delimiter)
}

async function keepRows(ctx: Ctx, id: number, seen: Received, path: string): Promise<void> {
  const all = rowsOf(seen, path)
  const first = await all.next()
  if (first.done) throw memberErrors.import_empty()
  const headings = first.value.cells.map((cell) => cell.trim().slice(0, SAMPLE_CELL))
  const sample: string[][] = []
  let rows = 0
  let position = 0
  for await (const chunk of chunked(seen.format === 'xlsx' ? padded(all, headings.length) : all)) {
    for (const row of chunk.slice(0, SAMPLE_ROWS - sample.length)) sample.push(row.cells.map((cell) => cell.slice(0, SAMPLE_CELL)))
    rows += chunk.length
    if (rows > MOST_ROWS) throw memberErrors.import_too_many_rows({ max: MOST_ROWS })
    await insertChunk(ctx, id, position++, writeRows(chunk))
  }
  if (rows === 0) throw memberErrors.import_empty()
  await describeImport(ctx, id, { ...seen, headings, columns: await columnsFor(ctx, headings), sample, rows })
}

/** A workbook writes no cells after the last filled one; headings say how wide a row is. */
async function* padded(rows: AsyncIterable<SheetRow>, width: number): AsyncGenerator<SheetRow, void> {
  for await (const { line, cells } of rows) {
    const filled = cells.slice(width).some((cell) => cell !== '') ? [...cells] : cells.slice(0, width)
    while (filled.length < width) filled.push('')
    yield { line, cells: filled }
  }
}

/** As the same headings were taken the last time, so that a mended error file needs no second choosing; otherwise a guess. */
async function columnsFor(ctx: Ctx, headings: readonly string[]): Promise<ImportTarget[]> {
  const reason = headings.findIndex(isReasonColumn)
  const own = headings.filter((_, at) => at !== reason)
  const before = await latestColumns(ctx, own)
  if (!before) return guessColumns(headings)
  return reason < 0 ? [...before] : [...before.slice(0, reason), 'skip', ...before.slice(reason)]
}

const REFUSALS = {
  malformed: memberErrors.import_malformed,
  old_excel: memberErrors.import_old_excel,
  encrypted: memberErrors.import_encrypted,
  no_sheet: memberErrors.import_no_sheet,
  too_large: memberErrors.import_inflates,
} as const

function refusalOf(fault: SpreadsheetFault) {
  const { code, line } = fault
  if (code === 'quote_not_closed' || code === 'row_too_long') return memberErrors.import_not_csv({ line, reason: code })
  if (code === 'malformed' && line > 0) return memberErrors.import_not_csv({ line, reason: code })
  return REFUSALS[code]()
}

export function reportOf(record: ImportRecord): ImportReport {
  const { headings, columns, sample: _sample, nextChunk: _next, ...rest } = record
  return { ...rest, columns: headings.map((heading, at) => ({ heading, target: columns[at] ?? 'skip' })) }
}

export function previewOf(record: ImportRecord): OutputOf<typeof uploadRoute> {
  return { ...reportOf(record), sample: record.sample.map((row) => [...row]) }
}
