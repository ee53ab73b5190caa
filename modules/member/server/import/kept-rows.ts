import type { SheetRow } from '@grove/spreadsheet'

/** Rows of one chunk: one batch, one transaction. */
export const CHUNK_ROWS = 4000
const CHUNK_CHARACTERS = 4 * 1024 * 1024
/** Longer cells are cut here; every field refuses texts far shorter than this, so such a row is refused all the same. */
const CELL_MOST = 4000

/** Cuts a stream of rows into chunks of bounded size. */
export async function* chunked(rows: AsyncIterable<SheetRow>): AsyncGenerator<readonly SheetRow[], void> {
  let chunk: SheetRow[] = []
  let size = 0
  for await (const { line, cells } of rows) {
    const kept = cells.map(cutCell)
    chunk.push({ line, cells: kept })
    for (const cell of kept) size += cell.length + 3
    if (chunk.length < CHUNK_ROWS && size < CHUNK_CHARACTERS) continue
    yield chunk
    chunk = []
    size = 0
  }
  if (chunk.length) yield chunk
}

function cutCell(cell: string): string {
  if (cell.length <= CELL_MOST) return cell
  const half = /[\ud800-\udbff]/.test(cell.charAt(CELL_MOST - 1))
  return cell.slice(0, half ? CELL_MOST - 1 : CELL_MOST)
}

/** A line of JSON for each row. */
export function writeRows(rows: readonly SheetRow[]): Buffer {
  return Buffer.from(rows.map((row) => JSON.stringify([row.line, ...row.cells])).join('\n'))
}

/** Rows read at a time: whoever goes through a chunk holds no more of it. */
const SLICE = 250

export function* readRows(bytes: Uint8Array): Generator<SheetRow, void> {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').split('\n')
  for (let at = 0; at < lines.length; at += SLICE) {
    const text = lines.slice(at, at + SLICE).join(',')
    // A chunk from before rows had lines of their own is one list of all of them.
    const rows = JSON.parse(text.startsWith('[[') ? text : `[${text}]`) as [number, ...string[]][]
    for (const row of rows) yield { line: row[0], cells: row.slice(1) as string[] }
  }
}
