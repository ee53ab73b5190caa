import { identity } from '@grove/identity/server'
import { writeXlsx } from '@grove/spreadsheet'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import fc from 'fast-check'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { csvLine } from '../../domain/csv-cell.ts'
import { exportMembers } from '../export-members.ts'
import { listMembers, member } from '../index.ts'
import { importErrors } from './error-file.ts'
import { importMembersFromStream } from './import-verbs.ts'
import { MOST_ROWS, uploadImport } from './upload-import.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
})
beforeEach(async () => {
  ws = await t.workspace()
})
afterAll(() => t.close())

async function* stream(bytes: Uint8Array, size = 777) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const run = (bytes: Uint8Array, fileName = 'm.csv') => importMembersFromStream(ws.ctx, stream(bytes, 70_000), { fileName })
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())
const utf8 = (text: string) => new TextEncoder().encode(text)
const xlsx = (rows: readonly (readonly string[])[]) =>
  bytesOf(
    new Response(
      writeXlsx(
        'A',
        (async function* () {
          yield rows
        })(),
      ),
    ),
  )

/** Bytes of a text in GB18030: the two-byte plane turned around; null for what it does not hold. */
const GBK = new Map<string, number[]>()
const decoder = new TextDecoder('gb18030')
for (let high = 0x81; high < 0xff; high++)
  for (let low = 0x40; low < 0xff; low++) {
    if (low === 0x7f) continue
    const letter = decoder.decode(Uint8Array.from([high, low]))
    if (letter.length === 1 && letter !== '\u{fffd}') GBK.set(letter, [high, low])
  }
const gbk = (text: string) =>
  Uint8Array.from([...text].flatMap((letter) => GBK.get(letter) ?? (letter < '\u{80}' ? [letter.charCodeAt(0)] : [63])))

const nasty = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\n',
  '\r\n',
  "'",
  '=',
  '+',
  '-',
  '@',
  '王',
  '小明',
  '👩‍👩‍👧',
  'é',
  'e\u{301}',
  '｜',
  ' ',
  'ß',
  '\u{200b}',
]
const name = fc.array(fc.constantFrom(...nasty), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''))
const understood = (text: string) => text.normalize('NFC').trim()

const HEAD = ['编号', '姓名', '城市', '备注']
function rowsFor(seed: number): string[][] {
  return fc.sample(fc.tuple(name, name, name), { numRuns: 40, seed }).map(([a, b, c], at) => [`N${at}`, `x${a}`, b, c])
}
async function stored() {
  const rows = await ws.ctx.db.rows<{ number: string; name: string; city: string | null; note: string | null }>(sql`
    select i.external_id as number, m.display_name as name, m.city, m.attributes ->> '备注' as note
    from member m join member_identity i on i.workspace_id = ${ws.id} and i.member_id = m.id and i.channel = 'number'
    where m.workspace_id = ${ws.id}`)
  return new Map(rows.map((row) => [row.number, [row.name, row.city ?? '', row.note ?? '']]))
}

describe('any rows in any dress', () => {
  const csv = (rows: readonly (readonly string[])[], delimiter: string, line: string) =>
    [HEAD, ...rows].map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join(line)
  const plain = (text: string) => [...text].filter((letter) => letter < '\u{80}' || GBK.has(letter)).join('')
  const dresses: [string, (rows: string[][]) => Promise<Uint8Array> | Uint8Array, (cell: string) => string][] = [
    ['UTF-8, commas, LF', (rows) => utf8(csv(rows, ',', '\n')), (cell) => cell],
    ['UTF-8 with a mark, semicolons, CRLF', (rows) => utf8(`\u{feff}${csv(rows, ';', '\r\n')}\r\n`), (cell) => cell],
    ['UTF-16, tabs', (rows) => new Uint8Array(Buffer.from(`\u{feff}${csv(rows, '\t', '\r\n')}`, 'utf16le')), (cell) => cell],
    [
      'GBK',
      (rows) =>
        gbk(
          csv(
            rows.map((row) => row.map(plain)),
            ',',
            '\r\n',
          ),
        ),
      plain,
    ],
    ['a workbook', (rows) => xlsx([HEAD, ...rows]), (cell) => cell],
  ]
  it.each(dresses)('%s: read as they were written, and once more without change', async (label, dress, kept) => {
    const rows = rowsFor(dresses.findIndex(([one]) => one === label) + 11)
    const bytes = await dress(rows)
    const report = await run(bytes)
    expect(report).toMatchObject({ created: rows.length, failed: 0 })
    const found = await stored()
    // A quote before a formula is how files say "this is text": it goes, once.
    const clear = (cell: string) => understood(understood(kept(cell)).replace(/^'(?='*[=+\-@])/, ''))
    for (const [number, ...cells] of rows) expect(found.get(number as string)).toEqual(cells.map(clear))
    expect(await run(bytes)).toMatchObject({ created: 0, updated: 0, unchanged: rows.length })
  })

  it.each(['csv', 'xlsx'] as const)('an export as %s sent back changes nothing, in clear and masked', async (format) => {
    const lines = rowsFor(5).map((row, at) => [...row, `1380013${8000 + at}`, `a${at}@x.cn`])
    await run(await xlsx([[...HEAD, '手机', '邮箱'], ...lines]))
    const head = await ws.as('head')
    for (const revealed of [true, false]) {
      const bytes = await bytesOf(await exportMembers(head, { format, revealed }))
      const report = await run(bytes, `export.${format}`)
      expect(report).toMatchObject({ created: 0, updated: 0, unchanged: 40, failed: 0, format })
    }
    const some = await exportMembers(head, { format, columns: 'displayName,stage', ids: '1,2' })
    expect(some.headers.get('content-disposition')).toContain(`.${format}`)
  })
})

