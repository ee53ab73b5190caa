import type { OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { type ImportReport, type ImportTarget, memberErrors, type uploadImport as uploadRoute } from '../../contract/index.ts'
import { guessColumns, isReasonColumn } from '../../domain/guess-columns.ts'
import { chunked, writeRows } from './kept-rows.ts'
import { type Sheet, withSheet } from './receive-sheet.ts'
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
  const id = await insertImport(ctx, options.fileName)
  try {
    return await withSheet(ctx, bytes, async (sheet) => {
      await keepRows(ctx, id, sheet)
      const record = await findImport(ctx, id)
      if (!record) throw memberErrors.import_not_found()
      return previewOf(record)
    })
  } catch (error) {
    await deleteImport(ctx, id)
    throw error
  }
}

async function keepRows(ctx: Ctx, id: number, { rows: all, ...seen }: Sheet): Promise<void> {
  const headings = seen.headings.map((cell) => cell.trim().slice(0, SAMPLE_CELL))
  const sample: string[][] = []
  let rows = 0
  let position = 0
  for await (const chunk of chunked(all)) {
    for (const row of chunk.slice(0, SAMPLE_ROWS - sample.length)) sample.push(row.cells.map((cell) => cell.slice(0, SAMPLE_CELL)))
    rows += chunk.length
    if (rows > MOST_ROWS) throw memberErrors.import_too_many_rows({ max: MOST_ROWS })
    await insertChunk(ctx, id, position++, writeRows(chunk))
  }
  if (rows === 0) throw memberErrors.import_empty()
  await describeImport(ctx, id, { ...seen, headings, columns: await columnsFor(ctx, headings), sample, rows })
}

/** As the same headings were taken the last time, so that a mended error file needs no second choosing; otherwise a guess. */
async function columnsFor(ctx: Ctx, headings: readonly string[]): Promise<ImportTarget[]> {
  const reason = headings.findIndex(isReasonColumn)
  const own = headings.filter((_, at) => at !== reason)
  const before = await latestColumns(ctx, own)
  if (!before) return guessColumns(headings)
  return reason < 0 ? [...before] : [...before.slice(0, reason), 'skip', ...before.slice(reason)]
}

export function reportOf(record: ImportRecord): ImportReport {
  const { headings, columns, sample: _sample, nextChunk: _next, ...rest } = record
  return { ...rest, columns: headings.map((heading, at) => ({ heading, target: columns[at] ?? 'skip' })) }
}

export function previewOf(record: ImportRecord): OutputOf<typeof uploadRoute> {
  return { ...reportOf(record), sample: record.sample.map((row) => [...row]) }
}
