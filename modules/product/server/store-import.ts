import type { Ctx } from '@grove/kernel/server'
import { BYTE_ORDER_MARK, csvLine } from '@grove/member/server'
import sql from 'sql-template-tag'
import { type OrderImport, type OrderRowFault, productErrors } from '../contract/index.ts'

/** Faults kept of one import; all are counted. */
export const KEPT_FAULTS = 500

const COLUMNS = sql`id, file_name as "fileName", state, row_count as rows, recorded, known, failed, faults, created_at as "createdAt",
  finished_at as "finishedAt"`

export async function insertOrderImport(ctx: Ctx, fileName: string): Promise<number> {
  const { id } = await ctx.db.one<{ id: number }>(sql`
    insert into order_import (workspace_id, file_name, state, created_at) values (${ctx.workspaceId}, ${fileName}, 'running', ${ctx.clock.now()})
    returning id`)
  return id
}

export interface ImportTally {
  readonly rows: number
  readonly recorded: number
  readonly known: number
  readonly failed: number
  readonly faults: readonly OrderRowFault[]
}

export async function addImportTally(ctx: Ctx, id: number, tally: ImportTally): Promise<void> {
  await ctx.db.exec(sql`
    update order_import set row_count = row_count + ${tally.rows}, recorded = recorded + ${tally.recorded}, known = known + ${tally.known},
      failed = failed + ${tally.failed}, faults = faults || ${JSON.stringify(tally.faults)}::jsonb
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

export async function endOrderImport(ctx: Ctx, id: number, state: 'done' | 'failed'): Promise<void> {
  await ctx.db.exec(sql`
    update order_import set state = ${state}, finished_at = ${ctx.clock.now()} where workspace_id = ${ctx.workspaceId} and id = ${id}`)
}

/** @throws order.import_not_found */
export async function findOrderImport(ctx: Ctx, id: number): Promise<OrderImport> {
  const row = await ctx.db.maybe<OrderImport>(
    sql`select ${COLUMNS} from order_import where workspace_id = ${ctx.workspaceId} and id = ${id}`,
  )
  if (!row) throw productErrors.import_not_found()
  return row
}

export async function listOrderImports(ctx: Ctx): Promise<{ items: OrderImport[] }> {
  const rows = await ctx.db.rows<OrderImport>(sql`
    select ${COLUMNS} from order_import where workspace_id = ${ctx.workspaceId} order by id desc limit 20`)
  return { items: rows.map((row) => ({ ...row, faults: row.faults.slice(0, 20) })) }
}

/** @throws order.import_not_found */
export async function orderImportFaults(ctx: Ctx, input: { readonly id: number }): Promise<Response> {
  const { faults } = await findOrderImport(ctx, input.id)
  const text =
    BYTE_ORDER_MARK + csvLine(['line', 'reason', 'value']) + faults.map((one) => csvLine([one.line, one.code, one.value])).join('')
  return new Response(text, {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="order-faults-${input.id}.csv"` },
  })
}
