import { addDays, dayOf } from '@grove/calendar'
import { communityMemberJoined, communityMemberLeft, communityMemberRemoved } from '@grove/community/contract'
import { community, createCommunity } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { emit, hasUnsettled, type NewEvent, readerLoop, rebuildReader } from '@grove/event-log'
import { identity } from '@grove/identity/server'
import { drainLoops } from '@grove/jobs'
import { createMembers, member, updateMember } from '@grove/member/server'
import { newOrder } from '@grove/product/contract'
import { product, recordOrders } from '@grove/product/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import fc from 'fast-check'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Grain,
  memberCameBack,
  memberFellAsleep,
  memberFirstActive,
  memberGone,
  memberTierMoved,
  memberWokeUp,
  RATES,
  type RateName,
} from '../contract/index.ts'
import { fractionOf, periodOf, periodsUntil } from '../domain/rate.ts'
import { standing } from './index.ts'
import { directCell, type HistoryFact, type HistoryMember } from './rate-direct-fixture.ts'
import { rateReader } from './rate-reader.ts'
import { rateMembers, rates } from './read-rates.ts'
import { recountMembers } from './store-rate.ts'

const ZONE = 'Asia/Shanghai'
const DAY = 86_400_000
const FIRST = Date.parse('2026-09-01T00:00:00Z')
let t: TestApp
let ws: TestWorkspace
let places: number[]
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, content, community, task, conversation, standing] })
})
beforeEach(async () => {
  t.clock.set('2026-11-20T04:00:00Z')
  ws = await t.workspace()
  const made = await Promise.all(['A', 'B'].map((name) => createCommunity(ws.ctx, { type: 'newcomer', name })))
  places = made.map((one) => one.id)
})
afterAll(() => t.close())

/** Only the reader of the rates: the events of the history are those of the test. */
const read = async () => {
  for (let held = true; held; ) {
    held = await hasUnsettled(t.system)
    await drainLoops(t.system, [readerLoop(rateReader)])
  }
}

type Deed = { who: number; at: number; what: number; where: number }
const eventOf = (memberId: number, { at, what, where }: Deed): NewEvent => {
  const told = { memberId, at: new Date(at) }
  const there = { ...told, communityId: places[where % 2] ?? 0 }
  const cause = { by: 'rule' as const }
  const all: NewEvent[] = [
    {
      ...there,
      kind: communityMemberJoined,
      data: { scene: 'link', source: null, inviterMemberId: null, role: 'member', rejoined: false },
    },
    { ...there, kind: communityMemberLeft, data: { how: 'requested', reason: null } },
    { ...there, kind: communityMemberLeft, data: { how: 'dissolved', reason: null } },
    { ...there, kind: communityMemberRemoved, data: { rule: '', evidence: '', mediaIds: [], mayRejoin: true } },
    { ...told, kind: memberFirstActive, data: { event: 'x', eventId: 1 } },
    { ...told, kind: memberFellAsleep, data: { silentDays: 30 } },
    { ...told, kind: memberWokeUp, data: { event: 'x', eventId: 1, asleepDays: 1 } },
    { ...told, kind: memberGone, data: {} },
    { ...told, kind: memberCameBack, data: {} },
    { ...told, kind: memberTierMoved, data: { from: 1, to: (where % 4) + 1, cause } },
  ]
  return all[what % all.length] as NewEvent
}

/** The history as the log tells it, for the direct count. */
async function history(ids: readonly number[]): Promise<HistoryMember[]> {
  const rows = await ws.ctx.db.rows<{
    member: number
    id: number
    at: Date
    kind: string
    place: number | null
    to: number | null
    how: string | null
  }>(sql`
    select e.member_id as member, e.id, e.at, e.kind, e.community_id as place, (e.data ->> 'to')::int as to, e.data ->> 'how' as how
    from event e where e.workspace_id = ${ws.id} and e.member_id is not null order by e.id`)
  const known: Record<string, readonly [1 | 2 | 3, number]> = {
    'member.created': [1, 1],
    'member.came_back': [1, 1],
    'member.gone': [1, 0],
    'community.member_joined': [1, 1],
    'community.member_removed': [1, 0],
    'member.first_active': [2, 1],
    'member.woke_up': [2, 1],
    'member.fell_asleep': [2, 2],
  }
  const people = await ws.ctx.db.rows<{ id: number; source: string; first: Date | null }>(sql`
    select m.id, coalesce(m.source, '') as source, min(b.first_at) as first from member m
    left join buyer b on b.workspace_id = m.workspace_id and b.member_id = m.id where m.workspace_id = ${ws.id} group by m.id, m.source`)
  return people
    .filter((one) => ids.includes(one.id))
    .map(({ id, source, first }) => {
      const facts = rows
        .filter((row) => row.member === id)
        .flatMap((row): HistoryFact[] => {
          const fact = (kind: 1 | 2 | 3, value: number) => [
            { at: row.at.getTime(), id: row.id, communityId: row.kind.startsWith('community.') ? (row.place ?? 0) : 0, kind, value },
          ]
          if (row.kind === 'member.tier_moved') return fact(3, row.to ?? 1)
          if (row.kind === 'community.member_left') return fact(1, row.how === 'dissolved' ? 2 : 0)
          const one = known[row.kind]
          return one ? fact(...one) : []
        })
      return { id, source, firstPaid: first?.getTime() ?? null, facts }
    })
}

