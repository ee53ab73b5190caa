import { sync } from '@grove/sync/server'
import type { TestWorkspace } from '@grove/testkit'
import { Refused, type Sim, startSim } from '@grove/wecom-sim'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, sendStates, step, wecomWorld } from '../fixture/wecom-world.ts'
import { wecomDoor } from './ingress.ts'

/** One in the suite; `FAULT_RUNS=200` for the long look. */
const RUNS = Number(process.env['FAULT_RUNS'] ?? 1)
const KEYS = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' }
const STORM = {
  fail: 0.05,
  busy: 0.05,
  lost: 0.05,
  twice: 0.05,
  revoke: 0.02,
  emptyPage: 0.05,
  callbackDuplicate: 0.2,
  callbackReorder: 0.2,
  callbackDrop: 0.2,
}
const CALM = { fail: 0, busy: 0, lost: 0, twice: 0, revoke: 0, emptyPage: 0, callbackDuplicate: 0, callbackReorder: 0, callbackDrop: 0 }

let world: Awaited<ReturnType<typeof wecomWorld>>
beforeAll(async () => {
  world = await wecomWorld(sync)
})
afterAll(() => world.close())

/** Draws of its own, so that a run is the same run each time. */
function diceOf(seed: number) {
  let state = seed * 2_654_435_761
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) | 0
    return (state >>> 0) / 4_294_967_296
  }
  return { pick: <T>(items: readonly T[]) => items[Math.floor(next() * items.length)] as T, chance: (share: number) => next() < share }
}

async function openRun(seed: number) {
  const { t } = world
  const ws = await t.workspace()
  const sim = await startSim({
    seed: `run-${seed}`,
    clock: t.clock,
    port: 0,
    population: { customers: 16, groups: 5, employees: 3, membersPerGroup: 5 },
    deliver: async ({ method, url, body }) => {
      const { pathname, searchParams } = new URL(url)
      const [workspaceId = 0, accountId = 0] = pathname.split('/').slice(-2).map(Number)
      const answer = await wecomDoor.answer(t.system, { method, workspaceId, accountId, query: searchParams, body })
      return { status: answer.status, body: answer.text ?? '' }
    },
  })
  const account = await connect(ws.ctx, {
    corp_id: sim.corpId,
    agent_id: String(sim.app.agentId),
    secret: sim.app.secret,
    callback_token: KEYS.token,
    callback_aes_key: KEYS.aesKey,
    api_url: sim.url,
  })
  await sim.connect(`http://grove.test/in/wecom/${ws.id}/${account}`, KEYS)
  return { ws, sim, account }
}

/** Time passes, and everything that is due by then happens, on both sides. */
async function pass(sim: Sim, minutes: number, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    world.t.clock.advance({ minutes })
    await sim.outbox.pump()
    await world.t.drain()
  }
}

/** People live on: they come, go, part, join, leave, rename. What the platform does not allow just doesn't happen. */
function bustle(sim: Sim, dice: ReturnType<typeof diceOf>, acts: number): void {
  const { world: there } = sim.platform
  for (let i = 0; i < acts; i++) {
    const chatId = dice.pick([...there.groups.keys()])
    const userid = dice.pick([...there.employees.values()]).userid
    const customerId = dice.pick([...there.customers.keys()])
    const doing = [
      () => sim.customer(sim.admin.stranger(`新人${i}`).customerId).join(chatId),
      () => sim.customer(customerId).join(chatId),
      () => sim.customer(customerId).leave(chatId),
      () => sim.customer(customerId).delete(userid),
      () => sim.employee(userid).add({ customerId }),
      () => sim.employee(there.groups.get(chatId)?.owner ?? userid).rename({ chatId, name: `改名${i}` }),
    ]
    try {
      dice.pick(doing)()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
    }
  }
}

