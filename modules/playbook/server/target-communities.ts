import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { RunBatch } from './run-batch.ts'

export interface TargetCommunity {
  readonly id: number
  readonly name: string
  readonly publicCode: string
  readonly workspaceKey: string
}

/** The other community each batch names by a run parameter; batches whose run gave none, or one that is gone, are left out and logged. */
export async function targetCommunities(ctx: Ctx, batches: readonly RunBatch[]): Promise<ReadonlyMap<RunBatch, TargetCommunity>> {
  const wanted = new Map(batches.map((batch) => [batch, Number(batch.run.params[String(batch.action['community'])])]))
  const ids = [...new Set(wanted.values())].filter(Number.isSafeInteger)
  const rows = await ctx.db.rows<TargetCommunity>(sql`
    select c.id, c.name, c.public_code as "publicCode", w.public_key as "workspaceKey" from community c join workspace w on w.id = c.workspace_id
    where c.workspace_id = ${ctx.workspaceId} and c.id = any(${ids}::bigint[])`)
  const byId = new Map(rows.map((row) => [row.id, row]))
  const found = new Map<RunBatch, TargetCommunity>()
  for (const [batch, id] of wanted) {
    const target = byId.get(id)
    if (target) found.set(batch, target)
    else ctx.app.log.warn({ run: batch.runId, step: batch.step }, 'the step names a community that is not there')
  }
  return found
}
