import type { Ctx } from '@grove/kernel/server'
import { dayOf } from '@grove/calendar'
import { GroveError } from '@grove/kernel/contract'
import sql from 'sql-template-tag'
import type { RunBatch } from './run-batch.ts'
import { startRun } from './start-run.ts'

/** Starts other playbooks, in this group or in the one a parameter names; what can't start is logged and told to the owner by the lint beforehand. */
export async function applyStartPlaybook(ctx: Ctx, batches: readonly RunBatch[]): Promise<void> {
  const keys = [...new Set(batches.map((batch) => String(batch.action['playbook'])))]
  const rows = await ctx.db.rows<{ id: number; key: string }>(sql`
    select id, key from playbook where workspace_id = ${ctx.workspaceId} and key = any(${keys}::text[]) and latest_version > 0`)
  const byKey = new Map(rows.map((row) => [row.key, row.id]))
  for (const batch of batches) {
    const playbookId = byKey.get(String(batch.action['playbook']))
    const named = batch.action['community']
    const communityId = named === undefined ? batch.communityId : Number(batch.run.params[String(named)])
    const params = (batch.action['parameters'] ?? {}) as Record<string, string | number>
    try {
      if (playbookId === undefined) throw new Error(`there is no published playbook "${String(batch.action['playbook'])}"`)
      const startDay = dayOf(batch.dueAt.getTime(), batch.run.zone)
      await startRun(ctx, { playbookId, communityId, startDay, params, confirm: false })
    } catch (error) {
      // One group that can't take it must not hold up the others; database faults do.
      if (!(error instanceof GroveError) && playbookId !== undefined) throw error
      ctx.app.log.warn({ run: batch.runId, step: batch.step, error: String(error) }, 'a step could not start the other playbook')
    }
  }
}
