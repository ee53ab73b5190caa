import type { OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { type ImportReport, memberErrors, type uploadImport as uploadRoute } from '../contract/index.ts'
import { guessColumns } from '../domain/guess-columns.ts'
import { csvRecords } from './import-rows.ts'
import { decode, guessDelimiter, watchEncoding } from './import-text.ts'
import { deleteImport, describeImport, findImport, type ImportRecord, insertChunk, insertImport, readChunk } from './store-import.ts'

const CHUNK = 256 * 1024
export const MAX_BYTES = 64 * 1024 * 1024
const SAMPLE_ROWS = 20

/**
 * Keeps an uploaded CSV and reads it once from end to end, so that a broken file is refused before anything starts.
 * Nothing is held in one transaction: a slow upload may take minutes.
 * @throws member.import_empty member.import_not_csv member.import_too_large
 */
export async function uploadImport(
  ctx: Ctx,
  bytes: AsyncIterable<Uint8Array>,
  options: { readonly fileName: string },
): Promise<OutputOf<typeof uploadRoute>> {
  const id = await insertImport(ctx, options.fileName)
  try {
    const encoding = await keep(ctx, id, bytes)
    const delimiter = await delimiterOf(ctx, id, encoding)
    const records = csvRecords(decode(chunksOf(ctx, id), encoding), delimiter)
    const heading = await records.next()
    if (heading.done) throw memberErrors.import_empty()
    const headings = heading.value.cells.map((cell) => cell.trim())
    const sample: (readonly string[])[] = []
    let rows = 0
    for await (const record of records) {
      if (rows++ < SAMPLE_ROWS) sample.push(record.cells.map((cell) => cell.slice(0, 200)))
    }
    if (rows === 0) throw memberErrors.import_empty()
    await describeImport(ctx, id, { encoding, delimiter, headings, columns: guessColumns(headings), sample, rows })
    const record = await findImport(ctx, id)
    if (!record) throw memberErrors.import_not_found()
    return previewOf(record)
  } catch (error) {
    await deleteImport(ctx, id)
    throw error
  }
}

async function keep(ctx: Ctx, id: number, bytes: AsyncIterable<Uint8Array>): Promise<ImportReport['encoding']> {
  const watch = watchEncoding()
  let parts: Uint8Array[] = []
  let held = 0
  let total = 0
  let position = 0
  const flush = async () => {
    if (held > 0) await insertChunk(ctx, id, position++, Buffer.concat(parts))
    parts = []
    held = 0
  }
  for await (const part of bytes) {
    if (part.length === 0) continue
    total += part.length
    if (total > MAX_BYTES) throw memberErrors.import_too_large({ maxMegabytes: MAX_BYTES / 1024 / 1024 })
    watch.see(part)
    parts.push(part)
    held += part.length
    if (held >= CHUNK) await flush()
  }
  await flush()
  return watch.verdict()
}

/** The kept file, chunk after chunk. */
export async function* chunksOf(ctx: Ctx, importId: number): AsyncGenerator<Uint8Array, void> {
  for (let position = 0; ; position++) {
    const chunk = await readChunk(ctx, importId, position)
    if (!chunk) return
    yield chunk
  }
}

async function delimiterOf(ctx: Ctx, id: number, encoding: ImportReport['encoding']): Promise<string> {
  const first = await readChunk(ctx, id, 0)
  return guessDelimiter(first ? new TextDecoder(encoding).decode(first) : '')
}

export function reportOf(record: ImportRecord): ImportReport {
  const { headings, columns, sample: _sample, ...rest } = record
  return { ...rest, columns: headings.map((heading, at) => ({ heading, target: columns[at] ?? 'skip' })) }
}

export function previewOf(record: ImportRecord): OutputOf<typeof uploadRoute> {
  return { ...reportOf(record), sample: record.sample.map((row) => [...row]) }
}
