import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { openRoomSockets, room } from '@grove/channel-room/server'
import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { identity, memberCookieName, memberCookieValue } from '@grove/identity/server'
import { member } from '@grove/member/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Bench, type Measure, percentile } from '../harness.ts'
import type { Heard, PhonesOrder, SpeakOrder } from './room-phones.ts'

const ROOM = 500
const SINGLE = 60
const BURST = 10

interface Room {
  readonly communityId: number
  readonly memberIds: readonly number[]
}

/** One message to the 500 of a room with 5,000 sockets on the process, stored and numbered, against a bare broadcast of the same library. */
export const roomBench: Bench = {
  name: 'room',
  run: async ({ serverUrl, scale, say }) => {
    process.env['TEST_DATABASE_URL'] = serverUrl
    const rooms = Math.max(2, Math.round(10 * scale))
    const t = await testApp({ modules: [identity, member, content, community, task, conversation, room] })
    try {
      say(`${rooms} rooms of ${ROOM} phones`)
      const bare = await measure(rooms, await bareServer(), '{"r":ROOM,"m":"|%|"}', null, () => '')
      const ours = await measureOurs(t, rooms)
      say(
        `bare p50 ${percentile(bare.single.latencies, 0.5).toFixed(1)} p99 ${p99(bare.single)} ms, ours p50 ${percentile(ours.single.latencies, 0.5).toFixed(1)} p99 ${p99(ours.single)} ms`,
      )
      return measures(rooms, bare, ours)
    } finally {
      await t.close()
    }
  },
}

interface Figures {
  readonly single: Heard
  readonly burst: Heard
}

const p99 = ({ latencies }: Heard) => Math.round(percentile(latencies, 0.99) * 10) / 10
const rate = ({ latencies, seconds }: Heard) => Math.round(latencies.length / seconds)

function measures(rooms: number, bare: Figures, ours: Figures): Measure[] {
  const sockets = rooms * ROOM
  return [
    { name: `room: one message to ${ROOM} of ${sockets} sockets, p99`, value: p99(ours.single), unit: 'ms', atMost: 100 },
    {
      name: `room: deliveries while all ${rooms} rooms speak`,
      value: rate(ours.burst),
      unit: '/s',
      baseline: { name: 'bare broadcast of ws', value: rate(bare.burst) },
      atLeast: 0.5,
    },
  ]
}

interface Target {
  readonly address: string
  readonly close: () => Promise<void>
}

async function measure(
  rooms: number,
  target: Target,
  wrap: string,
  hello: string | null,
  phoneOf: (room: number, place: number) => string,
): Promise<Figures> {
  const phones = fork(fileURLToPath(new URL('./room-phones.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] })
  try {
    const list = Array.from({ length: rooms * ROOM }, (_, n) => {
      const at = n % rooms
      const place = Math.floor(n / rooms)
      const [query = '', cookie = ''] = phoneOf(at, place).split('\n')
      return { url: `${target.address}?${query || `room=${at}`}`, cookie, room: at }
    })
    await order(phones, { kind: 'open', phones: list, hello } satisfies PhonesOrder)
    let number = 0
    // Every word is said by another phone, so that nobody is held to the pace of one person.
    const turns = (count: number) => Array.from({ length: count }, () => ({ phone: number, number: ++number }))
    const speak = (count: number, together: boolean) =>
      order(phones, { kind: 'speak', turns: turns(count), wrap, together } satisfies SpeakOrder) as Promise<Heard>
    await speak(rooms, true)
    const single = await speak(SINGLE, false)
    const burst = await speak(rooms * BURST, true)
    return { single, burst }
  } finally {
    phones.kill()
    await target.close()
  }
}

async function order(phones: ChildProcess, what: object): Promise<unknown> {
  phones.send(what)
  const [answer] = await Promise.race([
    once(phones, 'message'),
    once(phones, 'exit').then(() => Promise.reject(new Error('the phones died'))),
  ])
  return answer
}

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws/room`
}

/** The plainest room there can be: what one phone says goes to everybody of its room. */
async function bareServer(): Promise<Target> {
  const server = createServer()
  const wss = new WebSocketServer({ server, perMessageDeflate: false })
  const rooms = new Map<string, Set<WebSocket>>()
  wss.on('connection', (socket, request) => {
    const key = new URL(request.url ?? '', 'http://x').searchParams.get('room') ?? ''
    const members = rooms.get(key) ?? new Set()
    rooms.set(key, members.add(socket))
    socket.on('message', (data) => {
      const text = String(data)
      for (const other of members) other.send(text)
    })
  })
  const address = await listening(server)
  return {
    address,
    close: async () => {
      for (const socket of wss.clients) socket.terminate()
      await new Promise((done) => server.close(done))
    },
  }
}

async function measureOurs(t: TestApp, rooms: number): Promise<Figures> {
  const ws = await t.workspace()
  const made = await Promise.all(Array.from({ length: rooms }, () => makeRoom(ws, t)))
  const server = createServer()
  const address = await listening(server)
  const sockets = await openRoomSockets({ server, app: t.app, system: t.system, database: t.database })
  const close = async () => {
    await sockets.close()
    await new Promise((done) => server.close(done))
  }
  const name = memberCookieName(ws.publicKey)
  const phoneOf = (at: number, place: number) => {
    const { communityId = 0, memberIds = [] } = made[at] ?? {}
    const cookie = memberCookieValue(t.app.config.secret, ws.id, memberIds[place] ?? 0, t.clock.now())
    return `ws=${ws.publicKey}&community=${communityId}\n${name}=${cookie}`
  }
  const wrap = '{"t":"post","id":%,"key":"bench-key-%","content":{"kind":"text","text":"|%|"}}'
  return measure(rooms, { address, close }, wrap, '{"t":"hear","id":0,"place":null}', phoneOf)
}

async function makeRoom(ws: TestWorkspace, t: TestApp): Promise<Room> {
  const now = t.clock.now()
  const code = `bench${Math.round(performance.now() * 1e6)}`
  const { id } = await ws.ctx.db.one<{ id: number }>(sql`
    insert into community (workspace_id, type, name, state, public_code, capacity, created_at, updated_at)
    values (${ws.id}, 'newcomer', 'Bench', 'active', ${code}, 1000, ${now}, ${now}) returning id`)
  const people = await ws.ctx.db.rows<{ id: number }>(sql`
    insert into member (workspace_id, display_name, last_active_at, created_at, updated_at)
    select ${ws.id}, 'Member ' || n, ${now}, ${now}, ${now} from generate_series(1, ${ROOM}) n returning id`)
  const memberIds = people.map((row) => row.id)
  await ws.ctx.db.exec(sql`
    insert into membership (workspace_id, community_id, member_id, joined_at, scene)
    select ${ws.id}, ${id}, m.id, ${now}, 'link' from unnest(${memberIds}::bigint[]) as m (id)`)
  return { communityId: id, memberIds }
}
