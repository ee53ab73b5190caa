import { readFile } from 'node:fs/promises'
import { removeMember } from '@grove/community/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTrack } from '../domain/index.ts'
import { atWork } from './at-work.ts'
import { changeRuns } from './change-runs.ts'
import { moveDueTracks } from './move-tracks.ts'
import { insertTracks } from './place-tracks.ts'
import { findRun } from './store-run.ts'
import { joinNew, openCommunity, openWorld, publish, sendsOf, start } from './test-world.ts'

let t: TestApp
let ws: TestWorkspace
let group: number
beforeAll(async () => {
  t = await openWorld()
})
beforeEach(async () => {
  t.clock.set('2026-11-01T00:00:00Z')
  ws = await t.workspace()
  group = await openCommunity(ws.ctx)
})
afterAll(() => t.close())

const at = async (moment: string) => {
  t.clock.set(moment)
  await t.drain()
}
const names = (n: number) => Array.from({ length: n }, (_, index) => `M${index}`)
const steps = async (runId: number) => (await sendsOf(ws, runId)).map((send) => `${send.step}/${send.memberId}`).sort()
/** How many stand where members stand, the fullest first. */
const places = async (runId: number) => {
  const rows = await ws.ctx.db.rows<{ n: number; told: number }>(sql`
    select p.n as told, (select count(*)::int from playbook_track t
      where t.workspace_id = ${ws.id} and t.run_id = p.run_id and t.place_id = p.id) as n
    from playbook_place p where p.workspace_id = ${ws.id} and p.run_id = ${runId} and not p.community order by n desc`)
  expect(rows.map((row) => row.told)).toEqual(rows.map((row) => row.n))
  return rows.map((row) => row.n)
}
/** Where each track's row lies, and who wrote it last: what was not written keeps both. */
const rowsOf = (runId: number) =>
  ws.ctx.db.rows(sql`
    select member_id, ctid::text, xmin::text from playbook_track where workspace_id = ${ws.id} and run_id = ${runId} order by member_id`)

const DAILY = [
  { id: 'one', track: 'member' as const, when: { joinDay: 1, at: '12:00' } },
  { id: 'two', track: 'member' as const, when: { joinDay: 2, at: '12:00' } },
]

