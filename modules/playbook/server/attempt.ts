import { GroveError } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/**
 * Does work that a rule of another module may refuse, inside a transaction that must go on: what it wrote is taken back and the refusal
 * answered. Database faults are thrown as ever.
 */
export async function attempt(ctx: Ctx, work: () => Promise<void>): Promise<GroveError | null> {
  await ctx.db.exec(sql`savepoint step`)
  try {
    await work()
    await ctx.db.exec(sql`release savepoint step`)
    return null
  } catch (error) {
    if (!(error instanceof GroveError)) throw error
    await ctx.db.exec(sql`rollback to savepoint step`)
    return error
  }
}
