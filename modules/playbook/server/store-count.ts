import { kept } from '@grove/db'
import { dayOf } from '@grove/calendar'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

export type Ending = 'acted' | 'missed' | 'skipped' | 'asked'

export interface StepCount {
  readonly runId: number
  readonly stepId: number
  readonly occurrence: number
  readonly variant: string
  readonly ending: Ending
  readonly reason: string
  readonly members: number
}

/** Adds to the counts of today in one statement; rows of one key are folded first, because one statement may touch a row once only. */
export async function addCounts(ctx: Ctx, counts: readonly StepCount[]): Promise<void> {
  if (counts.length === 0) return
  const folded = new Map<string, StepCount>()
  for (const count of counts) {
    const name = `${count.runId}/${count.stepId}/${count.occurrence}/${count.variant}/${count.ending}/${count.reason}`
    const known = folded.get(name)
    folded.set(name, known ? { ...known, members: known.members + count.members } : count)
  }
  const rows = [...folded.values()]
  const now = ctx.clock.now()
  await ctx.db.exec(
    kept(sql`
    insert into playbook_step_count (workspace_id, run_id, step_id, occurrence, day, variant, ending, reason, members, first_at, last_at)
    select ${ctx.workspaceId}, n.run_id, n.step_id, n.occurrence, ${dayOf(now.getTime(), ctx.zone)}::date, n.variant, n.ending, n.reason, n.members, ${now}, ${now}
    from unnest(
      ${rows.map((row) => row.runId)}::bigint[], ${rows.map((row) => row.stepId)}::bigint[], ${rows.map((row) => row.occurrence)}::bigint[],
      ${rows.map((row) => row.variant)}::text[], ${rows.map((row) => row.ending)}::text[], ${rows.map((row) => row.reason)}::text[],
      ${rows.map((row) => row.members)}::int[]
    ) as n (run_id, step_id, occurrence, variant, ending, reason, members)
    order by 2, 3, 4, 6, 7, 8
    on conflict (workspace_id, run_id, step_id, occurrence, day, variant, ending, reason)
    do update set members = playbook_step_count.members + excluded.members, last_at = excluded.last_at`),
  )
}