describe('a file that means harm', () => {
  it('with a cell of ten megabytes loses that row and no other', async () => {
    const report = await run(utf8(`姓名,编号\n王小明,1\n"${'字'.repeat(3_500_000)}",2\n李四,3\n`))
    expect(report).toMatchObject({ created: 2, failed: 1 })
    expect(report.errors).toMatchObject([{ line: 3, column: '姓名', code: 'too_long' }])
  })

  it('is refused: an old workbook, half a workbook, more rows than are taken', async () => {
    const refused = async (bytes: Uint8Array) =>
      uploadImport(ws.ctx, stream(bytes), { fileName: 'x' }).catch((error: { code: string }) => error.code)
    expect(await refused(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toBe('member.import_old_excel')
    expect(await refused((await xlsx([HEAD, ['1', 'x', '', '']])).subarray(0, 500))).toBe('member.import_malformed')
    expect(MOST_ROWS).toBe(5_000_000)
    expect(await ws.ctx.db.rows(sql`select id from member_import where workspace_id = ${ws.id}`)).toEqual([])
  })
})

describe('the error file', () => {
  const table = [
    ['会员卡', '称谓', '电话'],
    ['A1', '王小明', '13800138000'],
    ['A2', '=李四', '123'],
    ['A3', '', '13900139000'],
    ['A1', '又是他', ''],
  ]
  const columns = ['externalId', 'displayName', 'phone'] as const

  it.each(['csv', 'xlsx'] as const)(
    'as %s carries the reason and the rows as they came; mended, it goes in with the same columns',
    async (format) => {
      const write = async (rows: readonly (readonly string[])[]) =>
        format === 'xlsx' ? xlsx(rows) : utf8(rows.map((row) => csvLine(row)).join(''))
      const first = await importMembersFromStream(ws.ctx, stream(await write(table)), { fileName: `会员.${format}`, columns })
      expect(first).toMatchObject({ created: 1, failed: 3, format })
      const file = await importErrors(ws.ctx, { id: first.id })
      expect(file.headers.get('content-disposition')).toContain(encodeURIComponent(`会员-没导入的行.${format}`))
      const bytes = await bytesOf(file)
      const again = await uploadImport(ws.ctx, stream(bytes), { fileName: 'again' })
      expect(again.columns).toEqual([
        { heading: '没导入的原因', target: 'skip' },
        ...columns.map((target, at) => ({ heading: table[0]?.[at], target })),
      ])
      expect(again.sample).toMatchObject([
        ['电话：手机号不对', 'A2', "'=李四", '123'],
        ['新成员没有姓名', 'A3', '', '13900139000'],
        ['与文件前面的一行是同一个人（行号见内容）（2）', 'A1', '又是他', ''],
      ])
      // Sent again unmended it says the same, with one column of reasons.
      const same = await run(bytes)
      expect(same).toMatchObject({ created: 0, updated: 1, failed: 2 })
      const mended = [
        ['没导入的原因', ...(table[0] as string[])],
        ['电话：手机号不对', 'A2', format === 'csv' ? '=李四' : "'=李四", '13700137000'],
        ['', 'A3', '赵六', '13900139000'],
      ]
      expect(await run(await write(mended))).toMatchObject({ created: 2, failed: 0 })
      const names = (await listMembers(ws.ctx, { limit: 10, sort: 'createdAt' })).items.map((row) => row.displayName)
      expect(names).toEqual(['又是他', '=李四', '赵六'])
    },
  )

  it('of another workspace is not there', async () => {
    const { id } = await run(utf8('姓名,编号\n,1\n'))
    const other = await t.workspace()
    await expect(importErrors(other.ctx, { id })).rejects.toMatchObject({ code: 'member.import_not_found' })
  })
})
