import { eventKind } from '@grove/kernel/contract'
import { type Ctx, reader, type StoredEvent } from '@grove/kernel/server'
import { migrationFolder, type TestApp, type TestWorkspace, tenancyFixture, testApp } from '@grove/testkit'
import pg from 'pg'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { emit, hasUnsettled, readBatch, readerLags, readerLoop, rebuildReader } from './index.ts'

const planted = eventKind('tree.planted', z.object({ height: z.number() }))
const felled = eventKind('tree.felled', z.object({}))

let failing = false
const forest = reader({
  name: 'forest',
  kinds: [planted],
  batch: 10,
  reset: async (ctx) => {
    await ctx.db.exec(sql`delete from forest where workspace_id = ${ctx.workspaceId}`)
  },
  handle: async (ctx, events) => {
    await ctx.db.exec(sql`
      insert into forest (workspace_id, height) select ${ctx.workspaceId}, h.height
      from unnest(${events.map((event) => (event.data as { height: number }).height)}::int[]) as h (height)`)
    if (failing) throw new Error('the axe broke')
  },
})

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  const fixture = {
    name: 'forest',
    tier: 1 as const,
    rights: {},
    api: [],
    events: [planted, felled],
    readers: [forest],
    migrations: migrationFolder({
      '0001-forest': `create table forest (workspace_id bigint not null, id bigint generated always as identity, height int not null, primary key (workspace_id, id));`,
    }),
  }
  t = await testApp({ modules: [tenancyFixture(), fixture] })
})
beforeEach(async () => {
  failing = false
  ws = await t.workspace()
})
afterAll(() => t.close())

const heights = async (ctx: Ctx) =>
  (await ctx.db.rows<{ height: number }>(sql`select height from forest where workspace_id = ${ctx.workspaceId} order by id`)).map(
    (row) => row.height,
  )
const plant = (ctx: Ctx, ...tall: number[]) =>
  emit(
    ctx,
    tall.map((height) => ({ kind: planted, data: { height } })),
  )

