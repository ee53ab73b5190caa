import type { Account } from '@grove/channel-kit/contract'
import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import { WecomError } from '@grove/wecom-api'
import sql from 'sql-template-tag'
import { accountsOf } from './accounts-of.ts'
import { clientOf } from './client-of.ts'
import { copyCustomers } from './copy-customers.ts'
import { copyGroups, endGroups } from './copy-groups.ts'
import { copyStaff, copyTags, knownStaff, seeStaff, seeTags } from './copy-staff.ts'
import { claimRefreshes, dropRefreshes, postponeRefresh, type Refresh } from './refresh-store.ts'
import { seeCustomer, seeGroup } from './see-platform.ts'

const BATCH = 40
/** What a group shows may lag behind what the platform said of it; so often it is looked at again before it is believed. */
const LAGS = 4
const LAG_MS = 3000
const HOUR_MS = 3_600_000

async function due(ctx: SystemCtx): Promise<WorkspaceId[]> {
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select w.id from workspace w
    where exists (select 1 from wecom_refresh r where r.workspace_id = w.id and r.due_at <= ${ctx.clock.now()}) order by w.id`)
  return rows.map((row) => row.id)
}

async function nextAt(ctx: SystemCtx): Promise<Date | undefined> {
  const { at } = await ctx.db.one<{ at: Date | null }>(sql`
    select min(n.at) as at from workspace w cross join lateral (
      select r.due_at as at from wecom_refresh r where r.workspace_id = w.id order by r.due_at limit 1) n where not w.asleep`)
  return at ?? undefined
}

type Write = (tx: Ctx) => Promise<void>

/** Asks the platform for one place. What is to be written, or `lag`: it does not show yet what it spoke of. @throws WecomError */
async function look(ctx: Ctx, account: Account, refresh: Refresh): Promise<Write | 'lag'> {
  const client = clientOf(ctx.app, account)
  switch (refresh.kind) {
    case 'customer': {
      const seen = await seeCustomer(client, refresh.key)
      return async (tx) => {
        if (seen) await copyCustomers(tx, account.id, [seen], { run: 0, whole: true })
        else await endCustomer(tx, account.id, refresh.key)
      }
    }
    case 'group': {
      const seen = await seeGroup(client, refresh.key)
      if (seen && refresh.want !== null && seen.memberVersion !== refresh.want && refresh.attempts < LAGS) return 'lag'
      return async (tx) => {
        if (seen) await copyGroups(tx, account.id, [seen], 0)
        else await endGroups(tx, account.id, [refresh.key])
      }
    }
    case 'tags': {
      const tags = await seeTags(client)
      return async (tx) => void (await copyTags(tx, account.id, tags, 0))
    }
    case 'staff': {
      const staff = await seeStaff(client, await knownStaff(ctx, account.id))
      return async (tx) => void (await copyStaff(tx, account.id, staff, 0))
    }
  }
}

async function endCustomer(ctx: Ctx, accountId: number, externalUserid: string): Promise<void> {
  await ctx.db.exec(sql`
    delete from wecom_follow
    where workspace_id = ${ctx.workspaceId} and account_id = ${accountId} and external_userid = ${externalUserid}`)
}

async function settle(ctx: Ctx, account: Account | undefined, refresh: Refresh): Promise<void> {
  const now = ctx.clock.now().getTime()
  if (!account) return postponeRefresh(ctx, refresh, new Date(now + HOUR_MS), null)
  try {
    const write = await look(ctx, account, refresh)
    if (write === 'lag') return await postponeRefresh(ctx, refresh, new Date(now + LAG_MS), null)
    return await ctx.inTx(async (tx) => {
      await write(tx)
      await dropRefreshes(tx, [refresh])
    })
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    const wait = error.kind === 'configuration' ? 600 : Math.max(error.afterSeconds ?? 0, Math.min(1800, 5 * 2 ** refresh.attempts))
    return postponeRefresh(ctx, refresh, new Date(now + wait * 1000), error.message.slice(0, 300))
  }
}

/** Fetches what is known to differ. The calls run side by side as far as the client lets them; each is written by itself. */
async function run(ctx: Ctx): Promise<{ more: boolean }> {
  const claimed = await claimRefreshes(ctx, BATCH)
  const accounts = await accountsOf(ctx)
  await Promise.all(claimed.map((refresh) => settle(ctx, accounts.get(refresh.accountId), refresh)))
  return { more: claimed.length === BATCH }
}

export const refreshLoop = dueLoop({ name: 'wecom-refresh', wakeOn: ['wecom-refresh'], everyMs: 5000, due, run, nextAt })
