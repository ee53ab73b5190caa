import { audit, type Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { TouchLimits } from '../contract/index.ts'
import { touchLimitsOf, writeTouchLimits } from './store-limits.ts'

/** The limits, and since when they are so (null: the defaults). */
export async function getTouchLimits(ctx: Ctx) {
  const limits = await touchLimitsOf(ctx)
  const row = await ctx.db.maybe<{ updatedAt: Date }>(sql`
    select updated_at as "updatedAt" from touch_limit where workspace_id = ${ctx.workspaceId}`)
  return { limits, updatedAt: row?.updatedAt ?? null }
}

/** Changes the limits. What they hold is due again at once, so that looser limits let it go and stricter ones hold it longer. */
export function setTouchLimits(ctx: Ctx, input: { readonly limits: TouchLimits }): Promise<{ looking: number }> {
  return ctx.inTx(async (tx) => {
    const before = await touchLimitsOf(tx)
    await writeTouchLimits(tx, input.limits)
    const looking = await tx.db.exec(sql`
      update send s set not_before = ${tx.clock.now()}
      where s.workspace_id = ${tx.workspaceId} and s.state = 'held' and s.not_before > ${tx.clock.now()}`)
    await audit(tx, { verb: 'touch_limit.write', target: { kind: 'workspace', id: tx.workspaceId }, before, after: input.limits })
    tx.afterCommit(() => tx.app.signals.wake('sends'))
    return { looking }
  })
}
