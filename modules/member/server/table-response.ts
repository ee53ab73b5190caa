import { type Cell, writeXlsx } from '@grove/spreadsheet'
import { BYTE_ORDER_MARK, csvLine, withoutFormula } from '../domain/csv-cell.ts'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type TableFormat = keyof typeof TYPES

/** Rows as a file to download, made while it is being taken: memory stays flat at any size. No cell is ever a formula. */
export function tableResponse(format: TableFormat, name: string, batches: AsyncGenerator<readonly (readonly Cell[])[], void>): Response {
  const body = format === 'xlsx' ? writeXlsx('Grove', harmless(batches)) : bytesOf(csvText(batches))
  return new Response(body, {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]+/g, '_')}.${format}"; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`,
      'cache-control': 'no-store',
    },
  })
}

async function* csvText(batches: AsyncGenerator<readonly (readonly Cell[])[], void>): AsyncGenerator<string, void> {
  yield BYTE_ORDER_MARK
  for await (const rows of batches) yield rows.map((cells) => csvLine(cells)).join('')
}

async function* harmless(batches: AsyncGenerator<readonly (readonly Cell[])[], void>): AsyncGenerator<readonly (readonly Cell[])[], void> {
  for await (const rows of batches) yield rows.map((cells) => cells.map((cell) => (typeof cell === 'string' ? withoutFormula(cell) : cell)))
}

/** A stream that asks for the next page only when the reader has taken the last one. */
export function bytesOf(lines: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull: async (controller) => {
      const next = await lines.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    cancel: async () => {
      await lines.return()
    },
  })
}
