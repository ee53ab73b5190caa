import { Readable } from 'node:stream'
import yazl from 'yazl'

const TYPES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`
const RELATIONS = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
const BOOK_RELATIONS = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
// Style 1 is text (format 49), so that a spreadsheet keeps phone numbers as they are; style 2 the bold heading.
const STYLES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`
const SHEET_START = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>`
const SHEET_END = '</sheetData></worksheet>'

/** Rows a sheet can hold, by the format. */
export const XLSX_ROWS = 1_048_576
/** Characters a cell can hold, by the format. */
const CELL_MOST = 32_767

export type Cell = string | number | null | undefined

/**
 * A workbook of one sheet, piece after piece: rows are asked for as fast as the bytes are taken. Texts are written as texts, so that
 * nothing typed by a member is ever a formula.
 */
export function writeXlsx(sheet: string, rows: AsyncIterable<readonly (readonly Cell[])[]>): ReadableStream<Uint8Array> {
  const zip = new yazl.ZipFile()
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, { compress: true })
  add('[Content_Types].xml', TYPES)
  add('_rels/.rels', RELATIONS)
  add('xl/workbook.xml', workbookOf(sheet))
  add('xl/_rels/workbook.xml.rels', BOOK_RELATIONS)
  add('xl/styles.xml', STYLES)
  zip.addReadStreamLazy('xl/worksheets/sheet1.xml', { compress: true, compressionLevel: 1 }, (give) =>
    give(null, Readable.from(sheetXml(rows))),
  )
  zip.end()
  const out = zip.outputStream as Readable
  zip.on('error', (error: Error) => out.destroy(error))
  return Readable.toWeb(out) as ReadableStream<Uint8Array>
}

async function* sheetXml(batches: AsyncIterable<readonly (readonly Cell[])[]>): AsyncGenerator<Buffer, void> {
  yield Buffer.from(SHEET_START)
  let row = 0
  for await (const rows of batches) {
    let text = ''
    for (const cells of rows) {
      row++
      if (row > XLSX_ROWS) break
      text += `<row r="${row}">`
      for (const cell of cells) text += cellXml(cell, row === 1 ? 2 : 1)
      text += '</row>'
    }
    if (text !== '') yield Buffer.from(text)
  }
  yield Buffer.from(SHEET_END)
}

/** Cells stand in order, so their places need not be written; an empty one holds its place. */
function cellXml(cell: Cell, style: number): string {
  if (cell === null || cell === undefined || cell === '') return '<c/>'
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escapeText(cell.slice(0, CELL_MOST))}</t></is></c>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function escapeText(text: string): string {
  return text
    .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
    .replace(/[&<>]/g, (letter) => ENTITIES[letter] ?? letter)
    .replace(
      /[\u{0}-\u{8}\u{b}-\u{1f}\u{fffe}\u{ffff}]|[\u{d800}-\u{dfff}]/gu,
      (letter) => `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
}

function workbookOf(sheet: string): string {
  const name = escapeText(sheet.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31)).replaceAll('"', '&quot;')
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`
}
