export type SpreadsheetFaultCode =
  /** A quote that never closes: the rest of the file would be one cell. */
  | 'quote_not_closed'
  | 'row_too_long'
  | 'malformed'
  /** The binary workbook of Excel 97. */
  | 'old_excel'
  | 'encrypted'
  | 'no_sheet'
  /** Would inflate to more than is allowed, or is made to (a zip bomb). */
  | 'too_large'

/** What is wrong with a file, and where, as far as can be told. */
export class SpreadsheetFault extends Error {
  readonly code: SpreadsheetFaultCode
  readonly line: number

  constructor(code: SpreadsheetFaultCode, line = 0) {
    super(`spreadsheet: ${code}${line ? ` in line ${line}` : ''}`)
    this.code = code
    this.line = line
  }
}

export interface SheetRow {
  readonly cells: readonly string[]
  /** Line (CSV, as an editor counts) or row (workbook) on which it begins. */
  readonly line: number
}