describe('places', () => {
  it('move with all who stand there, and no row of a track is written', async () => {
    const members = await joinNew(ws.ctx, group, names(50))
    await t.drain()
    const run = await start(ws.ctx, await publish(ws.ctx, DAILY), group)
    const before = await rowsOf(run.id)
    expect(await places(run.id)).toEqual([50])
    await at('2026-11-01T04:00:00Z')
    await at('2026-11-02T04:00:00Z')
    expect(await steps(run.id)).toEqual(members.flatMap((id) => [`one/${id}`, `two/${id}`]).sort())
    expect(await rowsOf(run.id)).toEqual(before)
  })

  it('are split by what a step asks, and are one again when nothing tells them apart', async () => {
    const members = await joinNew(ws.ctx, group, names(30))
    await t.drain()
    await ws.ctx.db.exec(sql`update member set stage = 5 where workspace_id = ${ws.id} and id % 3 = 0`)
    const asked = { id: 'asked', track: 'member' as const, when: { joinDay: 1, at: '13:00' }, if: { kind: 'stage', atLeast: 5 } }
    const after = { id: 'after', track: 'member' as const, when: { after: 'asked', delay: '1h' } }
    const run = await start(ws.ctx, await publish(ws.ctx, [asked, after, ...DAILY]), group)
    await at('2026-11-01T04:00:00Z')
    await at('2026-11-01T05:00:00Z')
    const high = members.filter((id) => id % 3 === 0)
    expect(await places(run.id)).toEqual([30 - high.length, high.length])
    await at('2026-11-01T06:00:00Z')
    await at('2026-11-02T04:00:00Z')
    expect(await places(run.id)).toEqual([30])
    expect(await steps(run.id)).toEqual(
      [...high.flatMap((id) => [`asked/${id}`, `after/${id}`]), ...members.flatMap((id) => [`one/${id}`, `two/${id}`])].sort(),
    )
  })

  it('are left by one alone who hears something, and gather those who joined at other minutes', async () => {
    const [first = 0, second = 0] = await joinNew(ws.ctx, group, names(2))
    await t.drain()
    const run = await start(ws.ctx, await publish(ws.ctx, [{ id: 'hello', track: 'member', when: { afterJoin: '10m' } }, ...DAILY]), group)
    const late: number[] = []
    for (const minute of ['01', '02', '03']) {
      t.clock.set(`2026-11-01T00:${minute}:00Z`)
      late.push(...(await joinNew(ws.ctx, group, [minute])))
      await t.drain()
    }
    expect(await places(run.id)).toEqual([2, 1, 1, 1])
    await removeMember(ws.ctx, { id: group, memberId: first, rule: 'spam', evidence: 'seen', mediaIds: [], mayRejoin: true })
    await t.drain()
    expect(await places(run.id)).toEqual([1, 1, 1, 1, 1])
    await at('2026-11-01T00:30:00Z')
    await at('2026-11-01T04:00:00Z')
    expect(await places(run.id)).toEqual([4, 1])
    expect((await steps(run.id)).filter((step) => !step.startsWith('hello'))).toEqual([second, ...late].map((id) => `one/${id}`).sort())
  })

  it('rest and shift by a row each, whatever stands there', async () => {
    const members = await joinNew(ws.ctx, group, names(40))
    await t.drain()
    const run = await start(ws.ctx, await publish(ws.ctx, DAILY), group)
    const before = await rowsOf(run.id)
    await changeRuns(ws.ctx, { ids: [run.id], change: { kind: 'pause' } })
    await at('2026-11-01T04:00:00Z')
    expect(await steps(run.id)).toEqual([])
    await changeRuns(ws.ctx, { ids: [run.id], change: { kind: 'resume' } })
    await changeRuns(ws.ctx, { ids: [run.id], change: { kind: 'shift', days: 1 } })
    await at('2026-11-02T04:00:00Z')
    await at('2026-11-03T04:00:00Z')
    expect((await steps(run.id)).filter((step) => step.startsWith('two'))).toEqual(members.map((id) => `two/${id}`).sort())
    expect(await rowsOf(run.id)).toEqual(before)
  })
})

describe('a place too large for one transaction', () => {
  const MANY = 12_000
  const begin = async () => {
    const run = await start(ws.ctx, await publish(ws.ctx, [{ id: 'hello', track: 'member', when: { afterJoin: '10m' } }]), group)
    const stored = await findRun(ws.ctx, run.id)
    if (!stored) throw new Error('the run is there')
    const work = await atWork(ws.ctx, stored)
    const track = startTrack(work.plan, work.run, 'member', t.clock.now().getTime())
    await ws.ctx.inTx((tx) =>
      insertTracks(
        tx,
        Array.from({ length: MANY }, (_, index) => ({ runId: run.id, memberId: 1000 + index, track })),
      ),
    )
    t.clock.advance({ minutes: 10 })
    return run.id
  }
  const sends = (runId: number) =>
    ws.ctx.db.one<{ n: number; members: number }>(sql`
      select count(*)::int as n, count(distinct member_id)::int as members from send
      where workspace_id = ${ws.id} and source = 1 and run_id = ${runId}`)

  it('is several from the start, and two workers share them without doing anything twice', async () => {
    const runId = await begin()
    expect(await places(runId)).toEqual([5000, 5000, 2000])
    const worker = async () => {
      while ((await moveDueTracks(ws.ctx)).more);
    }
    await Promise.all([worker(), worker()])
    await worker()
    expect(await sends(runId)).toEqual({ n: MANY, members: MANY })
  })

  it('moves whole or not at all when the database refuses in the middle', async () => {
    const runId = await begin()
    await t.system.db.exec(sql`alter table send add constraint refused check (member_id <> 7000) not valid`)
    await expect(moveDueTracks(ws.ctx)).rejects.toThrow('refused')
    // One statement, one moment: the places beside the refused one may be moving still.
    const { n, moved } = await ws.ctx.db.one<{ n: number; moved: number }>(sql`
      select (select count(*)::int from send where workspace_id = ${ws.id} and source = 1 and run_id = ${runId}) as n,
             (select coalesce(sum(n), 0)::int from playbook_place
              where workspace_id = ${ws.id} and run_id = ${runId} and not community and state = 2) as moved`)
    expect(n).toBe(moved)
    expect(n).toBeLessThan(MANY)
    await t.system.db.exec(sql`alter table send drop constraint refused`)
    while ((await moveDueTracks(ws.ctx)).more);
    expect(await sends(runId)).toEqual({ n: MANY, members: MANY })
  })
})

