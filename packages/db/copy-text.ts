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
    text += first
    for (const value of row) text += `\t${cellOf(value)}`
    text += '\n'
    if (text.length < CHUNK) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

/** Written out whole: for rows that a thread makes ready while the database works on others. */
export function readyRows(workspaceId: WorkspaceId, rows: Iterable<readonly CopyValue[]>): ReadyRows {
  return { of: workspaceId, text: new TextEncoder().encode([...copyText(workspaceId, rows)].join('')) }
}

function cellOf(value: CopyValue): string | number {
  if (typeof value === 'string') return SPECIAL.test(value) ? value.replace(SPECIALS, (character) => ESCAPED[character] ?? '') : value
  if (typeof value === 'number') return value
  if (value === null) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return value.toISOString()
}
