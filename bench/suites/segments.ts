import { prepareForAll } from '@grove/condition-kit/server'
import type { Condition } from '@grove/condition-kit/contract'
import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { identity } from '@grove/identity/server'
import { drainJobs } from '@grove/jobs'
import type { StoredEvent } from '@grove/kernel/server'
import { member } from '@grove/member/server'
import { product } from '@grove/product/server'
import { createSegment, followEvents, rebuildSegment, segment } from '@grove/segment/server'
import sql, { type Sql } from 'sql-template-tag'
import { type DataWorld, openDataWorld } from '../full-size/data-world.ts'
import { dataSizes } from '../full-size/index.ts'
import { type Bench, type Measure, medianOf, percentile, seconds } from '../harness.ts'

const SEGMENTS = 200
const CHANGED = 10_000
const REBUILT = 20

/** Segments at full size: a count, one changed member, ten thousand of them, and screens beside twenty rebuilds. */
export const segmentsBench: Bench = {
  name: 'segments',
  run: async ({ serverUrl, scale, say }) => {
    const modules = [identity, member, product, content, community, segment]
    const world = await openDataWorld({ serverUrl, modules, sizes: dataSizes({ members: Math.round(1_000_000 * scale) }), say })
    try {
      await world.t.database.pool.query('vacuum (analyze) event, member, member_tag, tag')
      return [...(await countOf(world, say)), ...(await followOf(world, say)), await besidesOf(world, say)]
    } finally {
      await world.t.close()
    }
  },
}

interface Known {
  readonly common: string
  readonly other: string
  readonly commonId: number
  readonly otherId: number
  readonly cities: readonly string[]
}

async function knownOf({ ws }: DataWorld): Promise<Known> {
  const tags = await ws.ctx.db.rows<{ id: number; name: string }>(sql`
    select t.id, t.name from tag t where t.workspace_id = ${ws.id} order by t.id limit 12`)
  const cities = await ws.ctx.db.rows<{ city: string }>(sql`
    select m.city from (select city from member where workspace_id = ${ws.id} and city is not null order by id limit 5000) m
    group by 1 order by count(*) desc limit 5`)
  const [common, other] = [tags[4], tags[8]]
  if (!common || !other) throw new Error('the data has no tags')
  return { common: common.name, other: other.name, commonId: common.id, otherId: other.id, cities: cities.map((row) => row.city) }
}

/** Tag and not tag, city in, at least three posts in thirty days; against the best of four statements written for it by hand. */
async function countOf(world: DataWorld, say: (text: string) => void): Promise<Measure[]> {
  const { t, ws } = world
  const known = await knownOf(world)
  const condition: Condition = {
    all: [
      { kind: 'tag', tag: known.common },
      { not: { kind: 'tag', tag: known.other } },
      { kind: 'attribute', key: 'city', in: known.cities },
      { kind: 'events', event: 'message.posted', within: '30d', atLeast: 3 },
    ],
  }
  const compiled = await prepareForAll(ws.ctx, [condition])
  const since = new Date(t.clock.now().getTime() - 30 * 86_400_000)
  const own = sql`select count(*) as n from member m
    where m.workspace_id = ${ws.id} and m.kind = 'member' and ${compiled.where(condition)}`
  const hand = handWritten(ws.id, known, since)
  const timed = (statement: Sql) => medianOf(3, () => seconds(() => ws.ctx.db.one(statement)))
  const counts = await Promise.all([own, ...hand].map(async (statement) => (await ws.ctx.db.one<{ n: number }>(statement)).n))
  if (new Set(counts).size !== 1) throw new Error(`the statements do not agree: ${counts.join(', ')}`)
  const best: number[] = []
  for (const statement of hand) best.push(await timed(statement))
  const took = await timed(own)
  say(`${counts[0]} members, ${took.toFixed(3)} s, by hand ${best.map((one) => one.toFixed(3)).join(', ')} s`)
  const baseline = { name: 'best statement by hand', value: Math.min(...best) }
  return [
    { name: 'segments: count of three clauses and a negated tag', value: took, unit: 's', baseline, atMost: 1.3 },
    { name: 'segments: the same count', value: took, unit: 's', atMost: 1.5 },
  ]
}

function handWritten(ws: number, known: Known, since: Date): readonly Sql[] {
  const { commonId, otherId, cities } = known
  const lively = sql`select e.member_id from event e where e.workspace_id = ${ws} and e.kind = 'message.posted' and e.at >= ${since}
    group by e.member_id having count(*) >= 3`
  const outside = sql`not exists (select 1 from member_tag o where o.workspace_id = ${ws} and o.tag_id = ${otherId} and o.member_id = m.id)`
  return [
    sql`select count(*) as n from member m join member_tag mt on mt.workspace_id = ${ws} and mt.tag_id = ${commonId} and mt.member_id = m.id
      join (${lively}) h on h.member_id = m.id
      where m.workspace_id = ${ws} and m.kind = 'member' and m.city = any(${cities}::text[]) and ${outside}`,
    sql`select count(*) as n from member m where m.workspace_id = ${ws} and m.kind = 'member' and m.city = any(${cities}::text[])
      and m.id in (select mt.member_id from member_tag mt where mt.workspace_id = ${ws} and mt.tag_id = ${commonId}) and ${outside}
      and m.id in (${lively})`,
    sql`with chosen as materialized (
        select m.id from member m join member_tag mt on mt.workspace_id = ${ws} and mt.tag_id = ${commonId} and mt.member_id = m.id
        where m.workspace_id = ${ws} and m.kind = 'member' and m.city = any(${cities}::text[]) and ${outside})
      select count(*) as n from (select e.member_id from event e join chosen c on c.id = e.member_id
        where e.workspace_id = ${ws} and e.kind = 'message.posted' and e.at >= ${since} group by 1 having count(*) >= 3) x`,
    sql`with chosen as materialized (
        select m.id from member m join member_tag mt on mt.workspace_id = ${ws} and mt.tag_id = ${commonId} and mt.member_id = m.id
        where m.workspace_id = ${ws} and m.kind = 'member' and m.city = any(${cities}::text[]) and ${outside})
      select count(*) as n from chosen c where (select count(*) from event e where e.workspace_id = ${ws} and e.member_id = c.id
        and e.kind = 'message.posted' and e.at >= ${since}) >= 3`,
  ]
}

