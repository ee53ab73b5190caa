import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Ctx } from '@grove/kernel/server'
import { decode, guessDelimiter, readCsv, readXlsx, type SheetRow, SpreadsheetFault, sniff, watchEncoding } from '@grove/spreadsheet'
import { IMPORT_MAX_BYTES, type ImportReport, memberErrors } from '../../contract/index.ts'

interface Received {
  readonly format: ImportReport['format']
  readonly encoding: ImportReport['encoding']
  readonly delimiter: string
}
/** A CSV or workbook that has arrived whole: what it is, its first row, and the rows after it, each as wide as the first. */
export interface Sheet extends Received {
  readonly headings: readonly string[]
  readonly rows: AsyncGenerator<SheetRow, void>
}

/**
 * Keeps an upload in the data folder while something is done with its rows.
 * @throws member.import_empty member.import_not_csv member.import_malformed (or what a workbook may suffer from) member.import_too_large
 */
export async function withSheet<T>(ctx: Ctx, bytes: AsyncIterable<Uint8Array>, work: (sheet: Sheet) => Promise<T>): Promise<T> {
  const folder = await uploadFolder(ctx)
  const path = join(folder, 'upload')
  try {
    const seen = await receive(bytes, path)
    const all = seen.format === 'xlsx' ? readXlsx(path) : readCsv(decode(createReadStream(path), seen.encoding), seen.delimiter)
    const first = await all.next()
    if (first.done) throw memberErrors.import_empty()
    const headings = first.value.cells
    return await work({ ...seen, headings, rows: seen.format === 'xlsx' ? padded(all, headings.length) : all })
  } catch (error) {
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

/** A workbook writes no cells after the last filled one; headings say how wide a row is. */
async function* padded(rows: AsyncIterable<SheetRow>, width: number): AsyncGenerator<SheetRow, void> {
  for await (const { line, cells } of rows) {
    const filled = cells.slice(width).some((cell) => cell !== '') ? [...cells] : cells.slice(0, width)
    while (filled.length < width) filled.push('')
    yield { line, cells: filled }
  }
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