async function live(seed: number, count: number): Promise<number[]> {
  const [deeds = []] = fc.sample(
    fc.array(
      fc.record({
        who: fc.nat({ max: 11 }),
        at: fc.nat({ max: 78 * 24 }).map((hour) => FIRST + hour * 3_600_000),
        what: fc.nat({ max: 11 }),
        where: fc.nat({ max: 7 }),
      }),
      { minLength: count, maxLength: count },
    ),
    { numRuns: 1, seed },
  )
  t.clock.set(new Date(FIRST + 3 * DAY))
  const early = await createMembers(
    ws.ctx,
    Array.from({ length: 8 }, (_, at) => ({ displayName: `e${at}`, source: at % 2 ? 'card' : 'shop' })),
  )
  t.clock.set(new Date(FIRST + 40 * DAY))
  const late = await createMembers(
    ws.ctx,
    Array.from({ length: 4 }, (_, at) => ({ displayName: `l${at}` })),
  )
  t.clock.set('2026-11-20T04:00:00Z')
  const ids = [...early, ...late]
  // In the order they were dealt, not of time; orders come in between.
  for (let from = 0; from < deeds.length; from += 25) {
    const some = deeds.slice(from, from + 25)
    await emit(
      ws.ctx,
      some.filter((deed) => deed.what < 10).map((deed) => eventOf(ids[deed.who] ?? 0, deed)),
    )
    const orders = some
      .filter((deed) => deed.what >= 10)
      .map((deed, at) => newOrder.parse({ number: `${from}/${at}`, memberId: ids[deed.who], amount: 100, paidAt: new Date(deed.at) }))
    if (orders.length) await recordOrders(ws.ctx, { orders, makeMembers: false })
    if (from % 50 === 0) await read()
  }
  await read()
  return ids
}

async function compare(ids: readonly number[]): Promise<number> {
  const people = await history(ids)
  let seen = 0
  for (const grain of ['day', 'week', 'month'] as const) {
    const until = '2026-11-20'
    const count = grain === 'day' ? 40 : grain === 'week' ? 12 : 3
    const ask = { grain, until, periods: count }
    for (const place of [0, ...places]) {
      for (const split of ['none', 'source', 'tier'] as const) {
        const told = await rates(ws.ctx, { ...ask, communityId: place, split })
        for (const row of told.rows)
          for (const [at, cell] of row.cells.entries()) {
            const period = told.periods[at] ?? ''
            const own = { ...(split === 'source' && { source: row.key }), ...(split === 'tier' && { tier: Number(row.key) }) }
            const direct = directCell(people, { place, grain, period, zone: ZONE, ...own })
            expect({ grain, place, period, split, key: row.key, ...cell }).toEqual({ grain, place, period, split, key: row.key, ...direct })
            seen += cell.converted + cell.lost + cell.woken + cell.came
          }
      }
    }
  }
  return seen
}

it('has periods that begin on Monday, on the first, and follow each other', () => {
  expect([periodOf('2026-11-22', 'week'), periodOf('2026-11-22', 'month'), periodOf('2026-11-22', 'day')]).toEqual([
    '2026-11-16',
    '2026-11-01',
    '2026-11-22',
  ])
  expect(periodsUntil('2027-01-03', 'month', 3)).toEqual(['2026-11-01', '2026-12-01', '2027-01-01'])
})

