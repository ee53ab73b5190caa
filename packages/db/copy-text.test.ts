import type { WorkspaceId } from '@grove/kernel/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { copyText, fillOpen, OPEN, RowWriter, SortedRowWriter } from './copy-text.ts'
import { createRoom } from './room.ts'

it('escapes what would end a cell or a row, and tells nothing from empty', () => {
  const rows = [['a\tb\nc\rd\\e', null, '', '\\N', 1.5, true, false, new Date(0), '😀，"']]
  expect([...copyText(7, rows)].join('')).toBe('7\ta\\tb\\nc\\rd\\\\e\t\\N\t\t\\\\N\t1.5\tt\tf\t1970-01-01T00:00:00.000Z\t😀，"\n')
})

it('comes in pieces, whole rows each, and nothing for no rows', () => {
  expect([...copyText(1, [])]).toEqual([])
  const pieces = [
    ...copyText(
      1,
      Array.from({ length: 3000 }, (_, at) => ['x'.repeat(50), at]),
    ),
  ]
  expect(pieces.length).toBeGreaterThan(1)
  expect(pieces.every((piece) => piece.endsWith('\n'))).toBe(true)
  expect(pieces.join('').split('\n')).toHaveLength(3001)
})

it('writes what TextEncoder would, half characters too', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.double(), fc.boolean(), fc.constant(null)), { minLength: 1 }),
      ),
      (rows) => {
        const writer = new RowWriter(here)
        for (const row of rows) writer.add(row)
        expect(text(writer.ready())).toBe(Buffer.from([...copyText(12, rows)].join('')).toString())
      },
    ),
  )
  const odd = ['\ud83d', 'a\udc00b', '😀', '\u07ff\u0800\uffff', '汉'.repeat(40_000)]
  const writer = new RowWriter(here)
  writer.add(odd)
  expect(text(writer.ready())).toBe(Buffer.from(`12\t${odd.join('\t')}\n`).toString())
})

const text = (rows: { readonly text: Uint8Array }) => Buffer.from(rows.text).toString()
const here = 12 as WorkspaceId

it('writes rows out one by one, the same as all at once, in parts or sorted', () => {
  const rows = Array.from({ length: 3000 }, (_, at) => [`王${(at * 7919) % 3000}`, at, 'x\ny'])
  const writers = [new RowWriter(here), new SortedRowWriter(here)] as const
  for (const writer of writers) for (const row of rows) writer.add(row)
  const whole = [...copyText(12, rows)].join('')
  const [plain, sorted] = writers.map((writer) => text(writer.ready()))
  expect(plain).toBe(whole)
  expect(sorted).toBe(`${whole.slice(0, -1).split('\n').sort().join('\n')}\n`)
  expect(text(new RowWriter(here).ready())).toBe('')
})

it('writes a number that was not known into the first cell of each row, and again where it was another', () => {
  const writer = new RowWriter(here)
  for (const row of [
    [OPEN, '甲', 1],
    [OPEN, 'b\n\tc', null],
    [OPEN, '', true],
  ])
    writer.add(row)
  const rows = writer.ready()
  for (const value of [Number.MAX_SAFE_INTEGER, 77]) {
    fillOpen(rows, value)
    const cell = String(value).padStart(16, '0')
    expect(text(rows)).toBe(`12\t${cell}\t甲\t1\n12\t${cell}\tb\\n\\tc\t\\N\n12\t${cell}\t\tt\n`)
  }
  const none = new RowWriter(here).ready()
  fillOpen(none, 1)
  expect(text(none)).toBe('')
})

it('writes the same into memory that others have written into, and asks for no more of it', () => {
  const rows = Array.from({ length: 3000 }, (_, at) => [`王${(at * 7919) % 3000}`, at, 'x\ny'])
  const memory = createRoom()
  const written = () =>
    [new RowWriter(here, memory), new SortedRowWriter(here, memory)].map((writer) => {
      for (const row of rows) writer.add(row)
      return writer.ready()
    })
  const first = written()
  const [plain, sorted] = first.map(text)
  const pieces = new Set(first.map((one) => one.text.buffer))
  for (const one of first) memory.give(one.text)
  const second = written()
  expect(second.map(text)).toEqual([plain, sorted])
  expect(second.some((one) => pieces.has(one.text.buffer))).toBe(true)
  memory.give(new Uint8Array(9 * 1024 * 1024))
  expect(memory.take(8 * 1024 * 1024 + 1).length).toBe(8 * 1024 * 1024 + 1)
})
