import { emit } from '@grove/event-log'
import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { memberUntagged } from '../../contract/index.ts'
import { deleteExpired } from './store.ts'
import { markUntagged } from './untagged.ts'

const BATCH = 1000

/** Tags leave members when their time is over: one batch, one transaction, with its events. */
export const tagExpiryLoop = dueLoop({
  name: 'member.tag-expiry',
  wakeOn: [],
  everyMs: 10_000,
  due: async (ctx: SystemCtx) => {
    const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
      select w.id from workspace w
      where exists (select 1 from member_tag mt where mt.workspace_id = w.id and mt.until <= ${ctx.clock.now()}) order by w.id`)
    return rows.map((row) => row.id)
  },
  run: (ctx) => expireTags(ctx),
})

export async function expireTags(ctx: Ctx): Promise<{ more: boolean }> {
  return ctx.inTx(async (ctx) => {
    const gone = await deleteExpired(ctx, BATCH)
    await markUntagged(
      ctx,
      gone.map((one) => one.memberId),
    )
    await emit(
      ctx,
      gone.map(({ memberId, counted, tagId, tag }) => ({
        kind: memberUntagged,
        memberId,
        counted,
        data: { tagId, tag, why: 'expired' as const },
      })),
    )
    return { more: gone.length > 0 }
  })
}
