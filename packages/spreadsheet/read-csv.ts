import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { type SheetRow, SpreadsheetFault } from './fault.ts'

/** Longest single row; a quote left open would otherwise swallow the whole file before it is noticed. */
const LONGEST_ROW = 64 * 1024 * 1024

/** Records of a CSV text, heading included; empty lines are passed over. @throws SpreadsheetFault with the line */
export async function* readCsv(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<SheetRow, void> {
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
    throw new SpreadsheetFault(faultOf(error.code), lines)
  }
}

function breaksIn(cells: readonly string[]): number {
  let breaks = 0
  for (const cell of cells) if (cell.includes('\n') || cell.includes('\r')) breaks += cell.match(/\r\n|\n|\r/g)?.length ?? 0
  return breaks
}

function faultOf(code: string): 'quote_not_closed' | 'row_too_long' | 'malformed' {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'quote_not_closed'
  return code === 'CSV_MAX_RECORD_SIZE' ? 'row_too_long' : 'malformed'
}