describe('the migration to places', () => {
  it('carries every track over to a place that says what the track said', async () => {
    const files = ['0001-playbook', '0002-tracks-at-work', '0003-places']
    const [first, second, third] = await Promise.all(
      files.map((file) => readFile(new URL(`migrations/${file}.sql`, import.meta.url), 'utf8')),
    )
    const client = await t.database.pool.connect()
    try {
      await client.query('begin; create schema before; set local search_path to before')
      await client.query(first ?? '')
      await client.query(second ?? '')
      await client.query(`
        insert into playbook (workspace_id, id, key, title, source, created_at, updated_at) overriding system value
          values (1, 1, 'p', '{}', 'own', now(), now());
        insert into playbook_version (workspace_id, id, playbook_id, number, text, definition, created_at) overriding system value
          values (1, 1, 1, 1, '', '{}', now());
        insert into playbook_run (workspace_id, id, playbook_id, version_id, community_id, state, start_day, start_at, zone, started_at)
          overriding system value
          select 1, n, 1, 1, 1, 'active', '2026-11-01', now(), 'Asia/Shanghai', now() from generate_series(1, 2) n;
        insert into playbook_track (workspace_id, run_id, member_id, state, anchor_day, anchor_at, done_until, due_at, pending)
          select 1, run, m, case when m % 50 = 7 then 2 when run = 2 then 3 else 1 end, '2026-11-01', '2026-11-01', '2026-11-01',
            case when m % 50 = 7 then null else timestamptz '2026-11-02' + (m % 3) * interval '1 hour' end,
            case when m % 5 = 1 then '[{"k": "mark", "at": 1, "step": "s", "occ": 0}]'::jsonb end
          from generate_series(1, 2) run, generate_series(0, 16000) m;
        create table expected as select * from playbook_track`)
      await client.query(third ?? '')
      const { rows: wrong } = await client.query(`
        select e.run_id, e.member_id from expected e
        left join playbook_track t using (workspace_id, run_id, member_id)
        left join playbook_place p on p.workspace_id = t.workspace_id and p.run_id = t.run_id and p.id = t.place_id
        where (e.state, e.anchor_day, e.anchor_at, e.done_until, e.due_at, e.pending, e.member_id = 0, e.anchor_day)
          is distinct from (p.state, p.anchor_day, p.anchor_at, p.done_until, p.due_at, p.pending, p.community, t.since)`)
      expect(wrong).toEqual([])
      const { rows: sizes } = await client.query(`
        select p.n as told, count(*)::int as n from playbook_place p join playbook_track t on t.run_id = p.run_id and t.place_id = p.id
        group by p.workspace_id, p.run_id, p.id, p.n`)
      expect(sizes.map((row) => row.n)).toEqual(sizes.map((row) => row.told))
      expect(Math.max(...sizes.map((row) => row.n))).toBeLessThanOrEqual(5000)
      expect(sizes.length).toBeLessThan(30)
      const { rows: next } = await client.query(`
        insert into playbook_place (workspace_id, run_id, community, state, anchor_day, anchor_at, done_until, n)
        values (1, 1, false, 1, '2026-11-01', now(), now(), 0) returning id > (select max(place_id) from playbook_track) as fresh`)
      expect(next).toEqual([{ fresh: true }])
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
})
