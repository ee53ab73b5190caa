import { addDays, startOfDay } from '@grove/calendar'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import type { listAudit as listRoute } from '../contract/index.ts'
import { readPlace } from './list-staff.ts'
import { auditRows } from './read-audit.ts'

export async function listAudit(ctx: Ctx, input: InputOf<typeof listRoute>): Promise<OutputOf<typeof listRoute>> {
  const { cursor, limit, from, to, ...filter } = input
  const rows = await auditRows(ctx, {
    ...filter,
    from: from === undefined ? undefined : new Date(startOfDay(from, ctx.zone)),
    to: to === undefined ? undefined : new Date(startOfDay(addDays(to, 1), ctx.zone)),
    below: readPlace(cursor),
    limit: limit + 1,
  })
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? String(items.at(-1)?.id) : null, total: null }
}
