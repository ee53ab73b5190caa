import type { Ctx } from '@grove/kernel/server'
import { decode, guessDelimiter, readCsv, watchEncoding } from '@grove/spreadsheet'
import { type NewOrder, type OrderImport, type OrderRowFault, productErrors } from '../contract/index.ts'
import { missingColumn, orderColumns } from '../domain/order-columns.ts'
import { readOrderRow } from '../domain/order-row.ts'
import { recordOrders } from './record-orders.ts'
import { addImportTally, endOrderImport, findOrderImport, insertOrderImport, KEPT_FAULTS } from './store-import.ts'

const BATCH = 1000
/** Looked at to tell the encoding and the separator. */
const HEAD = 64 * 1024

/**
 * Imports orders from a CSV while it arrives: a thousand rows a transaction, memory flat. One that is cut off is simply sent again,
 * because numbers that are known change nothing.
 * @throws order.import_empty order.import_no_number order.import_no_amount order.import_no_time order.import_no_buyer member.import_not_csv
 */
export async function importOrders(
  ctx: Ctx,
  bytes: AsyncIterable<Uint8Array>,
  options: { readonly fileName: string; readonly makeMembers: boolean },
): Promise<OrderImport> {
  const { text, delimiter } = await open(bytes)
  const records = readCsv(text, delimiter)
  const heading = await records.next()
  if (heading.done) throw productErrors.import_empty()
  const columns = orderColumns(heading.value.cells)
  const missing = missingColumn(columns)
  if (missing) throw productErrors[`import_no_${missing}`]()
  const id = await insertOrderImport(ctx, options.fileName)
  try {
    let batch: { line: number; order: NewOrder }[] = []
    let faults: OrderRowFault[] = []
    let size = 0
    let kept = 0
    const flush = async () => {
      kept += await takeBatch(ctx, id, { batch, faults, size, makeMembers: options.makeMembers, room: KEPT_FAULTS - kept })
      ;[batch, faults, size] = [[], [], 0]
    }
    for await (const { cells, line } of records) {
      const row = readOrderRow(line, cells, columns, ctx.zone)
      if ('fault' in row) faults.push(row.fault)
      else batch.push(row)
      if (++size === BATCH) await flush()
    }
    if (size > 0) await flush()
    await endOrderImport(ctx, id, 'done')
  } catch (error) {
    await endOrderImport(ctx, id, 'failed')
    throw error
  }
  return findOrderImport(ctx, id)
}

interface Batch {
  readonly batch: readonly { readonly line: number; readonly order: NewOrder }[]
  readonly faults: readonly OrderRowFault[]
  readonly size: number
  readonly makeMembers: boolean
  readonly room: number
}

/** One transaction: the orders, and how far the import is. Answers how many faults were kept. */
function takeBatch(ctx: Ctx, id: number, { batch, faults, size, makeMembers, room }: Batch): Promise<number> {
  return ctx.inTx(async (tx) => {
    const done = batch.length
      ? await recordOrders(tx, { orders: batch.map((row) => row.order), makeMembers })
      : { recorded: 0, known: 0, problems: [] }
    const lineOf = new Map(batch.map((row) => [row.order.number, row.line]))
    const refused = done.problems.map((one): OrderRowFault => ({ line: lineOf.get(one.number) ?? 0, code: one.code, value: one.number }))
    const all = [...faults, ...refused].toSorted((a, b) => a.line - b.line)
    const keep = all.slice(0, Math.max(0, room))
    // A number that stands twice in the batch is recorded once and known once.
    const failed = all.length
    await addImportTally(tx, id, { rows: size, recorded: done.recorded, known: size - failed - done.recorded, failed, faults: keep })
    return keep.length
  })
}

/** Reads the beginning to tell encoding and separator, then gives the whole as text. */
async function open(bytes: AsyncIterable<Uint8Array>): Promise<{ text: AsyncGenerator<string, void>; delimiter: string }> {
  const source = bytes[Symbol.asyncIterator]()
  const watch = watchEncoding()
  const head: Uint8Array[] = []
  let held = 0
  while (held < HEAD) {
    const next = await source.next()
    if (next.done) break
    watch.see(next.value)
    head.push(next.value)
    held += next.value.length
  }
  if (held === 0) throw productErrors.import_empty()
  const encoding = held < HEAD ? watch.verdict() : watch.soFar()
  const all = async function* () {
    yield* head
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  }
  return { text: decode(all(), encoding), delimiter: guessDelimiter(new TextDecoder(encoding).decode(Buffer.concat(head))) }
}
