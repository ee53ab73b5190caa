import type { Ctx } from '@grove/kernel/server'
import { withSheet } from '@grove/member/server'
import type { OrderPreview, OrderTarget } from '../contract/index.ts'
import { orderColumns } from '../domain/order-columns.ts'

const SHOWN = 10
const CELL = 80

/** The first rows of a file, what its columns seem to be, and how many rows it has; nothing is kept. @throws those of withSheet */
export function previewOrders(ctx: Ctx, bytes: AsyncIterable<Uint8Array>): Promise<OrderPreview> {
  return withSheet(ctx, bytes, async ({ format, headings, rows }) => {
    const found = new Map([...orderColumns(headings)].map(([column, at]) => [at, column]))
    const sample: string[][] = []
    let count = 0
    for await (const { cells } of rows) {
      count++
      if (sample.length < SHOWN) sample.push(cells.map((cell) => cell.slice(0, CELL)))
    }
    const columns = headings.map((heading, at) => ({
      heading: heading.trim().slice(0, CELL),
      target: found.get(at) ?? ('skip' as OrderTarget),
    }))
    return { format, columns, sample, rows: count }
  })
}
