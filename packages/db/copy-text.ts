import type { CopyValue } from '@grove/kernel/server'

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

function cellOf(value: CopyValue): string | number {
  if (typeof value === 'string') return SPECIAL.test(value) ? value.replace(SPECIALS, (character) => ESCAPED[character] ?? '') : value
  if (typeof value === 'number') return value
  if (value === null) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return value.toISOString()
}
