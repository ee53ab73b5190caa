import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { wecom as channel } from '@grove/channel-wecom/server'
import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { identity } from '@grove/identity/server'
import { drainLoops } from '@grove/jobs'
import { member } from '@grove/member/server'
import { sync } from '@grove/sync/server'
import { task } from '@grove/task/server'
import { type TestApp, testApp } from '@grove/testkit'
import { createWecomClient, memoryCounter, memoryTokens, wecom } from '@grove/wecom-api'
import sql from 'sql-template-tag'
import { cpuSeconds } from '../cpu.ts'
import type { Bench, Measure } from '../harness.ts'
import type { PlatformOrder, PlatformReady } from './wecom-sync-platform.ts'

const CUSTOMERS = 100_000
const GROUPS = 1000
const CALLS_A_MINUTE = 10_000
/** A call to the platform from a machine in the same country; see docs/decisions/035. */
const ANSWERS_AFTER_MS = 100
/** Calls at once, as the product's own client makes them; the platform refuses more than a few (45033). */
const SIDE_BY_SIDE = 8
/** Lists of so many portions of the staff: each is a chain of pages, several are walked at once. */
const PORTIONS = 4 * SIDE_BY_SIDE

/** The first comparison with a corp, against the same calls of the same client by somebody who keeps nothing, and against the platform's own limit. */
export const wecomSyncBench: Bench = {
  name: 'wecom-sync',
  run: async ({ serverUrl, scale, say }) => {
    process.env['TEST_DATABASE_URL'] = serverUrl
    const order: PlatformOrder = {
      customers: Math.max(2000, Math.round(CUSTOMERS * scale)),
      groups: Math.max(20, Math.round(GROUPS * scale)),
      employees: Math.max(20, Math.round(200 * scale)),
      answersAfterMs: ANSWERS_AFTER_MS,
    }
    const { child, ready } = await openPlatform(order)
    const t = await testApp({ modules: [identity, member, content, community, task, conversation, channel, sync] })
    try {
      const bare = await walk(ready)
      say(
        `${order.customers} customers, ${order.groups} groups: ${bare.calls} calls, ${bare.seconds.toFixed(1)} s for somebody who keeps nothing`,
      )
      // The limits are counted by the minute: the walk before must not eat ours.
      await new Promise((resolve) => setTimeout(resolve, 60_000 - (Date.now() % 60_000) + 500))
      const ours = await firstSync(t, ready, say)
      return measures(order, bare, ours)
    } finally {
      await t.close()
      child.kill()
    }
  },
}

async function openPlatform(order: PlatformOrder): Promise<{ child: ChildProcess; ready: PlatformReady }> {
  const child = fork(fileURLToPath(new URL('./wecom-sync-platform.ts', import.meta.url)), { execArgv: process.execArgv })
  child.send(order)
  const [ready] = (await once(child, 'message')) as [PlatformReady]
  return { child, ready }
}

interface Walk {
  readonly calls: number
  readonly seconds: number
}

