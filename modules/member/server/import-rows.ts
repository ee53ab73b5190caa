import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { memberErrors } from '../contract/index.ts'

export interface CsvRecord {
  readonly cells: readonly string[]
  /** Line on which the record begins, as an editor counts. */
  readonly line: number
}

/** Longest single row; an unclosed quote would otherwise swallow the whole file before it is noticed. */
const LONGEST_ROW = 256 * 1024

/** Records of a CSV text, heading included; empty lines are passed over. @throws member.import_not_csv with the line */
export async function* csvRecords(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRecord, void> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  })
  pipeline(Readable.from(text), parser, () => undefined)
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { cells: record, line: info.lines - breaksIn(record) }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const lines = 'lines' in error && typeof error['lines'] === 'number' ? error['lines'] : 0
    throw memberErrors.import_not_csv({ line: lines, reason: reasonOf(error.code) })
  }
}

function breaksIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
}

function reasonOf(code: string): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'quote_not_closed'
  return code === 'CSV_MAX_RECORD_SIZE' ? 'row_too_long' : 'malformed'
}