async function copyOf(ws: TestWorkspace) {
  const follows = await ws.ctx.db.rows<{ row: string }>(sql`
    select lower(userid) || ' ' || external_userid as row from wecom_follow where workspace_id = ${ws.id}`)
  const members = await ws.ctx.db.rows<{ row: string }>(sql`
    select m.chat_id || ' ' || m.userid as row from wecom_group_member m where m.workspace_id = ${ws.id}`)
  const inGroups = await ws.ctx.db.rows<{ row: string }>(sql`
    select g.external_id || ' ' || i.external_id as row from membership ms
    join channel_group g on g.workspace_id = ms.workspace_id and g.community_id = ms.community_id
    join member_identity i on i.workspace_id = ms.workspace_id and i.member_id = ms.member_id and i.channel = 'wecom'
    where ms.workspace_id = ${ws.id} and ms.state = 'active'`)
  const sorted = (rows: readonly { row: string }[]) => rows.map(({ row }) => row).sort()
  return { follows: sorted(follows), members: sorted(members), inGroups: sorted(inGroups) }
}

function stateOf(sim: Sim) {
  const { world: there } = sim.platform
  const follows = [...there.follows].flatMap(([userid, customers]) => [...customers.keys()].map((id) => `${userid} ${id}`))
  const groups = [...there.groups.values()].filter((group) => group.dismissedAt === null)
  const members = groups.flatMap((group) => [...group.members.values()].map((one) => `${group.id} ${one.id}`))
  const outside = groups.flatMap((group) =>
    [...group.members.values()].filter((one) => one.type === 2).map((one) => `${group.id} ${one.id}`),
  )
  return { follows: follows.sort(), members: members.sort(), inGroups: outside.sort() }
}

/** Tasks that anybody could still confirm, or has: one for each owner and text, whatever happened on the way. */
function doubles(sim: Sim): string[] {
  const seen = new Map<string, number>()
  for (const task of sim.platform.world.massTasks.values()) {
    if (task.cancelledAt !== null) continue
    for (const sender of task.senders.values()) {
      const key = `${sender.userid} ${task.text}`
      seen.set(key, (seen.get(key) ?? 0) + 1)
    }
  }
  return [...seen].filter(([, n]) => n > 1).map(([key]) => key)
}

it.each(Array.from({ length: RUNS }, (_, index) => index + 1))(
  'ends like the platform, without a double task, whatever fails on the way (%i)',
  async (seed) => {
    const dice = diceOf(seed)
    const { ws, sim, account } = await openRun(seed)
    try {
      sim.setFaults(STORM)
      await pass(sim, 2, 6)
      const head = await ws.session('head')
      sim.setFaults(CALM)
      await pass(sim, 12, 2)
      const externalIds = [...sim.platform.world.groups.keys()]
      const adopted = await world.t.http.request(`/api/sync/${account}/adopt`, {
        method: 'POST',
        headers: head,
        body: JSON.stringify({ externalIds, type: 'newcomer' }),
      })
      const { communityIds } = (await adopted.json()) as { communityIds: number[] }
      sim.setFaults(STORM)
      bustle(sim, dice, 15)
      await step(ws.ctx, communityIds, 'group', 1)
      await pass(sim, 1, 4)
      bustle(sim, dice, 15)
      await step(ws.ctx, communityIds, 'group', 2)
      await pass(sim, 3, 6)
      sim.setFaults(CALM)
      await pass(sim, 12, 3)
      expect(doubles(sim)).toEqual([])
      for (const task of sim.platform.world.massTasks.values())
        if (task.cancelledAt === null) for (const sender of task.senders.values()) sim.employee(sender.userid).confirm(task.msgid)
      await pass(sim, 30, 3)
      await world.t.http.request(`/api/sync/${account}/start`, { method: 'POST', headers: head, body: '{}' })
      await pass(sim, 2, 4)
      expect(await copyOf(ws)).toEqual(stateOf(sim))
      expect(await sendStates(ws.ctx)).toEqual({ sent: 10 })
    } finally {
      // Later runs would go on asking for a platform that is gone.
      await ws.ctx.db.exec(sql`update channel_account set state = 'off' where workspace_id = ${ws.id}`)
      await sim.close()
    }
  },
)