/** Two hundred live segments that all hear of a post. */
async function makeSegments({ ws }: DataWorld): Promise<number[]> {
  const known = await knownOf({ ws } as DataWorld)
  const tags = await ws.ctx.db.rows<{ name: string }>(sql`select t.name from tag t where t.workspace_id = ${ws.id} order by t.id limit 40`)
  const ids: number[] = []
  for (let n = 0; n < SEGMENTS; n++) {
    const condition: Condition = {
      all: [
        { kind: 'events', event: 'message.posted', within: `${7 + (n % 4) * 7}d`, atLeast: 1 + (n % 5) },
        n % 2 ? { kind: 'tag', tag: tags[n % 40]?.name ?? '' } : { not: { kind: 'tag', tag: tags[n % 40]?.name ?? '' } },
        {
          any: [
            { kind: 'attribute', key: 'city', in: known.cities.slice(n % 4) },
            { kind: 'stage', atLeast: 1 + (n % 6) },
          ],
        },
      ],
    }
    ids.push((await createSegment(ws.ctx, { name: `s${n}`, note: '', condition, frozen: false })).id)
  }
  await ws.ctx.db.exec(sql`update segment set state = 'ready' where workspace_id = ${ws.id}`)
  await ws.ctx.db.exec(sql`delete from segment_touched where workspace_id = ${ws.id}`)
  return ids
}

async function followOf(world: DataWorld, say: (text: string) => void): Promise<Measure[]> {
  const { ws } = world
  await makeSegments(world)
  const rows = await ws.ctx.db.rows<{ id: number }>(sql`
    select m.id from member m where m.workspace_id = ${ws.id} and m.kind = 'member' order by m.id desc limit ${CHANGED + 100}`)
  const events = rows.map(({ id }) => posted(id, ws.ctx.clock.now()))
  const handle = (batch: readonly StoredEvent[]) => seconds(() => ws.ctx.inTx((ctx) => followEvents.handle(ctx, batch)))
  const single: number[] = []
  for (const event of events.slice(0, 100)) single.push((await handle([event])) * 1000)
  const many = events.slice(100)
  let took = 0
  for (let at = 0; at < many.length; at += followEvents.batch) took += await handle(many.slice(at, at + followEvents.batch))
  say(`one member ${percentile(single, 0.5).toFixed(1)} ms, ${many.length} members ${took.toFixed(1)} s`)
  return [
    { name: `segments: one changed member against ${SEGMENTS} segments, p95`, value: percentile(single, 0.95), unit: 'ms', atMost: 50 },
    {
      name: `segments: changed members a minute with ${SEGMENTS} segments`,
      value: (many.length / took) * 60,
      unit: '/min',
      atLeast: 10_000,
    },
  ]
}

function posted(memberId: number, at: Date): StoredEvent {
  return { tx: 0, id: 0, kind: 'message.posted', at, memberId, communityId: null, runId: null, counted: true, data: {} }
}

/** Screens over HTTP while twenty segments are built from the beginning. */
async function besidesOf({ t, ws }: DataWorld, say: (text: string) => void): Promise<Measure> {
  // The first login may be taken by the head of the kept data, when it was made in this process.
  const headers = await ws.session('head').catch(() => ws.session('head'))
  const ids = await ws.ctx.db.rows<{ id: number }>(sql`select id from segment where workspace_id = ${ws.id} order by id limit ${REBUILT}`)
  await Promise.all(ids.map(({ id }) => rebuildSegment(ws.ctx, { id })))
  let building = true
  const work = drainJobs(t.system, t.database).finally(() => {
    building = false
  })
  const times: number[] = []
  const paths = [
    '/api/members?stage=3',
    '/api/members?sort=-lastActiveAt',
    '/api/communities',
    '/api/segments',
    '/api/members?silentDays=30',
  ]
  for (let n = 0; building; n++) {
    const path = paths[n % paths.length] ?? ''
    times.push((await seconds(async () => (await t.http.request(path, { headers })).text())) * 1000)
  }
  await work
  say(`${times.length} requests beside the rebuilds`)
  return { name: `segments: screens while ${REBUILT} segments rebuild, p95`, value: percentile(times, 0.95), unit: 'ms', atMost: 300 }
}
