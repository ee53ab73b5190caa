import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { activity, planActivities, refreshCards } from '@grove/activity/server'
import { openRoomSockets, room } from '@grove/channel-room/server'
import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { identity, memberCookieName, memberCookieValue } from '@grove/identity/server'
import { member } from '@grove/member/server'
import { points } from '@grove/points/server'
import { product } from '@grove/product/server'
import { question } from '@grove/question/server'
import { reward } from '@grove/reward/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { type Bench, percentile } from '../harness.ts'
import type { Arrived, ListenOrder, PhonesOrder } from './room-phones.ts'

const MEMBERS = 500
const UPDATES = 60
const WARM = 5

/** The card of a running activity redrawn for the 500 of a room: from reading the figures to the last phone. */
export const activityCardBench: Bench = {
  name: 'activity-card',
  run: async ({ serverUrl, scale, say }) => {
    process.env['TEST_DATABASE_URL'] = serverUrl
    const t = await testApp({
      modules: [identity, member, product, content, community, points, question, reward, task, conversation, room, activity],
    })
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const sockets = await openRoomSockets({ server, app: t.app, system: t.system, database: t.database })
    const phones = fork(fileURLToPath(new URL('./room-phones.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] })
    try {
      const ws = await t.workspace()
      const { communityId, ids } = await makeRoom(ws)
      const wish = { communityId, startsAt: t.clock.now(), key: 'card' }
      const [id = 0] = await ws.ctx.inTx((tx) => planActivities(tx, 'riddles', [wish], { rounds: 1 }))
      await t.drain()
      const order: PhonesOrder = {
        kind: 'open',
        hello: '{"t":"hear","id":0,"place":null}',
        phones: phonesOf(t, ws, server.address(), communityId, ids),
      }
      phones.send(order)
      await once(phones, 'message')
      await redraw(ws, id, phones, 1, WARM)
      const took = await redraw(ws, id, phones, 1 + WARM, Math.max(10, Math.round(UPDATES * scale)))
      const p99 = Math.round(percentile(took, 0.99) * 10) / 10
      say(`p50 ${percentile(took, 0.5).toFixed(1)} ms, p99 ${p99} ms of ${took.length} ears`)
      return [{ name: `activity: a card redrawn for ${MEMBERS} members, p99`, value: p99, unit: 'ms', atMost: 150 }]
    } finally {
      phones.kill()
      await sockets.close()
      await new Promise((done) => server.close(done))
      await t.close()
    }
  },
}

/** One change after the other; each is numbered in the card's title, which is how the phones know it. */
async function redraw(ws: TestWorkspace, id: number, phones: ReturnType<typeof fork>, first: number, updates: number): Promise<number[]> {
  const took: number[] = []
  for (let number = first; number < first + updates; number++) {
    await ws.ctx.db.exec(sql`update activity set title = ${`|${number}|`} where workspace_id = ${ws.id} and id = ${id}`)
    phones.send({ kind: 'listen', numbers: [number] } satisfies ListenOrder)
    await once(phones, 'message')
    const arrived = once(phones, 'message')
    const from = Number(process.hrtime.bigint()) / 1e6
    await refreshCards(ws.ctx, [id])
    const [answer] = (await arrived) as [Arrived]
    took.push(...answer.at.map(({ ms }) => ms - from))
  }
  return took
}

function phonesOf(
  t: TestApp,
  ws: TestWorkspace,
  address: ReturnType<ReturnType<typeof createServer>['address']>,
  communityId: number,
  ids: readonly number[],
) {
  const url = `ws://127.0.0.1:${(address as AddressInfo).port}/ws/room?ws=${ws.publicKey}&community=${communityId}`
  const name = memberCookieName(ws.publicKey)
  return ids.map((memberId) => ({
    url,
    cookie: `${name}=${memberCookieValue(t.app.config.secret, ws.id, memberId, t.clock.now())}`,
    room: 0,
  }))
}

async function makeRoom(ws: TestWorkspace): Promise<{ communityId: number; ids: number[] }> {
  const { ctx } = ws
  const now = ctx.clock.now()
  const { id } = await ctx.db.one<{ id: number }>(sql`
    insert into community (workspace_id, type, name, state, public_code, capacity, channel, headcount, created_at, updated_at)
    values (${ctx.workspaceId}, 'newcomer', 'bench', 'active', 'benchcard', 1000, 'room', ${MEMBERS}, ${now}, ${now}) returning id`)
  const people = await ctx.db.rows<{ id: number }>(sql`
    insert into member (workspace_id, display_name, last_active_at, created_at, updated_at)
    select ${ctx.workspaceId}, 'member ' || n, ${now}, ${now}, ${now} from generate_series(1, ${MEMBERS}) n returning id`)
  const ids = people.map((row) => row.id)
  await ctx.db.exec(sql`
    insert into membership (workspace_id, community_id, member_id, joined_at, scene)
    select ${ctx.workspaceId}, ${id}, m.id, ${now}, 'link' from unnest(${ids}::bigint[]) as m (id)`)
  return { communityId: id, ids }
}
