import { channelHost } from '@grove/channel-kit/server'
import { databasePort } from '@grove/db'
import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import { WecomError } from '@grove/wecom-api'
import sql from 'sql-template-tag'
import { accountsOf } from './accounts-of.ts'
import { clientOf } from './client-of.ts'
import { KIND } from './follow-mass.ts'
import { advanceSync, beginSync, claimSyncs, finishSync, type SyncRow, troubleSync } from './sync-store.ts'
import { nextStep } from './sync-steps.ts'

/** Callbacks get lost; so often everything is compared. */
const EVERY_MS = 6 * 3_600_000
const LEASE_MS = 120_000

async function due(ctx: SystemCtx): Promise<WorkspaceId[]> {
  const accounts = await channelHost(ctx.app).accounts(ctx, KIND)
  const waiting = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select distinct a.workspace_id as id
    from unnest(${accounts.map((one) => one.workspaceId)}::bigint[], ${accounts.map((one) => one.id)}::bigint[]) as a (workspace_id, id)
    left join wecom_sync y on y.workspace_id = a.workspace_id and y.account_id = a.id
    where y.due_at is null or y.due_at <= ${ctx.clock.now()} order by a.workspace_id`)
  return waiting.map((row) => row.id)
}

/** One step of each comparison that is due; a finished one begins anew when its time has come. */
async function run(ctx: Ctx): Promise<{ more: boolean }> {
  const accounts = await accountsOf(ctx)
  const rows = await claimSyncs(ctx, LEASE_MS)
  const known = await ctx.db.rows<{ accountId: number }>(sql`
    select y.account_id as "accountId" from wecom_sync y where y.workspace_id = ${ctx.workspaceId}`)
  const fresh = [...accounts.keys()].filter((id) => !known.some((row) => row.accountId === id))
  for (const id of fresh) await beginSync(ctx, id)
  const results = await Promise.all(rows.map((row) => step(ctx, row, accounts.get(row.accountId))))
  return { more: fresh.length > 0 || results.some(Boolean) }
}

async function step(ctx: Ctx, row: SyncRow, account: Parameters<typeof nextStep>[2] | undefined): Promise<boolean> {
  const now = ctx.clock.now().getTime()
  if (!account) {
    await troubleSync(ctx, row, '', new Date(now + EVERY_MS))
    return false
  }
  if (row.state !== 'running') return beginSync(ctx, row.accountId)
  try {
    const { write } = await nextStep(ctx, clientOf(ctx.app, account), account, row)
    await ctx.inTx(async (tx) => {
      const next = await write(tx)
      if (row.phase === 'end') await finishSync(tx, row, row.found, new Date(now + EVERY_MS))
      else await advanceSync(tx, row, next)
    })
    if (row.run === 1 && row.phase === 'customers' && row.done === 0) await learnTables(ctx)
    if (row.phase === 'customers' || row.phase === 'end') ctx.app.signals.wake('wecom-refresh')
    return true
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    const wait = error.kind === 'configuration' ? 600 : Math.max(30, error.afterSeconds ?? 0)
    await troubleSync(ctx, row, error.message.slice(0, 300), new Date(now + wait * 1000))
    return false
  }
}

/**
 * Tables that were empty a moment ago have no statistics, and until the server comes round to them (a minute) each look-up by ids reads all that is
 * there. How rows lie by workspace and account is known from the first of them.
 */
async function learnTables(ctx: Ctx): Promise<void> {
  await ctx.app.use(databasePort).system.exec(sql`analyze wecom_follow, wecom_customer`)
}

export const syncLoop = dueLoop({ name: 'wecom-sync', wakeOn: ['wecom-sync'], everyMs: 10_000, due, run })