/** As fast as the platform lets anybody: every page of every list, every group, so many calls at once, nothing written. */
async function walk(ready: PlatformReady): Promise<Walk> {
  const client = createWecomClient({
    corpId: ready.corpId,
    secret: ready.secret,
    baseUrl: ready.url,
    tokens: memoryTokens(),
    counter: memoryCounter(),
    concurrency: SIDE_BY_SIDE,
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
  const patient = { maxWaitMs: 120_000 }
  const began = performance.now()
  let calls = 0
  const { follow_user: staff } = await client.call(wecom.getFollowUserList, {}, patient)
  await sideBySide(staff, (userid) => client.call(wecom.userGet, { userid }, patient))
  const width = Math.ceil(staff.length / PORTIONS)
  await sideBySide(
    Array.from({ length: Math.ceil(staff.length / width) }, (_, at) => staff.slice(at * width, (at + 1) * width)),
    async (userid_list) => {
      for await (const page of client.pages(wecom.customersOfUsers, { userid_list, limit: 100 }, patient)) calls += page ? 1 : 0
    },
  )
  const chats: string[] = []
  for (let from = 0; from < staff.length; from += 100) {
    const owner_filter = { userid_list: staff.slice(from, from + 100) }
    for await (const page of client.pages(wecom.groupList, { limit: 1000, owner_filter }, patient))
      chats.push(...page.group_chat_list.map((one) => one.chat_id))
  }
  await sideBySide(chats, (chat_id) => client.call(wecom.groupGet, { chat_id, need_name: 1 }, patient))
  return { calls: calls + staff.length + chats.length, seconds: (performance.now() - began) / 1000 }
}

async function sideBySide<T>(things: readonly T[], call: (thing: T) => Promise<unknown>): Promise<void> {
  const left = [...things]
  const lane = async () => {
    for (let thing = left.shift(); thing !== undefined; thing = left.shift()) await call(thing)
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane))
}

interface Synced {
  readonly seconds: number
  readonly people: number
  readonly seats: number
}

/** The product's own loop with nobody else at work; `done` is read from the row the page shows. */
async function firstSync(t: TestApp, ready: PlatformReady, say: (text: string) => void): Promise<Synced> {
  const ws = await t.workspace()
  const settings = {
    corp_id: ready.corpId,
    agent_id: String(ready.agentId),
    secret: ready.secret,
    callback_token: 'QDG6eK',
    callback_aes_key: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    api_url: ready.url,
  }
  t.clock.set(new Date())
  await ws.ctx.db.exec(sql`
    insert into channel_account (workspace_id, kind, name, settings, created_at)
    values (${ws.id}, 'wecom', 'bench', ${JSON.stringify(settings)}::jsonb, ${t.clock.now()})`)
  const loops = t.app.registry.loops.filter((loop) => loop.name === 'wecom-sync')
  const used = await cpuOf(t)
  const began = performance.now()
  await drainLoops(t.system, loops)
  const took = (performance.now() - began) / 1000
  const { product, database } = await used()
  const { people, seats, state } = await ws.ctx.db.one<{ people: number; seats: number; state: string }>(sql`
    select (select count(distinct f.external_userid)::int from wecom_follow f where f.workspace_id = ${ws.id}) as people,
      (select count(*)::int from wecom_group_member m where m.workspace_id = ${ws.id}) as seats,
      (select y.state from wecom_sync y where y.workspace_id = ${ws.id}) as state`)
  const each = (seconds: number) => `${((seconds / people) * 1e6).toFixed(0)} µs`
  say(
    `first sync ${state}: ${people} customers, ${seats} seats in ${took.toFixed(1)} s; processor a customer: product ${each(product)}, database ${each(database)}`,
  )
  return { seconds: took, people, seats }
}

/** Seconds of processor used from here on. Connections opened meanwhile count from nothing. */
async function cpuOf(t: TestApp): Promise<() => Promise<{ readonly product: number; readonly database: number }>> {
  const backends = async () => {
    const rows = await t.system.db.rows<{ pid: number }>(sql`
      select pid from pg_stat_activity
      where datname = current_database() or backend_type in ('walwriter', 'checkpointer', 'background writer')`)
    return rows.map(({ pid }) => pid)
  }
  const before = new Map((await backends()).map((pid) => [pid, cpuSeconds([pid])]))
  const own = cpuSeconds([process.pid])
  return async () => ({
    product: cpuSeconds([process.pid]) - own,
    database: (await backends()).reduce((sum, pid) => sum + cpuSeconds([pid]) - (before.get(pid) ?? 0), 0),
  })
}

function measures(order: PlatformOrder, bare: Walk, ours: Synced): Measure[] {
  return [
    {
      name: `wecom sync: ${order.customers} customers, ${order.groups} groups: customers a second`,
      value: Math.round(ours.people / ours.seconds),
      unit: '/s',
    },
    {
      name: 'wecom sync: against as many calls at once by somebody who keeps nothing',
      value: bare.calls / ours.seconds,
      unit: 'calls/s',
      baseline: { name: `the platform alone, ${ANSWERS_AFTER_MS} ms a call`, value: bare.calls / bare.seconds },
      atLeast: 0.9,
    },
    {
      name: 'wecom sync: calls a minute against what the platform allows on one endpoint',
      value: (bare.calls / bare.seconds) * 60,
      unit: '/min',
      baseline: { name: 'limit', value: CALLS_A_MINUTE },
    },
  ]
}
