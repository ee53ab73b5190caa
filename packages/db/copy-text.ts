import type { WorkspaceId } from '@grove/kernel/contract'
import type { CopyValue, ReadyRows } from '@grove/kernel/server'

const CHUNK = 65_536
/** What is written out is let go in parts: a batch that lived as one string would be copied from place to place by each collection. */
const PART = 16_384
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

/** In the order of their text, for tables that several may write to at once: who takes keys in one order never waits in a ring. */
export function sortedRowWriter(workspaceId: WorkspaceId): RowWriter {
  const lines: string[] = []
  return {
    add: (row) => {
      lines.push(lineOf(workspaceId, row))
    },
    ready: () => ({ of: workspaceId, text: joined([Buffer.from(lines.sort().join(''))]) }),
  }
}

export function rowWriter(workspaceId: WorkspaceId): RowWriter {
  const parts: Uint8Array[] = []
  let text = ''
  return {
    add: (row) => {
      text += lineOf(workspaceId, row)
      if (text.length < PART) return
      parts.push(Buffer.from(text))
      text = ''
    },
    ready: () => ({ of: workspaceId, text: joined([...parts, Buffer.from(text)]) }),
  }
}

/** A buffer of its own, so that it can be handed to another thread. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
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
