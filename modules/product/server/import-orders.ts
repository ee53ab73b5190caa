import type { Ctx } from '@grove/kernel/server'
import { type Sheet, withSheet } from '@grove/member/server'
import {
  type NewOrder,
  type OrderColumn,
  type OrderImport,
  type OrderRowFault,
  type OrderTarget,
  productErrors,
} from '../contract/index.ts'
import { missingColumn, orderColumns } from '../domain/order-columns.ts'
import { readOrderRow } from '../domain/order-row.ts'
import { recordOrders } from './record-orders.ts'
import { addImportTally, endOrderImport, findOrderImport, insertOrderImport, KEPT_FAULTS } from './store-import.ts'

const BATCH = 1000

/**
 * Imports orders from a CSV or a workbook: a thousand rows a transaction, memory flat. One that is cut off is simply sent again, because
 * numbers that are known change nothing. `columns` says what each column is; told by the headings otherwise.
 * @throws order.import_no_number order.import_no_amount order.import_no_time order.import_no_buyer order.import_column_twice
 * and those of withSheet
 */
export function importOrders(
  ctx: Ctx,
  bytes: AsyncIterable<Uint8Array>,
  options: { readonly fileName: string; readonly makeMembers: boolean; readonly columns?: readonly OrderTarget[] | undefined },
): Promise<OrderImport> {
  return withSheet(ctx, bytes, async ({ headings, rows }) => {
    const columns = options.columns ? chosenColumns(options.columns) : orderColumns(headings)
    const missing = missingColumn(columns)
    if (missing) throw productErrors[`import_no_${missing}`]()
    const id = await insertOrderImport(ctx, options.fileName)
    try {
      await takeRows(ctx, id, { rows, columns, makeMembers: options.makeMembers })
      await endOrderImport(ctx, id, 'done')
    } catch (error) {
      await endOrderImport(ctx, id, 'failed')
      throw error
    }
    return findOrderImport(ctx, id)
  })
}

/** @throws order.import_column_twice */
function chosenColumns(targets: readonly OrderTarget[]): ReadonlyMap<OrderColumn, number> {
  const columns = new Map<OrderColumn, number>()
  for (const [at, target] of targets.entries()) {
    if (target === 'skip') continue
    if (columns.has(target)) throw productErrors.import_column_twice({ column: target })
    columns.set(target, at)
  }
  return columns
}

interface Rows {
  readonly rows: Sheet['rows']
  readonly columns: ReadonlyMap<OrderColumn, number>
  readonly makeMembers: boolean
}

async function takeRows(ctx: Ctx, id: number, { rows, columns, makeMembers }: Rows): Promise<void> {
  let batch: { line: number; order: NewOrder }[] = []
  let faults: OrderRowFault[] = []
  let size = 0
  let kept = 0
  const flush = async () => {
    kept += await takeBatch(ctx, id, { batch, faults, size, makeMembers, room: KEPT_FAULTS - kept })
    ;[batch, faults, size] = [[], [], 0]
  }
  for await (const { cells, line } of rows) {
    const row = readOrderRow(line, cells, columns, ctx.zone)
    if ('fault' in row) faults.push(row.fault)
    else batch.push(row)
    if (++size === BATCH) await flush()
  }
  if (size > 0) await flush()
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
