import type { Account } from '@grove/channel-kit/contract'
import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import { WecomError } from '@grove/wecom-api'
import sql from 'sql-template-tag'
import { accountsOf } from './accounts-of.ts'
import { clientOf } from './client-of.ts'
import { copyCustomers, type SeenCustomer } from './copy-customers.ts'
import { copyGroups, endGroups } from './copy-groups.ts'
import { copyStaff, copyTags, knownStaff, seeStaff, seeTags } from './copy-staff.ts'
import { claimRefreshes, dropRefreshes, type Postponed, postponeRefreshes, type Refresh } from './refresh-store.ts'
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

/** What the platform shows of one place, as a change of the copy; changes of one kind are made together. */
interface Looked {
  readonly refresh: Refresh
  readonly customer?: SeenCustomer | 'gone'
  readonly write?: (tx: Ctx) => Promise<void>
}

/** Asks the platform for one place. `lag`: it does not show yet what it spoke of. @throws WecomError */
async function look(ctx: Ctx, account: Account, refresh: Refresh): Promise<Looked | 'lag'> {
  const client = clientOf(ctx.app, account)
  switch (refresh.kind) {
    case 'customer':
      return { refresh, customer: (await seeCustomer(client, refresh.key)) ?? 'gone' }
    case 'group': {
      const seen = await seeGroup(client, refresh.key)
      if (seen && refresh.want !== null && seen.memberVersion !== refresh.want && refresh.attempts < LAGS) return 'lag'
      return {
        refresh,
        write: async (tx) => {
          if (seen) await copyGroups(tx, account.id, [seen], 0)
          else await endGroups(tx, account.id, [refresh.key])
        },
      }
    }
    case 'tags': {
      const tags = await seeTags(client)
      return { refresh, write: async (tx) => void (await copyTags(tx, account.id, tags, 0)) }
    }
    case 'staff': {
      const staff = await seeStaff(client, await knownStaff(ctx, account.id))
      return { refresh, write: async (tx) => void (await copyStaff(tx, account.id, staff, 0)) }
    }
  }
}

async function endCustomers(ctx: Ctx, accountId: number, externalUserids: readonly string[]): Promise<void> {
  if (externalUserids.length === 0) return
  // Looked at as well, which gives them their quiet time.
  await ctx.db.exec(sql`
    update wecom_customer set synced_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and account_id = ${accountId} and external_userid = any(${[...externalUserids]}::text[])`)
  await ctx.db.exec(sql`
    delete from wecom_follow
    where workspace_id = ${ctx.workspaceId} and account_id = ${accountId} and external_userid = any(${[...externalUserids]}::text[])`)
}

/** Looks, or says when to try again and why. */
async function tryLook(ctx: Ctx, account: Account | undefined, refresh: Refresh): Promise<Looked | Postponed> {
  const now = ctx.clock.now().getTime()
  if (!account) return { refresh, dueAt: new Date(now + HOUR_MS), error: null }
  try {
    const looked = await look(ctx, account, refresh)
    return looked === 'lag' ? { refresh, dueAt: new Date(now + LAG_MS), error: null } : looked
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    const wait = error.kind === 'configuration' ? 600 : Math.max(error.afterSeconds ?? 0, Math.min(1800, 5 * 2 ** refresh.attempts))
    return { refresh, dueAt: new Date(now + wait * 1000), error: error.message.slice(0, 300) }
  }
}

function write(ctx: Ctx, accountId: number, looked: readonly Looked[]): Promise<void> {
  return ctx.inTx(async (tx) => {
    const seen = looked.flatMap(({ customer }) => (customer && customer !== 'gone' ? [customer] : []))
    await copyCustomers(tx, accountId, seen, { run: 0, whole: true })
    await endCustomers(
      tx,
      accountId,
      looked.flatMap(({ customer, refresh }) => (customer === 'gone' ? [refresh.key] : [])),
    )
    for (const one of looked) await one.write?.(tx)
    await dropRefreshes(
      tx,
      looked.map((one) => one.refresh),
    )
  })
}

/** What belongs together is written together: the customers of a corp as one, any other place alone. */
function sets(looked: readonly Looked[]): Looked[][] {
  const customers = new Map<number, Looked[]>()
  for (const one of looked.filter(({ customer }) => customer)) {
    const { accountId } = one.refresh
    customers.set(accountId, [...(customers.get(accountId) ?? []), one])
  }
  return [...customers.values(), ...looked.filter((one) => !one.customer).map((one) => [one])]
}

/** One that can't be written must not keep the others from it. */
async function writeSet(ctx: Ctx, set: readonly Looked[]): Promise<void> {
  const accountId = set[0]?.refresh.accountId ?? 0
  try {
    await write(ctx, accountId, set)
  } catch (error) {
    if (set.length === 1) throw error
    const results = await Promise.allSettled(set.map((one) => write(ctx, accountId, [one])))
    const failed = results.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
  }
}

/** Fetches what is known to differ. The calls run side by side as far as the client lets them; what they show is written in sets. */
async function run(ctx: Ctx): Promise<{ more: boolean }> {
  const claimed = await claimRefreshes(ctx, BATCH)
  const accounts = await accountsOf(ctx)
  const seen = await Promise.all(claimed.map((refresh) => tryLook(ctx, accounts.get(refresh.accountId), refresh)))
  await postponeRefreshes(
    ctx,
    seen.flatMap((one) => ('dueAt' in one ? [one] : [])),
  )
  for (const set of sets(seen.flatMap((one) => ('dueAt' in one ? [] : [one])))) await writeSet(ctx, set)
  return { more: claimed.length === BATCH }
}

export const refreshLoop = dueLoop({ name: 'wecom-refresh', wakeOn: ['wecom-refresh'], everyMs: 5000, share: 0.1, due, run, nextAt })
