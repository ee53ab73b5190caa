import type { Account } from '@grove/channel-kit/contract'
import { channelHost } from '@grove/channel-kit/server'
import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import { WecomError } from '@grove/wecom-api'
import sql from 'sql-template-tag'
import { accountsOf } from './accounts-of.ts'
import { clientOf } from './client-of.ts'
import { KIND } from './follow-mass.ts'
import { seeOutside } from './see-outside.ts'

const HOUR_MS = 3_600_000
const EVERY_MS = 2 * HOUR_MS
/** A sender may confirm days later, so so many days are looked at again; the first time the whole month. */
const AGAIN_MS = 3 * 24 * HOUR_MS
const MONTH_MS = 31 * 24 * HOUR_MS
const LEASE_MS = 10 * 60_000

async function due(ctx: SystemCtx): Promise<WorkspaceId[]> {
  const accounts = await channelHost(ctx.app).accounts(ctx, KIND)
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select distinct a.workspace_id as id
    from unnest(${accounts.map((one) => one.workspaceId)}::bigint[], ${accounts.map((one) => one.id)}::bigint[]) as a (workspace_id, id)
    left join wecom_outside o on o.workspace_id = a.workspace_id and o.account_id = a.id
    where o.due_at is null or o.due_at <= ${ctx.clock.now()} order by a.workspace_id`)
  return rows.map((row) => row.id)
}

/** One process looks at an account; the row says when it was last done. */
async function claim(ctx: Ctx, accountId: number): Promise<{ lookedAt: Date | null } | undefined> {
  const now = ctx.clock.now()
  return ctx.db.maybe<{ lookedAt: Date | null }>(sql`
    insert into wecom_outside as o (workspace_id, account_id, due_at) values (${ctx.workspaceId}, ${accountId}, ${new Date(now.getTime() + LEASE_MS)})
    on conflict (workspace_id, account_id) do update set due_at = excluded.due_at where o.due_at <= ${now}
    returning o.looked_at as "lookedAt"`)
}

async function look(ctx: Ctx, account: Account): Promise<void> {
  const now = ctx.clock.now()
  const claimed = await claim(ctx, account.id)
  if (!claimed) return
  const since = new Date((claimed.lookedAt?.getTime() ?? now.getTime() - MONTH_MS) - (claimed.lookedAt ? AGAIN_MS : 0))
  let next = EVERY_MS
  let lookedAt: Date | null = now
  try {
    for await (const seen of seeOutside(ctx, clientOf(ctx.app, account), account.id, since))
      await ctx.inTx((tx) => channelHost(tx.app).countOutside(tx, account.id, KIND, seen))
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    next = Math.max(600, error.afterSeconds ?? 0) * 1000
    lookedAt = claimed.lookedAt
  }
  await ctx.db.exec(sql`
    update wecom_outside set due_at = ${new Date(now.getTime() + next)}, looked_at = ${lookedAt}
    where workspace_id = ${ctx.workspaceId} and account_id = ${account.id}`)
}

/** Counts what customers and groups got without us, so that what is planned here fits beside it. */
async function run(ctx: Ctx): Promise<{ more: boolean }> {
  for (const account of (await accountsOf(ctx)).values()) await look(ctx, account)
  return { more: false }
}

export const outsideLoop = dueLoop({ name: 'wecom-outside', wakeOn: [], everyMs: 60_000, due, run })
