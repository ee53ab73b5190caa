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

export function writeRows(rows: readonly SheetRow[]): Buffer {
  return Buffer.from(JSON.stringify(rows.map((row) => [row.line, ...row.cells])))
}

export function readRows(bytes: Uint8Array): SheetRow[] {
  const rows = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')) as [number, ...string[]][]
  return rows.map(([line, ...cells]) => ({ line, cells }))
}
