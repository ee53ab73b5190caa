import { listCommunities } from '@grove/community/contract'
import type { Role, Route } from '@grove/kernel/contract'
import type { Ctx, DataScope } from '@grove/kernel/server'
import { listMembers } from '@grove/member/contract'
import { writeCursor } from '@grove/member/server'
import sql, { type Sql } from 'sql-template-tag'
import { type Bench, type Measure, percentile } from '../harness.ts'
import { type ListsWorld, openListsWorld } from './lists-world.ts'

const REPEATS = 5

/** Every filter and sort of the two big lists, first, middle and following pages, over HTTP, by people who see all or a part. */
export const listsBench: Bench = {
  name: 'lists',
  run: async ({ serverUrl, scale, say }) => {
    const wanted = Math.max(10_000, Math.round(1_000_000 * scale))
    say(`opening ${wanted} members`)
    const world = await openListsWorld(serverUrl, wanted, say)
    try {
      return [
        await leastOf(world),
        ...(await measuresOf(world, 'member list', listMembers, await memberQueries(world), MEMBER_SORTS, say)),
        ...(await measuresOf(world, 'community list', listCommunities, await communityQueries(world), COMMUNITY_SORTS, say)),
      ]
    } finally {
      await world.t.close()
    }
  },
}

const MEMBER_SORTS = ['-createdAt', 'createdAt', '-lastActiveAt', 'lastActiveAt']
const COMMUNITY_SORTS = ['-createdAt', 'createdAt', 'name', '-name', 'memberCount', '-memberCount', 'closesAt', '-closesAt']

type Query = Readonly<Record<string, string | number>>

async function memberQueries({ ws }: ListsWorld): Promise<Query[]> {
  const { staff, group } = await ws.ctx.db.one<{ staff: number; group: number }>(sql`
    select (select min(id) from staff where workspace_id = ${ws.id}) + 3 as staff, (select min(id) + 7 from community where workspace_id = ${ws.id}) as "group"`)
  const named = async (statement: Sql) =>
    new Map((await ws.ctx.db.rows<{ name: string; id: number }>(statement)).map(({ name, id }) => [name, id] as const))
  const tags = await named(sql`select name, id from tag where workspace_id = ${ws.id}`)
  const segments = await named(sql`select name, id from segment where workspace_id = ${ws.id}`)
  const tagId = (name: string) => ({ tagId: tags.get(name) ?? 0 })
  const segmentId = (name: string) => ({ segmentId: segments.get(name) ?? 0 })
  return [
    {},
    ...['王', '小', '王小', '王明文', '3983', '000', '3', 'nobody', '王 1390', '王 文', '小 王 雨'].map((text) => ({ text })),
    ...['tag 1', 'tag 30', 'half', 'old', 'new'].map(tagId),
    ...['third', 'rare', 'old', 'none'].map(segmentId),
    ...[1, 2, 3, 4, 5, 6, 7].map((stage) => ({ stage })),
    ...['member', 'staff', 'ambience'].map((kind) => ({ kind })),
    { source: '门店' },
    { source: 'rare' },
    { source: 'none such' },
    { ownerStaffId: staff },
    { communityId: group },
    ...[1, 7, 30].map((activeDays) => ({ activeDays })),
    ...[7, 30, 90].map((silentDays) => ({ silentDays })),
    { tagIds: `${tagId('tag 1').tagId},${tagId('tag 30').tagId}` },
    { tagIds: `${tagId('tag 1').tagId},${tagId('tag 30').tagId}`, tagHow: 'all' },
    { tagIds: `${tagId('tag 30').tagId}`, tagHow: 'none' },
    { tagHow: 'untagged' },
    { city: '上海' },
    { city: 'none such' },
    { createdFrom: '2026-01-01', createdTo: '2026-01-07' },
    { createdTo: '2026-03-31', stage: 7 },
    { stage: 7, ...tagId('tag 1') },
    { stage: 1, ...tagId('tag 30') },
    { text: '王', stage: 2, silentDays: 30 },
    { text: '小', ...tagId('half') },
    { source: 'rare', activeDays: 30 },
    { source: '门店', activeDays: 7, kind: 'member' },
    { ownerStaffId: staff, stage: 7, silentDays: 90 },
    { kind: 'ambience', activeDays: 7 },
    // Nobody is both.
    { ...tagId('new'), ...segmentId('old') },
    { ...segmentId('third'), ...tagId('half'), stage: 4 },
  ]
}

async function communityQueries({ ws }: ListsWorld): Promise<Query[]> {
  const { staff } = await ws.ctx.db.one<{ staff: number }>(sql`select min(id) + 3 as staff from staff where workspace_id = ${ws.id}`)
  return [
    {},
    ...['春风', '群12', 'B77', 'nobody'].map((text) => ({ text })),
    ...['newcomer', 'flash'].map((type) => ({ type })),
    ...['planned', 'active', 'dissolved', 'transferred'].map((state) => ({ state })),
    { ownerStaffId: staff },
    { chapter: 'chapter 4' },
    { type: 'newcomer', state: 'active', text: '春' },
    { chapter: 'chapter 4', ownerStaffId: staff },
  ]
}

