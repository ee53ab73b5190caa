import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** The number a row is going to have, so that its code can be made from it. */
export async function nextId(ctx: Ctx, table: 'community' | 'invitation_code'): Promise<number> {
  const { id } = await ctx.db.one<{ id: number }>(sql`select nextval(pg_get_serial_sequence(${table}, 'id')) as id`)
  return id
}
