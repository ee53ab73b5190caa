import type { Ctx } from '@grove/kernel/server'
import { dayOf } from '@grove/calendar'
import { playbookErrors } from '../contract/index.ts'
import sql from 'sql-template-tag'
import type { RunBatch } from './run-batch.ts'
import { startRun } from './start-run.ts'

/** Starts other playbooks, in this group or in the one a parameter names; a refusal is counted as missed with its reason. */
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
    if (playbookId === undefined) throw playbookErrors.not_found()
    await startRun(ctx, { playbookId, communityId, startDay: dayOf(batch.dueAt.getTime(), batch.run.zone), params, confirm: false })
  }
}
