import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { GRACE_MS } from '../domain/exam.ts'
import { closeOverdue } from './close-attempts.ts'
import { editionOf } from './store-edition.ts'

const lateOf = (ctx: Ctx | SystemCtx) => new Date(ctx.clock.now().getTime() - GRACE_MS)

const due = async (ctx: SystemCtx): Promise<WorkspaceId[]> => {
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select w.id from workspace w
    where exists (select 1 from camp_exam_try t where t.workspace_id = w.id and t.handed_in_at is null and t.due_at <= ${lateOf(ctx)})
    order by w.id`)
  return rows.map((row) => row.id)
}

/** One edition a turn. */
async function run(ctx: Ctx): Promise<{ more: boolean }> {
  return ctx.inTx(async (ctx) => {
    const found = await ctx.db.maybe<{ id: number }>(sql`
      select t.edition_id as id from camp_exam_try t
      where t.workspace_id = ${ctx.workspaceId} and t.handed_in_at is null and t.due_at <= ${lateOf(ctx)} order by t.edition_id limit 1`)
    if (!found) return { more: false }
    await closeOverdue(ctx, await editionOf(ctx, found.id))
    return { more: true }
  })
}

/** Papers whose time is over are handed in by themselves: nobody has to open them for it. */
export const examLoop = dueLoop({ name: 'camp-exam', wakeOn: [], everyMs: 20_000, due, run })
