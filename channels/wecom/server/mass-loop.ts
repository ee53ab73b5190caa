import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { accountsOf } from './accounts-of.ts'
import { clientOf } from './client-of.ts'
import { followMass } from './follow-mass.ts'
import { dueMasses, writeProgress } from './mass-store.ts'

const BATCH = 20

async function due(ctx: SystemCtx): Promise<WorkspaceId[]> {
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select w.id from workspace w
    where exists (select 1 from wecom_mass m where m.workspace_id = w.id and m.state = 'waiting' and m.due_at <= ${ctx.clock.now()})
    order by w.id`)
  return rows.map((row) => row.id)
}

async function nextAt(ctx: SystemCtx): Promise<Date | undefined> {
  const { at } = await ctx.db.one<{ at: Date | null }>(sql`
    select min(n.at) as at from workspace w cross join lateral (
      select m.due_at as at from wecom_mass m where m.workspace_id = w.id and m.state = 'waiting' order by m.due_at limit 1) n where not w.asleep`)
  return at ?? undefined
}

/** Looks at what became of tasks that wait for their senders; one after the other, the platform's limits are shared with the sends. */
async function run(ctx: Ctx): Promise<{ more: boolean }> {
  const masses = await dueMasses(ctx, BATCH)
  const accounts = await accountsOf(ctx)
  for (const mass of masses) {
    const account = accounts.get(mass.accountId)
    // An account that is switched off is looked at again when it is on.
    if (account) await followMass(ctx, clientOf(ctx.app, account), account, mass)
    else await writeProgress(ctx, mass.id, { ...mass, dueAt: new Date(ctx.clock.now().getTime() + 3_600_000) })
  }
  return { more: masses.length === BATCH }
}

export const massLoop = dueLoop({ name: 'wecom-mass', wakeOn: ['wecom'], everyMs: 30_000, due, run, nextAt })
