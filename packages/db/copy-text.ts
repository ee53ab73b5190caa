import type { WorkspaceId } from '@grove/kernel/contract'
import type { CopyValue, ReadyRows } from '@grove/kernel/server'
import { copyBytes } from './copy-bytes.ts'

const CHUNK = 65_536
const NEW_LINE = 10
const SPECIAL = /[\\\t\n\r]/
const SPECIALS = /[\\\t\n\r]/g
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** Rows in the text format of COPY, each begun by `first`, in pieces of some size. */
export function* copyText(first: number, rows: Iterable<readonly CopyValue[]>): Generator<string, void> {
  let text = ''
  for (const row of rows) {
    text += lineOf(first, row)
    if (text.length < CHUNK) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

/** Takes rows one by one and writes them out: for rows that a thread makes ready while the database works on others. */
export interface RowWriter {
  add(row: readonly CopyValue[]): void
  ready(): ReadyRows
}

export function rowWriter(workspaceId: WorkspaceId): RowWriter {
  const { bytes, addRow } = copyBytes(workspaceId)
  return { add: addRow, ready: () => ({ of: workspaceId, text: bytes() }) }
}

/** In the order of their first two cells, for tables that several may write to at once: who takes keys in one order never waits in a ring. */
export function sortedRowWriter(workspaceId: WorkspaceId): RowWriter {
  const { bytes, addRow } = copyBytes(workspaceId)
  const rows: { readonly key: string; readonly from: number; readonly to: number }[] = []
  return {
    add: (row) => {
      const from = rows.at(-1)?.to ?? 0
      rows.push({ key: `${String(row[0])}\t${String(row[1])}`, from, to: addRow(row) })
    },
    ready: () => {
      const written = bytes()
      const text = new Uint8Array(written.length)
      let at = 0
      for (const { from, to } of rows.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))) {
        text.set(written.subarray(from, to), at)
        at += to - from
      }
      return { of: workspaceId, text }
    },
  }
}

/** Ready rows with cells that were not known when they were written out, put behind the workspace of each. */
export function withCells(rows: ReadyRows, cells: readonly CopyValue[]): ReadyRows {
  const cut = String(rows.of).length + 1
  const start = Buffer.from(`${[rows.of, ...cells.map(cellOf)].join('\t')}\t`)
  const ends: number[] = []
  for (let end = rows.text.indexOf(NEW_LINE); end >= 0; end = rows.text.indexOf(NEW_LINE, end + 1)) ends.push(end + 1)
  const text = new Uint8Array(rows.text.length + ends.length * (start.length - cut))
  let [from, at] = [0, 0]
  for (const end of ends) {
    text.set(start, at)
    text.set(rows.text.subarray(from + cut, end), at + start.length)
    at += start.length + end - from - cut
    from = end
  }
  return { of: rows.of, text }
}

function lineOf(first: number, row: readonly CopyValue[]): string {
  return `${first}\t${row.map(cellOf).join('\t')}\n`
}

function cellOf(value: CopyValue): string | number {
  if (typeof value === 'string') return SPECIAL.test(value) ? value.replace(SPECIALS, (character) => ESCAPED[character] ?? '') : value
  if (typeof value === 'number') return value
  if (value === null) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return value.toISOString()
}
