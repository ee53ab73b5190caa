import { addMembers, changeState, community, createCommunity } from '@grove/community/server'
import { content } from '@grove/content/server'
import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { listMembers as listRoute, type MemberFilter, type MemberSort } from '@grove/member/contract'
import { createMembers, eraseMember, listMembersBy, markActive, member, tagMembers } from '@grove/member/server'
import { product } from '@grove/product/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { segment } from './index.ts'

interface Known {
  readonly id: number
  readonly name: string
  readonly stage: number
  readonly source: string | null
  readonly n: number
  active: number
  ever: boolean
}

const DAY = 86_400_000
let t: TestApp
let ws: TestWorkspace
let people: Known[]
let ids: { tag: number; group: number; segment: number; gone: number }
let now: number

beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, content, community, segment] })
  ws = await t.workspace()
  const given = Array.from({ length: 60 }, (_, n) => ({
    displayName: `${'王李张'[n % 3]}${'小大'[n % 2]}${'明华丽强'[n % 4]}`,
    stage: 1 + (n % 4),
    ...(n % 5 === 0 ? { source: '门店' } : {}),
    ...(n === 7 ? { phone: '13800137777' } : {}),
  }))
  const made = await createMembers(ws.ctx, given)
  people = given.map((one, n) => ({
    id: made[n] ?? 0,
    name: one.displayName,
    stage: one.stage,
    source: one.source ?? null,
    n,
    active: 0,
    ever: false,
  }))
  for (const step of [1, 2, 3]) {
    t.clock.advance({ days: 10 })
    const awake = people.filter(({ n }) => n % 7 === step)
    await markActive(
      ws.ctx,
      awake.map(({ id }) => id),
    )
  }
  now = t.clock.now().getTime()
  await tagMembers(ws.ctx, { memberIds: people.filter(({ n }) => n < 20).map(({ id }) => id), tag: 'old' })
  const groupOf = async (name: string, chapter: string, inside: (n: number) => boolean) => {
    const { id } = await createCommunity(ws.ctx, { type: 'regional', name, channel: 'room', chapter })
    for (const to of ['recruiting', 'active'] as const) await changeState(ws.ctx, { id, to, reason: 'test' })
    const memberIds = people.filter(({ n }) => inside(n)).map((one) => one.id)
    await addMembers(ws.ctx, { id, memberIds, scene: 'staff', source: null })
    return id
  }
  // Two groups of one chapter share people: nobody may be listed twice.
  const group = await groupOf('east 1', 'east', (n) => n % 2 === 0)
  await groupOf('east 2', 'east', (n) => n % 3 === 0)
  await groupOf('west', 'west', (n) => n % 5 === 4)
  const tags = await ws.ctx.db.one<{ id: number }>(sql`select id from tag where workspace_id = ${ws.id}`)
  const list = await ws.ctx.db.one<{ id: number }>(sql`
    insert into segment (workspace_id, name, kind, state, swept_at, created_at, updated_at)
    values (${ws.id}, 'third', 'list', 'ready', ${t.clock.now()}, ${t.clock.now()}, ${t.clock.now()}) returning id`)
  await ws.ctx.db.exec(sql`
    insert into segment_member (workspace_id, segment_id, member_id, entered_at, left_at)
    select ${ws.id}, ${list.id}, m.id, ${t.clock.now()}, case when m.id % 3 = 0 then null else ${t.clock.now()}::timestamptz end
    from member m where m.workspace_id = ${ws.id}`)
  ids = { tag: tags.id, group, segment: list.id, gone: people[2]?.id ?? 0 }
  const signs = await ws.ctx.db.rows<{ id: number; active: Date; ever: boolean }>(sql`
    select id, last_active_at as active, last_active_at > created_at as ever from member where workspace_id = ${ws.id} order by id`)
  for (const [n, one] of people.entries()) Object.assign(one, { active: signs[n]?.active.getTime(), ever: signs[n]?.ever })
  const head = await ws.as('head')
  await eraseMember(head, { id: ids.gone, confirm: people[2]?.name ?? '' })
})
afterAll(() => t.close())

