import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import yazl from 'yazl'
import { type Cell, readXlsx, sniff, writeXlsx } from './index.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grove-xlsx-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let made = 0
const pathOf = () => join(folder, `${++made}.xlsx`)
const batches = async function* (rows: readonly (readonly Cell[])[]) {
  yield rows
}
async function written(rows: readonly (readonly Cell[])[]): Promise<string> {
  const path = pathOf()
  await pipeline(Readable.fromWeb(writeXlsx('成员', batches(rows)) as never), createWriteStream(path))
  return path
}
async function zipped(parts: Readonly<Record<string, string>>): Promise<string> {
  const path = pathOf()
  const zip = new yazl.ZipFile()
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}
async function read(path: string, limits?: Parameters<typeof readXlsx>[1]) {
  const rows: { line: number; cells: readonly string[] }[] = []
  for await (const row of readXlsx(path, limits)) rows.push(row)
  return rows
}
const book = (sheet: string, more: Readonly<Record<string, string>> = {}, sheets = '<sheet name="A" sheetId="1" r:id="rId1"/>') => ({
  'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr/><sheets>${sheets}</sheets></workbook>`,
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
  ...more,
})

describe('a workbook that is none', () => {
  it.each([
    [
      'bytes of something else',
      () => writeFile(join(folder, 'no.xlsx'), 'PK\u{3}\u{4} no').then(() => join(folder, 'no.xlsx')),
      'malformed',
    ],
    ['a zip of something else', () => zipped({ 'a.txt': 'x' }), 'malformed'],
    ['a document of another office', () => zipped({ 'content.xml': '<x/>' }), 'no_sheet'],
    ['XML cut in half', () => zipped(book('<row r="1"><c')), 'malformed'],
    ['hidden sheets only', () => zipped(book('', {}, '<sheet name="A" sheetId="1" r:id="rId1" state="hidden"/>')), 'no_sheet'],
  ])('%s is refused', async (_name, make, code) => {
    await expect(read(await make())).rejects.toMatchObject({ code })
  })

  it('a bomb is refused before it is inflated: by its size, by its ratio', async () => {
    const bomb = await zipped(book(`<row r="1"><c t="inlineStr"><is><t>${'0'.repeat(3_000_000)}</t></is></c></row>`))
    await expect(read(bomb)).rejects.toMatchObject({ code: 'too_large' })
    const wide = await zipped(book(`<row r="1"><c><v>1</v></c></row>`))
    await expect(read(wide, { inflated: 100, ratio: 200 })).rejects.toMatchObject({ code: 'too_large' })
  })
})

describe('a workbook of Excel', () => {
  it('gives shared and rich texts, numbers, days, results of formulas, and keeps gaps', async () => {
    const sheet =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="2"/>' +
      '<row r="4"><c r="A4"><v>1.3800138E+10</v></c><c r="B4" s="1"><v>46351</v></c><c r="C4" s="2"><v>46351.5</v></c>' +
      '<c r="D4" t="str"><f>A1&amp;B1</f><v>a&amp;b</v></c><c r="E4" t="b"><v>1</v></c><c r="F4" t="e"><v>#N/A</v></c><c r="G4"><v>0.1</v></c></row>'
    const path = await zipped(
      book(sheet, {
        'xl/sharedStrings.xml':
          '<sst><si><t>姓名</t></si><si><r><t xml:space="preserve">富 </t></r><r><t>文本_x000D_</t></r><rPh><t>フ</t></rPh></si></sst>',
        'xl/styles.xml':
          '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot; h:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>',
      }),
    )
    expect(await read(path)).toEqual([
      { line: 1, cells: ['姓名', '', '富 文本\r'] },
      { line: 4, cells: ['13800138000', '2026-11-25', '2026-11-25 12:00', 'a&b', 'TRUE', '', '0.1'].slice(0, 7) },
    ])
  })

  it('is read at its first visible sheet', async () => {
    const sheets = '<sheet name="A" sheetId="1" r:id="rId1" state="hidden"/><sheet name="B" sheetId="2" r:id="rId2"/>'
    const other = '<worksheet><sheetData><row><c t="inlineStr"><is><t>看我</t></is></c></row></sheetData></worksheet>'
    expect(await read(await zipped(book('', { 'xl/worksheets/sheet2.xml': other }, sheets)))).toEqual([{ line: 1, cells: ['看我'] }])
  })
})

describe('a workbook of ours', () => {
  it('is known by its first bytes and reads back as it was: any text, in any place', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('=1+1', '_x000D_', 'a\r\nb', '<&>"', '👩‍👩‍👧', ' 空 格 ', '0013', '\u{b}', ']]>'),
    )
    const rows = fc.sample(fc.array(text, { minLength: 1, maxLength: 6 }), { numRuns: 300, seed: 7 })
    const path = await written(rows)
    const bytes = await import('node:fs/promises').then((fs) => fs.readFile(path))
    expect(sniff(bytes)).toBe('xlsx')
    const back = new Map((await read(path)).map((row) => [row.line, row.cells]))
    rows.forEach((row, at) => {
      const last = row.findLastIndex((cell) => cell !== '')
      expect(back.get(at + 1) ?? []).toEqual(row.slice(0, last + 1))
    })
  })
})