/** What the machine takes for a request that reads only who asks: the part of every figure below that is not the list's. */
async function leastOf(world: ListsWorld): Promise<Measure> {
  const times: number[] = []
  const [head] = await peopleOf(world)
  for (let round = 0; head && round < 40; round++) times.push(...(await ask(world, head, '/api/session', {})))
  return { name: 'lists: a request that reads only who asks, p95', value: percentile(times, 0.95), unit: 'ms' }
}

interface Person {
  readonly name: string
  readonly headers: Record<string, string>
  readonly ctx: Ctx
}

async function peopleOf({ ws }: ListsWorld): Promise<Person[]> {
  const one = async (name: string, role: Role, scope: DataScope) => ({
    name,
    headers: await ws.session(role, { scope }),
    ctx: await ws.as(role, { scope }),
  })
  return [
    await one('head', 'head', { kind: 'all' }),
    await one('chapter', 'operator', { kind: 'chapter', chapters: ['chapter 4', 'chapter 8'] }),
  ]
}

async function measuresOf(
  world: ListsWorld,
  name: string,
  route: Route,
  queries: readonly Query[],
  sorts: readonly string[],
  say: (text: string) => void,
): Promise<Measure[]> {
  const people = await peopleOf(world)
  const middle = await middleOf(world, route)
  const times: number[] = []
  const slowest = { value: 0, query: '' }
  let statements = 0
  let asked = 0
  for (const person of people) {
    for (const query of sorts.flatMap((sort) => queries.map((one) => ({ ...one, sort })))) {
      const pages = [query, ...(middle[query.sort] ? [{ ...query, cursor: middle[query.sort] ?? '' }] : [])]
      for (const page of pages) {
        asked++
        const own = await ask(world, person, route.path, page)
        times.push(...own)
        statements = Math.max(statements, await statementsOf(world, person, route, page))
        const value = percentile(own, 0.5)
        if (value > slowest.value) Object.assign(slowest, { value, query: `${person.name} ${JSON.stringify(page)}` })
        if (value > 100) say(`${value.toFixed(0)} ms: ${person.name} ${JSON.stringify(page)}`)
      }
    }
  }
  say(`${name}: p50 ${percentile(times, 0.5).toFixed(1)} ms; slowest ${slowest.value.toFixed(1)} ms: ${slowest.query}`)
  const size = (route === listMembers ? world.members : world.communities).toLocaleString('en-US')
  return [
    { name: `${name} of ${size}: p95 of ${asked} queries`, value: percentile(times, 0.95), unit: 'ms', atMost: 100 },
    { name: `${name} of ${size}: median of the slowest query`, value: slowest.value, unit: 'ms', atMost: 100 },
    { name: `${name}: statements at most`, value: statements, unit: 'statements', atMost: 3 },
  ]
}

async function ask({ t }: ListsWorld, person: Person, path: string, query: Query): Promise<number[]> {
  const url = `${path}?${new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))}`
  const times: number[] = []
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const since = performance.now()
    const answer = await t.http.request(url, { headers: person.headers })
    const text = await answer.text()
    times.push(performance.now() - since)
    if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${text}`)
  }
  return times
}

/** Statements of the list itself; who asks costs the same few for every request. */
async function statementsOf({ t }: ListsWorld, person: Person, route: Route, query: Query): Promise<number> {
  const endpoint = t.app.registry.endpoints.find((one) => one.route === route)
  if (!endpoint || !('run' in endpoint)) throw new Error(`nothing answers ${route.path}`)
  const before = t.database.statements()
  await endpoint.run(person.ctx as never, route.input.parse(query) as never, undefined as never)
  return t.database.statements() - before
}

/** Cursors in the middle of the whole list, by sort: what somebody gets who has paged for long. */
async function middleOf({ ws, members, communities }: ListsWorld, route: Route): Promise<Record<string, string>> {
  if (route === listMembers) {
    const { id, at } = await ws.ctx.db.one<{ id: number; at: string }>(sql`
      select id, last_active_at::text as at from member where workspace_id = ${ws.id} order by last_active_at, id offset ${Math.floor(members / 2)} limit 1`)
    const byTime = writeCursor({ key: at, id })
    const half = Math.floor(members / 2)
    // The lists of a stretch of time go on by the moment, the others by the number: one place serves both.
    const { made } = await ws.ctx.db.one<{ made: string }>(sql`
      select created_at::text as made from member where workspace_id = ${ws.id} and id = ${half}`)
    const byId = writeCursor({ key: made, id: half })
    return { '-createdAt': byId, createdAt: byId, '-lastActiveAt': byTime, lastActiveAt: byTime }
  }
  const { id, name, size } = await ws.ctx.db.one<{ id: number; name: string; size: number }>(sql`
    select id, name, member_count as size from community where workspace_id = ${ws.id} order by name, id offset ${Math.floor(communities / 2)} limit 1`)
  const place = (key: string) => writeCursor({ key, id })
  return {
    '-createdAt': place(String(id)),
    createdAt: place(String(id)),
    name: place(name),
    '-name': place(name),
    memberCount: place(String(size)),
    '-memberCount': place(String(size)),
    closesAt: place('infinity'),
    '-closesAt': place('infinity'),
  }
}
