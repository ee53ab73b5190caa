import type { Ctx } from '@grove/kernel/server'
import { phone } from '../../contract/index.ts'
import type { Forgotten } from '../member-table.ts'
import { dropSampleRows, emptyErrors, keptSamples, nextRejects, writeRejects } from './store-forget.ts'

/**
 * Rows of files that are kept for a while (the first rows of each, rows that were not taken, values at fault) hold no number of ours:
 * those that name somebody are found by name, phone, e-mail or number. Somebody else of the same name loses a row to mend, no more.
 */
export async function forgetInImports(ctx: Ctx, who: Forgotten): Promise<void> {
  const words = new Set(who.words)
  const says = (cell: string) => words.has(cell.trim().toLowerCase()) || (/\d{4}/.test(cell) && words.has(phone.safeParse(cell).data ?? ''))
  const isTheirs = (cells: readonly string[]) => cells.some(says)
  const samples = await keptSamples(ctx)
  await dropSampleRows(
    ctx,
    samples.filter((one) => one.rows.some(isTheirs)).map((one) => ({ id: one.id, rows: one.rows.filter((row) => !isTheirs(row)) })),
  )
  let after = { importId: 0, position: -1 }
  for (;;) {
    const page = await nextRejects(ctx, after)
    const last = page.at(-1)
    if (!last) break
    after = last
    const touched = page.filter((one) => one.rejects.some((reject) => isTheirs(reject.cells)))
    await emptyErrors(
      ctx,
      touched.flatMap((one) => one.rejects.flatMap(({ line, cells }) => (isTheirs(cells) ? [{ importId: one.importId, line }] : []))),
    )
    await writeRejects(
      ctx,
      touched.map((one) => ({ ...one, rejects: one.rejects.filter(({ cells }) => !isTheirs(cells)) })),
    )
  }
}
