import { channelHost } from '@grove/channel-kit/server'
import type { WorkspaceId } from '@grove/kernel/contract'
import { type Ctx, dueLoop, type SystemCtx } from '@grove/kernel/server'
import { WecomError } from '@grove/wecom-api'
import sql from 'sql-template-tag'
import { accountsOf } from './accounts-of.ts'
import { clientOf } from './client-of.ts'
import {
  claimHandover,
  customersOver,
  dueHandovers,
  endHandover,
  type HandoverRow,
  itemsIn,
  scheduleHandover,
  tally,
} from './handover-store.ts'
import { askCustomers, followCustomers, listLeft } from './move-customers.ts'
import { askGroups, settleGroups } from './move-groups.ts'
import { addRefreshes } from './refresh-store.ts'

const BATCH = 10
const LEASE_MS = 180_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Calls in one turn, so that one large handover does not keep others waiting. */
const CALLS = 20
const PEOPLE_AT_ONCE = 5000

async function due(ctx: SystemCtx): Promise<WorkspaceId[]> {
  const rows = await ctx.db.rows<{ id: WorkspaceId }>(sql`
    select w.id from workspace w
    where exists (select 1 from wecom_handover h where h.workspace_id = w.id and h.state = 'running' and h.due_at <= ${ctx.clock.now()})
    order by w.id`)
  return rows.map((row) => row.id)
}

async function nextAt(ctx: SystemCtx): Promise<Date | undefined> {
  const { at } = await ctx.db.one<{ at: Date | null }>(sql`
    select min(n.at) as at from workspace w cross join lateral (
      select h.due_at as at from wecom_handover h where h.workspace_id = w.id and h.state = 'running' order by h.due_at limit 1) n where not w.asleep`)
  return at ?? undefined
}

/** Goes on with handovers: asks for what is planned, follows what was asked for, ends what is settled. */
async function run(ctx: Ctx): Promise<{ more: boolean }> {
  const rows = await dueHandovers(ctx, BATCH)
  const accounts = await accountsOf(ctx)
  for (const row of rows) {
    const now = ctx.clock.now().getTime()
    const account = accounts.get(row.accountId)
    if (!account) await scheduleHandover(ctx, row.id, new Date(now + HOUR_MS), null)
    else if (await claimHandover(ctx, row.id, new Date(now + LEASE_MS))) await goOn(ctx, clientOf(ctx.app, account), row)
  }
  return { more: rows.length === BATCH }
}

async function goOn(ctx: Ctx, client: ReturnType<typeof clientOf>, row: HandoverRow): Promise<void> {
  const now = ctx.clock.now().getTime()
  try {
    if (!row.listed) await listLeft(ctx, client, row)
    await settleGroups(ctx, client, row)
    const wait = await askAll(ctx, client, row)
    const over = await followCustomers(ctx, client, row)
    await refreshMoved(ctx, row, over)
    await end(ctx, row, wait)
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    const seconds = error.kind === 'configuration' ? 600 : Math.max(error.afterSeconds ?? 0, 60)
    await scheduleHandover(ctx, row.id, new Date(now + seconds * 1000), error.message.slice(0, 300))
  }
}

/** Null: nothing more to ask for now; a moment: the platform's limit of the day ends then. */
async function askAll(ctx: Ctx, client: ReturnType<typeof clientOf>, row: HandoverRow): Promise<Date | null> {
  for (let calls = 0; calls < CALLS && (await askCustomers(ctx, client, row)); calls += 1);
  for (let calls = 0; calls < CALLS; calls += 1) {
    const asked = await askGroups(ctx, client, row)
    if (asked === 'none') return null
    if (asked !== 'more') return asked.after
  }
  return ctx.clock.now()
}

/** The platform tells nobody of what its API did: who went over is looked at again. */
async function refreshMoved(ctx: Ctx, row: HandoverRow, customers: readonly string[]): Promise<void> {
  const groups = (await itemsIn(ctx, row.id, 'group', ['done'], 10_000)).filter(
    (one) => one.askedAt !== null && ctx.clock.now().getTime() - one.askedAt.getTime() < LEASE_MS,
  )
  // The platform lets the taker lead them at once, while customers have a day to refuse.
  await ctx.inTx((tx) =>
    passGroups(
      tx,
      row,
      groups.map((one) => one.target),
    ),
  )
  await addRefreshes(ctx, [
    ...customers.map((key) => ({ accountId: row.accountId, kind: 'customer' as const, key, want: null })),
    ...groups.map(({ target: key }) => ({ accountId: row.accountId, kind: 'group' as const, key, want: null })),
  ])
}

async function end(ctx: Ctx, row: HandoverRow, wait: Date | null): Promise<void> {
  const now = ctx.clock.now().getTime()
  const { open, waiting, done, failed } = await tally(ctx, row.id)
  if (open + waiting > 0) {
    const fresh = now - row.begunAt.getTime() < 10 * MINUTE_MS
    const look = new Date(now + (fresh || open > 0 ? MINUTE_MS : HOUR_MS))
    const next = wait && wait.getTime() > now && waiting === 0 ? wait : look
    return scheduleHandover(ctx, row.id, next, null)
  }
  return ctx.inTx(async (tx) => {
    if (!(await endHandover(tx, row.id))) return
    await passPeople(tx, row)
    await passGroups(
      tx,
      row,
      (await itemsIn(tx, row.id, 'group', ['done'], 10_000)).map((one) => one.target),
    )
    await channelHost(tx.app).handedOver(tx, {
      key: row.id,
      accountId: row.accountId,
      from: row.giver,
      to: row.taker,
      done,
      failed,
    })
  })
}

const passGroups = (tx: Ctx, row: HandoverRow, externalIds: readonly string[]) =>
  channelHost(tx.app).groupsHandedOver(tx, { accountId: row.accountId, from: row.giver, to: row.taker, externalIds })

/** Whoever looked after customers here goes with them. */
async function passPeople(tx: Ctx, row: HandoverRow): Promise<void> {
  for (let after = '', more = true; more; ) {
    const people = await customersOver(tx, row.id, after, PEOPLE_AT_ONCE)
    await channelHost(tx.app).peopleHandedOver(tx, { accountId: row.accountId, from: row.giver, to: row.taker, externalIds: people })
    after = people.at(-1) ?? after
    more = people.length === PEOPLE_AT_ONCE
  }
}

export const handoverLoop = dueLoop({ name: 'wecom-handover', wakeOn: ['wecom-handover'], everyMs: 30_000, due, run, nextAt })
