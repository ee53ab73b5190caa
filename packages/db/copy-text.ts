import type { WorkspaceId } from '@grove/kernel/contract'
import type { CopyValue, ReadyRows } from '@grove/kernel/server'
import { CopyBytes } from './copy-bytes.ts'
import { newRoom, type Room } from './room.ts'

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
export class RowWriter {
  private readonly rows: CopyBytes
  private readonly workspaceId: WorkspaceId

  constructor(workspaceId: WorkspaceId, memory: Room = newRoom) {
    this.workspaceId = workspaceId
    this.rows = new CopyBytes(workspaceId, memory)
  }

  add(row: readonly CopyValue[]): void {
    this.rows.addRow(row)
  }

  ready(): ReadyRows {
    return { of: this.workspaceId, text: this.rows.bytes() }
  }
}

/** In the order of their first two cells, for tables that several may write to at once: who takes keys in one order never waits in a ring. */
export class SortedRowWriter {
  private readonly rows: CopyBytes
  private readonly placed: Placed[] = []
  private end = 0
  private readonly workspaceId: WorkspaceId
  private readonly memory: Room

  constructor(workspaceId: WorkspaceId, memory: Room = newRoom) {
    this.workspaceId = workspaceId
    this.memory = memory
    this.rows = new CopyBytes(workspaceId, memory)
  }

  add(row: readonly CopyValue[]): void {
    const from = this.end
    this.end = this.rows.addRow(row)
    this.placed.push({ first: String(row[0]), second: String(row[1]), from, to: this.end })
  }

  ready(): ReadyRows {
    const written = Buffer.from(this.rows.bytes().buffer)
    const text = this.memory.take(written.length)
    let at = 0
    for (const { from, to } of this.placed.sort(byCells)) at += written.copy(text, at, from, to)
    this.memory.give(this.rows.bytes())
    return { of: this.workspaceId, text: text.subarray(0, at) }
  }
}

/** A row that is written, by its first two cells, and where. */
interface Placed {
  readonly first: string
  readonly second: string
  readonly from: number
  readonly to: number
}

function byCells(a: Placed, b: Placed): number {
  if (a.first !== b.first) return a.first < b.first ? -1 : 1
  return a.second < b.second ? -1 : a.second > b.second ? 1 : 0
}

/** First cell of rows in which a number is written that is known only later, by `fillOpen`: as wide as the largest there is. */
export const OPEN = '0'.repeat(String(Number.MAX_SAFE_INTEGER).length)

/** Writes the number into each row that begins with `OPEN`, where it stands. */
export function fillOpen({ of, text }: ReadyRows, value: number): void {
  const digits = Buffer.from(String(value).padStart(OPEN.length, '0'))
  const behind = String(of).length + 1
  for (let at = 0; at < text.length; at = text.indexOf(NEW_LINE, at) + 1) text.set(digits, at + behind)
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