/** The filters once more, as plainly as they can be said. */
function fits(filter: MemberFilter, one: Known): boolean {
  const word = (text: string) => one.name.includes(text) || (one.n === 7 && text === '7777')
  const days = (now - one.active) / DAY
  return (
    one.id !== ids.gone &&
    (filter.text ?? '').split(' ').every(word) &&
    (filter.tagId === undefined || one.n < 20) &&
    (filter.stage === undefined || one.stage === filter.stage) &&
    (filter.source === undefined || one.source === filter.source) &&
    (filter.communityId === undefined || one.n % 2 === 0) &&
    (filter.segmentId === undefined || one.id % 3 === 0) &&
    (filter.activeDays === undefined || (days <= filter.activeDays && one.ever)) &&
    (filter.silentDays === undefined || days > filter.silentDays)
  )
}

const filters = (): MemberFilter[] => [
  {},
  { text: '王' },
  { text: '小' },
  { text: '小明' },
  { text: '王 明' },
  { text: '华 小 李' },
  { text: '7777' },
  { text: '李 7777' },
  { text: 'nobody' },
  { tagId: ids.tag },
  { stage: 2 },
  { source: '门店' },
  { source: 'none such' },
  { communityId: ids.group },
  { segmentId: ids.segment },
  { segmentId: ids.segment, tagId: ids.tag, stage: 1 },
  { communityId: ids.group, text: '小' },
  { activeDays: 15 },
  { silentDays: 15 },
  { text: '大', silentDays: 5, tagId: ids.tag },
  { source: '门店', stage: 2, activeDays: 25 },
]

const viewers = async (): Promise<[string, Ctx, (one: Known) => boolean][]> => [
  ['everybody', ws.ctx, () => true],
  ['a chapter', await ws.as('operator', { scope: { kind: 'chapter', chapters: ['east'] } }), ({ n }) => n % 2 === 0 || n % 3 === 0],
  [
    'two chapters',
    await ws.as('operator', { scope: { kind: 'chapter', chapters: ['east', 'west'] } }),
    ({ n }) => n % 2 === 0 || n % 3 === 0 || n % 5 === 4,
  ],
  ['nobody', await ws.as('operator', { scope: { kind: 'chapter', chapters: ['north'] } }), () => false],
]

const ORDERS: Readonly<Record<MemberSort, (one: Known, other: Known) => number>> = {
  '-createdAt': (one, other) => other.id - one.id,
  createdAt: (one, other) => one.id - other.id,
  '-lastActiveAt': (one, other) => other.active - one.active || other.id - one.id,
  lastActiveAt: (one, other) => one.active - other.active || one.id - other.id,
}

/** However a page is found, it must be the same page. */
const WAYS = {
  gathered: { begin: 1e9, gather: 1000, held: 1e9 },
  'gathered, sets looked up': { begin: 1e9, gather: 1000, held: -1 },
  'walked by, sets held': { begin: -1, gather: 1000, held: 1e9 },
  'walked by, sets looked up': { begin: -1, gather: 1000, held: -1 },
  'begun to gather, found too many': { begin: 1e9, gather: 3, held: 1e9 },
}

async function pagesOf(ctx: Ctx, filter: MemberFilter, sort: MemberSort, limits: (typeof WAYS)[keyof typeof WAYS]) {
  const seen: number[] = []
  let first: { count: number; exact: boolean } | null = null
  for (let cursor: string | undefined, more = true; more; ) {
    const before = t.database.statements()
    const page = await listMembersBy(ctx, listRoute.input.parse({ ...filter, sort, limit: 9, ...(cursor ? { cursor } : {}) }), limits)
    expect(t.database.statements() - before).toBeLessThanOrEqual(3)
    first ??= page.total
    seen.push(...page.items.map((item) => item.id))
    more = page.next !== null
    cursor = page.next ?? undefined
  }
  return { seen, first }
}

it.each(Object.entries(WAYS))('the member list, %s, shows who fits, once, in order', async (_name, limits) => {
  const sorts = Object.keys(ORDERS) as MemberSort[]
  for (const [at, [who, ctx, sees]] of (await viewers()).entries()) {
    for (const [n, filter] of filters().entries()) {
      const sort = sorts[(at + n) % sorts.length] ?? 'createdAt'
      const expected = people.filter((one) => fits(filter, one) && sees(one)).toSorted(ORDERS[sort])
      const { seen, first } = await pagesOf(ctx, filter, sort, limits)
      expect([who, filter, sort, seen]).toEqual([who, filter, sort, expected.map((one) => one.id)])
      if (first?.exact) expect([who, filter, first.count]).toEqual([who, filter, expected.length])
    }
  }
})
