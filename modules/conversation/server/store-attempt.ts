import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

export interface AttemptRow {
  readonly id: number
  readonly attempt: number
  readonly outcome: string
  readonly reason: string | null
  readonly worker?: string | null
}

/** Adds to the lineage of sends: attempts that did not simply succeed, and what people decided. */
export async function recordAttempts(ctx: Ctx, attempts: readonly AttemptRow[]): Promise<void> {
  if (attempts.length === 0) return
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : null
  await ctx.db.exec(sql`
    insert into send_attempt (workspace_id, send_id, at, attempt, outcome, reason, worker, staff_id)
    select ${ctx.workspaceId}, a.id, ${ctx.clock.now()}, a.attempt, a.outcome, a.reason, a.worker, ${staffId}
    from unnest(${attempts.map((row) => row.id)}::bigint[], ${attempts.map((row) => row.attempt)}::smallint[],
      ${attempts.map((row) => row.outcome)}::text[], ${attempts.map((row) => row.reason)}::text[],
      ${attempts.map((row) => row.worker ?? null)}::text[]) as a (id, attempt, outcome, reason, worker)`)
}