describe('roll-ups', () => {
  it('are what a direct count of the history comes to, whatever the order in which it is told; so is a rebuild', async () => {
    for (const seed of [1, 2, 3]) {
      ws = await t.workspace()
      places = (await Promise.all(['A', 'B'].map((name) => createCommunity(ws.ctx, { type: 'newcomer', name })))).map((one) => one.id)
      const ids = await live(seed, 150)
      expect(await compare(ids)).toBeGreaterThan(100)
      if (seed === 1) {
        await rebuildReader(ws.ctx, rateReader)
        await read()
        await compare(ids)
      }
    }
  })

  it('leave out staff and ambience helpers, also those who become one later, and move with the source', async () => {
    const [ann = 0, bob = 0] = await createMembers(ws.ctx, [{ displayName: 'Ann' }, { displayName: 'Bob', source: 'shop' }])
    await read()
    const came = async (split: 'none' | 'source') => {
      const told = await rates(ws.ctx, { grain: 'day', until: '2026-11-20', periods: 1, communityId: 0, split })
      return told.rows.map((row) => `${row.key}:${row.cells[0]?.came}`).toSorted()
    }
    expect(await came('none')).toEqual([':2'])
    await updateMember(ws.ctx, { id: ann, kind: 'ambience' })
    await read()
    expect(await came('source')).toEqual(['shop:1'])
    expect(bob).toBeGreaterThan(0)
  })
})

describe('two thousand at once, in tables that nobody has analysed', () => {
  it('are counted as they are one by one, and leave the planner as it was for what follows in the transaction', async () => {
    const ids = await createMembers(
      ws.ctx,
      Array.from({ length: 2000 }, (_, at) => ({ displayName: `M${at}`, source: at % 2 ? 'shop' : 'web' })),
    )
    await read()
    const settings = sql`select current_setting('enable_nestloop') as loops, current_setting('jit') as jit`
    const after = await ws.ctx.inTx(async (tx) => {
      await recountMembers(tx, ids)
      return tx.db.one<{ loops: string; jit: string }>(settings)
    })
    expect(after).toEqual({ loops: 'on', jit: 'off' })
    const { rows } = await rates(ws.ctx, { grain: 'day', until: '2026-11-20', periods: 1, communityId: 0, split: 'source' })
    expect(rows.map((row) => `${row.key}:${row.cells[0]?.came}`).toSorted()).toEqual(['shop:1000', 'web:1000'])
  })
})

describe('the members behind a number', () => {
  it('are as many as it says, of numerators and denominators, and each numerator is in its denominator', async () => {
    await live(9, 200)
    for (const grain of ['day', 'week', 'month'] as Grain[]) {
      const told = await rates(ws.ctx, { grain, until: '2026-11-20', periods: 3, communityId: 0, split: 'none' })
      for (const rate of RATES as readonly RateName[]) {
        const at = told.periods.length - 1
        const cell = told.rows[0]?.cells[at]
        if (!cell) continue
        const ask = (part: 'numerator' | 'denominator') =>
          rateMembers(ws.ctx, { rate, part, grain, period: told.periods[at] ?? '', communityId: 0, split: 'none', key: '', limit: 200 })
        const [top, bottom] = [await ask('numerator'), await ask('denominator')]
        const { numerator, denominator } = fractionOf(cell, rate)
        expect([rate, top.total?.count, bottom.total?.count]).toEqual([rate, numerator, denominator])
        expect(top.items.filter((one) => one.at === null || one.event === null)).toEqual([])
        if (rate !== 'new') expect(top.items.filter((one) => !bottom.items.some((other) => other.id === one.id))).toEqual([])
      }
    }
  })

  it('are refused to those who do not see the place', async () => {
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    const ask = { grain: 'day' as const, until: '2026-11-20', periods: 1, split: 'none' as const }
    await expect(rates(owner, { ...ask, communityId: 0 })).rejects.toMatchObject({ code: 'standing.community_needed' })
    await expect(rates(owner, { ...ask, communityId: places[0] ?? 0 })).rejects.toMatchObject({ code: 'standing.community_needed' })
    expect((await rates(owner, { ...ask, communityId: 0, split: 'community' })).rows).toEqual([])
    const gone = {
      rate: 'churn' as const,
      part: 'numerator' as const,
      grain: 'day' as const,
      period: addDays(dayOf(FIRST, ZONE), 1),
      key: '',
    }
    await expect(rateMembers(owner, { ...gone, communityId: 0, split: 'none', limit: 10 })).rejects.toMatchObject({
      code: 'standing.community_needed',
    })
  })
})
