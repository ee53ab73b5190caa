import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode, guessDelimiter, readCsv, readXlsx, type SheetRow, SpreadsheetFault, sniff, watchEncoding } from '@grove/spreadsheet'
import { QUESTION_FILE_ROWS, questionErrors } from '../contract/index.ts'

/**
 * Rows of a CSV or workbook, heading first; the format is told by its bytes.
 * @throws question.import_empty question.import_old_excel question.import_unreadable question.import_too_large
 */
export async function readQuestionFile(bytes: Buffer): Promise<SheetRow[]> {
  if (bytes.length === 0) throw questionErrors.import_empty()
  const format = sniff(bytes)
  if (format === 'old-excel') throw questionErrors.import_old_excel()
  try {
    return format === 'xlsx' ? await ofWorkbook(bytes) : await taken(ofText(bytes))
  } catch (error) {
    if (error instanceof SpreadsheetFault) throw questionErrors.import_unreadable({ line: error.line })
    throw error
  }
}

async function taken(rows: AsyncIterable<SheetRow>): Promise<SheetRow[]> {
  const all: SheetRow[] = []
  for await (const row of rows) {
    all.push(row)
    if (all.length > QUESTION_FILE_ROWS + 1) throw questionErrors.import_too_large({ rows: QUESTION_FILE_ROWS })
  }
  return all
}

/** The kit reads workbooks from a disk; the file is gone when it has been read. */
async function ofWorkbook(bytes: Buffer): Promise<SheetRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'grove-questions-'))
  try {
    const path = join(folder, 'upload.xlsx')
    await writeFile(path, bytes, { mode: 0o600 })
    return await taken(readXlsx(path))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function ofText(bytes: Buffer): AsyncGenerator<SheetRow, void> {
  const watch = watchEncoding()
  watch.see(bytes)
  const encoding = watch.verdict()
  const whole = async function* () {
    yield bytes
  }
  return readCsv(decode(whole(), encoding), guessDelimiter(new TextDecoder(encoding).decode(bytes.subarray(0, 65_536))))
}
