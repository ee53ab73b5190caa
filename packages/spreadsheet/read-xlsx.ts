import { isDateFormat, numberText, serialText } from './cell-format.ts'
import { type SheetRow, SpreadsheetFault } from './fault.ts'
import { readSharedStrings, type SharedStrings, unescapeText } from './shared-strings.ts'
import { readXml, walkXml } from './xml.ts'
import { ZIP_LIMITS, Zip, type ZipLimits } from './zip-file.ts'

/** Columns of a sheet beyond these are not read: a stray cell far to the right must not make every row that wide. */
const MOST_COLUMNS = 500

interface Workbook {
  readonly sheet: string
  readonly since1904: boolean
}

/**
 * Rows of the first visible sheet of an .xlsx file on disk, as texts: numbers without exponent, days as 2026-11-25, formulas by their
 * kept result. Empty rows are passed over. Memory holds the texts that cells share and the row at hand. @throws SpreadsheetFault
 */
export async function* readXlsx(path: string, limits: ZipLimits = ZIP_LIMITS): AsyncGenerator<SheetRow, void> {
  const zip = await Zip.open(path, limits)
  try {
    const { sheet, since1904 } = await readWorkbook(zip)
    const dates = await readDateStyles(zip)
    const shared = await readSharedStrings(zip.read('xl/sharedstrings.xml'))
    yield* readSheet(zip.read(sheet), { dates, shared, since1904 })
  } finally {
    zip.close()
  }
}

async function readWorkbook(zip: Zip): Promise<Workbook> {
  if (!zip.has('xl/workbook.xml')) throw new SpreadsheetFault(zip.has('content.xml') ? 'no_sheet' : 'malformed')
  const sheets: { readonly relation: string; readonly hidden: boolean }[] = []
  let since1904 = false
  await readXml(zip.read('xl/workbook.xml'), {
    open: (name, attributes) => {
      if (name === 'workbookPr') since1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? ''
      sheets.push({ relation, hidden: attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden' })
    },
    close: () => undefined,
    text: () => undefined,
  })
  const targets = new Map<string, string>()
  await readXml(zip.read('xl/_rels/workbook.xml.rels'), {
    open: (name, attributes) => {
      if (name === 'Relationship') targets.set(attributes['Id'] ?? '', attributes['Target'] ?? '')
    },
    close: () => undefined,
    text: () => undefined,
  })
  const first = sheets.find(
    (one) => !one.hidden && placeOf(targets.get(one.relation)) !== '' && zip.has(placeOf(targets.get(one.relation))),
  )
  if (!first) throw new SpreadsheetFault('no_sheet')
  return { sheet: placeOf(targets.get(first.relation)), since1904 }
}

function placeOf(target: string | undefined): string {
  if (!target) return ''
  return (target.startsWith('/') ? target.slice(1) : `xl/${target}`).toLowerCase()
}

/** For each cell style whether it shows a date. */
async function readDateStyles(zip: Zip): Promise<readonly boolean[]> {
  const custom = new Map<number, string>()
  const formats: number[] = []
  let inCells = false
  await readXml(zip.read('xl/styles.xml'), {
    open: (name, attributes) => {
      if (name === 'numFmt') custom.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) formats.push(Number(attributes['numFmtId'] ?? 0))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
    text: () => undefined,
  })
  return formats.map((number) => isDateFormat(number, custom))
}

interface Reading {
  readonly dates: readonly boolean[]
  readonly shared: SharedStrings
  readonly since1904: boolean
}

async function* readSheet(bytes: AsyncIterable<Uint8Array>, reading: Reading): AsyncGenerator<SheetRow, void> {
  let ready: SheetRow[] = []
  let cells: string[] = []
  let line = 0
  let column = 0
  let type = ''
  let style = 0
  let value = ''
  let taking = false
  const events = {
    open: (name: string, attributes: Readonly<Record<string, string>>) => {
      if (name === 'row') {
        line = Number(attributes['r']) || line + 1
        cells = []
        column = 0
      } else if (name === 'c') {
        column = columnOf(attributes['r']) ?? column
        type = attributes['t'] ?? 'n'
        style = Number(attributes['s'] ?? 0)
        value = ''
      } else if (name === 'v' || name === 't') taking = true
      else if (name === 'rPh') taking = false
    },
    close: (name: string) => {
      if (name === 'v' || name === 't') taking = false
      else if (name === 'c') {
        if (column < MOST_COLUMNS && value !== '') {
          while (cells.length < column) cells.push('')
          cells[column] = textOf(type, value, style, reading)
        }
        column++
      } else if (name === 'row' && cells.some((cell) => cell !== '')) ready.push({ cells, line })
    },
    text: (text: string) => {
      if (taking) value += text
    },
  }
  for await (const _piece of walkXml(bytes, events)) {
    yield* ready
    ready = []
  }
}

function textOf(type: string, value: string, style: number, { dates, shared, since1904 }: Reading): string {
  if (type === 's') return shared.get(Number(value))
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  if (type === 'str' || type === 'inlineStr') return unescapeText(value)
  if (type === 'e') return ''
  if (type === 'd') return value.replace(/T00:00:00(?:\.0+)?Z?$/, '').replace('T', ' ')
  return dates[style] ? serialText(Number(value), since1904) : numberText(value)
}

/** `AB12` → 27. */
function columnOf(place: string | undefined): number | undefined {
  if (!place) return undefined
  let number = 0
  for (const letter of place) {
    const code = letter.charCodeAt(0)
    if (code < 65 || code > 90) break
    number = number * 26 + code - 64
  }
  return number === 0 ? undefined : number - 1
}