describe('emit', () => {
  it('refuses data that is not of its kind and writes nothing', async () => {
    await expect(
      emit(ws.ctx, [
        { kind: planted, data: { height: 1 } },
        { kind: planted, data: { height: 'tall' as unknown as number } },
      ]),
    ).rejects.toThrow('expected number')
    await t.drain()
    expect(await heights(ws.ctx)).toEqual([])
  })

  it('writes hundreds at once as it writes one: order, actor, time, data; and refuses them whole', async () => {
    await expect(
      emit(
        ws.ctx,
        Array.from({ length: 300 }, (_, at) => ({ kind: planted, data: { height: at === 299 ? ('tall' as unknown as number) : at } })),
      ),
    ).rejects.toThrow('expected number')
    const at = new Date('2026-01-02T03:04:05.678Z')
    await emit(ws.ctx, [
      ...Array.from({ length: 299 }, (_, height) => ({ kind: planted, data: { height } })),
      { kind: felled, data: {}, memberId: 7, communityId: 8, counted: false, at, by: { kind: 'member' as const, id: 7 } },
    ])
    await plant(ws.ctx, 299)
    const rows = await ws.ctx.db.rows<Record<string, unknown>>(sql`
      select kind, at, member_id as "memberId", community_id as "communityId", counted, actor, data from event
      where workspace_id = ${ws.id} order by tx, id`)
    expect(rows).toHaveLength(301)
    expect(rows.slice(0, 299).map((row) => (row['data'] as { height: number }).height)).toEqual(
      Array.from({ length: 299 }, (_, height) => height),
    )
    expect(rows[299]).toEqual({
      kind: 'tree.felled',
      at,
      memberId: 7,
      communityId: 8,
      counted: false,
      actor: { kind: 'member', id: 7 },
      data: {},
    })
    expect({ ...rows[0], data: null, at: null }).toEqual({ ...rows[300], data: null, at: null })
    await t.drain()
    expect(await heights(ws.ctx)).toHaveLength(300)
  })

  it('disappears with the transaction that wrote it', async () => {
    await expect(
      ws.ctx.inTx(async (ctx) => {
        await plant(ctx, 1)
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    await t.drain()
    expect(await heights(ws.ctx)).toEqual([])
  })

  it('drops a second event with the same key', async () => {
    for (const height of [5, 6]) await emit(ws.ctx, [{ kind: planted, data: { height }, dedupeKey: 'only-once' }])
    await t.drain()
    expect(await heights(ws.ctx)).toEqual([5])
  })
})

describe('readers', () => {
  it('get the wanted kinds in order, across many batches, and pass the others', async () => {
    const tall = Array.from({ length: 35 }, (_, index) => index)
    await plant(ws.ctx, ...tall)
    await emit(
      ws.ctx,
      Array.from({ length: 25 }, () => ({ kind: felled, data: {} })),
    )
    await t.drain()
    expect(await heights(ws.ctx)).toEqual(tall)
    expect((await readerLags(ws.ctx, ['forest']))[0]).toMatchObject({ behind: 0, lastError: null })
  })

  it('never pass an event whose transaction is still open', async () => {
    let finish: () => void = () => undefined
    const gate = new Promise<void>((resolve) => {
      finish = resolve
    })
    let written: () => void = () => undefined
    const wrote = new Promise<void>((resolve) => {
      written = resolve
    })
    const slow = ws.ctx.inTx(async (ctx) => {
      await plant(ctx, 1)
      written()
      await gate
    })
    await wrote
    await plant(ws.ctx, 2)
    await t.drain()
    expect(await heights(ws.ctx)).toEqual([])
    finish()
    await slow
    await t.drain()
    expect(await heights(ws.ctx)).toEqual([1, 2])
  })

  it('do not wait for a long transaction of another database of the server', async () => {
    const other = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] })
    await other.connect()
    try {
      await other.query('begin')
      await other.query('select pg_current_xact_id()')
      await plant(ws.ctx, 4)
      await t.drain()
      expect(await heights(ws.ctx)).toEqual([4])
    } finally {
      await other.end()
    }
  })

  it('look for their work together: two statements for all that ask in the same moment', async () => {
    await plant(ws.ctx, 8)
    const before = t.database.statements()
    const [forestDue, nobodyDue] = await Promise.all([forest, { ...forest, name: 'nobody' }].map((one) => readerLoop(one).due(t.system)))
    expect(t.database.statements() - before).toBe(2)
    expect(forestDue).toContain(ws.id)
    expect(nobodyDue).toContain(ws.id)
  })

  it('are moved past what they do not want without a turn, and stop before what they want', async () => {
    const due = () => readerLoop(forest).due(t.system)
    const lag = async () => (await readerLags(ws.ctx, ['forest']))[0]?.behind
    await plant(ws.ctx, 1)
    await t.drain()
    await emit(
      ws.ctx,
      Array.from({ length: 150 }, () => ({ kind: felled, data: {} })),
    )
    // One that is at work is left to its worker.
    await ws.ctx.inTx(async (tx) => {
      await tx.db.exec(sql`update reader_cursor set failures = failures where workspace_id = ${ws.id} and reader = 'forest'`)
      expect(await due()).toContain(ws.id)
    })
    expect(await lag()).toBe(150)
    expect(await due()).not.toContain(ws.id)
    expect(await lag()).toBe(0)

    await emit(ws.ctx, [{ kind: felled, data: {} }])
    await plant(ws.ctx, 2)
    expect(await due()).toContain(ws.id)
    expect(await lag()).toBe(2)
    // More than is looked through at once: passed in part, the rest by turns.
    await t.drain()
    await emit(
      ws.ctx,
      Array.from({ length: 250 }, () => ({ kind: felled, data: {} })),
    )
    expect(await due()).toContain(ws.id)
    expect(await lag()).toBe(50)
    await t.drain()
    expect([await lag(), await heights(ws.ctx)]).toEqual([0, [1, 2]])
  })

  it('lose nothing when a batch fails: it is rolled back, paused and read again', async () => {
    failing = true
    await plant(ws.ctx, 7)
    await t.drain()
    expect(await heights(ws.ctx)).toEqual([])
    expect((await readerLags(ws.ctx, ['forest']))[0]).toMatchObject({ behind: 1, lastError: 'the axe broke' })
    failing = false
    await t.drain()
    expect(await heights(ws.ctx)).toEqual([])
    t.clock.advance({ seconds: 5 })
    await t.drain()
    expect(await heights(ws.ctx)).toEqual([7])
  })

  it('read each event once when two workers read at the same time', async () => {
    const tall = Array.from({ length: 200 }, (_, index) => index)
    await plant(ws.ctx, ...tall)
    // Other databases of the server may hold the horizon for a moment.
    const worker = async () => {
      while ((await hasUnsettled(t.system)) || (await readerLoop(forest).due(t.system)).includes(ws.id)) await readBatch(ws.ctx, forest)
    }
    await Promise.all([worker(), worker(), worker()])
    expect(await heights(ws.ctx)).toEqual(tall)
  })

  it('can be rebuilt from the log and end in the same state', async () => {
    await plant(ws.ctx, 3, 1, 2)
    await t.drain()
    await rebuildReader(ws.ctx, forest)
    expect(await heights(ws.ctx)).toEqual([])
    await t.drain()
    expect(await heights(ws.ctx)).toEqual([3, 1, 2])
  })

  it('refuse a rebuild when they act on what they read', async () => {
    const acting = reader({
      name: 'acting',
      kinds: 'all',
      batch: 1,
      handle: async (_ctx: Ctx, _events: readonly StoredEvent[]) => undefined,
    })
    await expect(rebuildReader(ws.ctx, acting)).rejects.toThrow('cannot be rebuilt')
  })

  it('see only the events of their own workspace', async () => {
    const other = await t.workspace()
    await plant(other.ctx, 9)
    await t.drain()
    expect(await heights(ws.ctx)).toEqual([])
    expect(await heights(other.ctx)).toEqual([9])
  })
})
