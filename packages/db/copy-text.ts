import type { WorkspaceId } from '@grove/kernel/contract'
import type { CopyValue, ReadyRows } from '@grove/kernel/server'

const CHUNK = 65_536
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
  let text = ''
  return {
    add: (row) => {
      text += lineOf(workspaceId, row)
    },
    ready: () => ({ of: workspaceId, text: new TextEncoder().encode(text) }),
  }
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
