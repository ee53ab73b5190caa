import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { moveDueTracks } from './move-tracks.ts'
import { joinNew, openCommunity, openWorld, publish, start } from './test-world.ts'

const MANY = 150
/** Tables a move writes, in its order: a worker is killed while it waits for each of them, all before it written and nothing committed. */
const WRITTEN = ['playbook_place', 'playbook_track', 'content', 'send', 'playbook_step_count', 'event']

let t: TestApp
let ws: TestWorkspace
let runId: number
let program: string
/** Members whom the second step is for. */
let some: number
beforeAll(async () => {
  const [bundle, world] = await Promise.all([bundleWorker(), openWorld()])
  program = bundle
  t = world
  t.clock.set('2026-11-01T00:00:00Z')
  ws = await t.workspace()
  const group = await openCommunity(ws.ctx)
  await joinNew(
    ws.ctx,
    group,
    Array.from({ length: MANY }, (_, index) => `M${index}`),
  )
  await t.drain()
  some = await ws.ctx.db.exec(sql`update member set stage = 5 where workspace_id = ${ws.id} and id % 3 = 0`)
  // A step for some, and what follows it: those who stood together part in the middle of the move.
  const when = { joinDay: 1, at: '12:00' }
  const steps = [
    { id: 'hello', track: 'member' as const, when },
    { id: 'asked', track: 'member' as const, when, if: { kind: 'stage', atLeast: 5 } },
    { id: 'after', track: 'member' as const, when: { after: 'asked', delay: '1h' } },
  ]
  runId = (await start(ws.ctx, await publish(ws.ctx, steps), group)).id
  t.clock.set('2026-11-01T04:00:00Z')
})
afterAll(() => t.close())

async function bundleWorker(): Promise<string> {
  const outDir = fileURLToPath(new URL('../../../node_modules/.cache/grove-places', import.meta.url))
  const ssr = fileURLToPath(new URL('./fixture/place-worker.ts', import.meta.url))
  await build({ configFile: false, logLevel: 'error', build: { ssr, outDir, emptyOutDir: true, target: 'node20' } })
  return join(outDir, 'place-worker.js')
}

async function startWorker(): Promise<ChildProcess> {
  const args = [program, t.database.url, String(ws.id), t.clock.now().toISOString()]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`a worker ended before it began (${String(code)})`)))
  ended.catch(() => undefined)
  if (child.stdout) await Promise.race([once(child.stdout, 'data'), ended])
  return child
}

/** Connections of workers, or those that wait for a table. */
async function connections(waiting: boolean): Promise<number> {
  const { n } = await t.system.db.one<{ n: number }>(sql`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and application_name = 'place-worker' and (not ${waiting} or wait_event_type = 'Lock')`)
  return n
}
const soon = { timeout: 20_000, interval: 20 }

/** Kills a worker while it waits for a table that somebody holds. */
async function killAt(table: string, worker: ChildProcess): Promise<void> {
  const holder = await t.database.pool.connect()
  try {
    await holder.query(`begin; lock table ${table} in share mode`)
    worker.stdin?.write('go\n')
    await expect.poll(() => connections(true), soon).toBe(1)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  await expect.poll(() => connections(false), soon).toBe(0)
}

const seen = () =>
  ws.ctx.db.one(sql`
    select (select count(*)::int from send s where s.workspace_id = ${ws.id} and s.run_id = ${runId}) as sends,
      (select count(distinct member_id)::int from send s where s.workspace_id = ${ws.id} and s.run_id = ${runId}) as members,
      (select coalesce(sum(n.members), 0)::int from playbook_step_count n where n.workspace_id = ${ws.id} and n.run_id = ${runId}) as counted,
      (select count(*)::int from playbook_track k join playbook_place p on p.workspace_id = k.workspace_id and p.run_id = k.run_id and p.id = k.place_id
        where k.workspace_id = ${ws.id} and k.run_id = ${runId} and not p.community) as standing,
      (select coalesce(sum(p.n), 0)::int from playbook_place p where p.workspace_id = ${ws.id} and p.run_id = ${runId} and not p.community) as told`)

it('a worker killed in the middle of a move, wherever it was, leaves all or nothing of it; the next one does it once', async () => {
  let spare = startWorker()
  for (const table of WRITTEN) {
    const worker = await spare
    spare = startWorker()
    await killAt(table, worker)
    expect([table, await seen()]).toEqual([table, { sends: 0, members: 0, counted: 0, standing: MANY, told: MANY }])
  }
  const last = await spare
  last.stdin?.write('go\n')
  if (last.stdout) await once(last.stdout, 'data')
  // Everybody is counted at both steps, also those whom the second leaves out.
  const done = { sends: MANY + some, members: MANY, counted: 2 * MANY, standing: MANY, told: MANY }
  expect(await seen()).toEqual(done)
  // Told again, there is nothing left to do.
  last.stdin?.end()
  await once(last, 'exit')
  expect(await moveDueTracks(ws.ctx)).toMatchObject({ worked: false })
  expect(await seen()).toEqual(done)
})
