import { type InputOf, kernelErrors, type OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import type { listStaff as listRoute } from '../contract/index.ts'
import { countStaff, staffRows } from './read-staff.ts'

export async function listStaff(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const { q, role, active, limit } = input
  const filter = { q, role, active, ids: input.ids?.split(',').map(Number) }
  const rows = await staffRows(ctx, { ...filter, after: readPlace(input.cursor) ?? 0, limit: limit + 1 })
  const { count } = await countStaff(ctx, filter)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? String(items.at(-1)?.id) : null, total: { count, exact: true } }
}

/** A cursor is the number of the last row seen. @throws kernel.invalid_input */
export function readPlace(cursor: string | undefined): number | undefined {
  if (cursor === undefined || cursor === '') return undefined
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  throw kernelErrors.invalid_input({ issues: [{ path: 'cursor', code: 'cursor', message: 'not a cursor of this list' }] })
}
