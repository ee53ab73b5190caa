import { readerLoop } from '@grove/event-log'
import { startLoops } from '@grove/jobs'
import type { DueLoop } from '@grove/kernel/server'
import { run as startWorker, Logger } from 'graphile-worker'
import sql, { type Sql } from 'sql-template-tag'
import { type Bench, type Measure, percentile, seconds } from '../harness.ts'
import { type FanOutWorld, moveAll, openFanOutWorld, START, startTracks, WAIT_MS } from './fan-out-world.ts'

/** Tracks due at once become persisted intents, against one plain statement and against a queue that does them one by one. */
export const fanOutBench: Bench = {
  name: 'fan-out',
  run: async ({ serverUrl, scale, say }) => {
    process.env['TEST_DATABASE_URL'] = serverUrl
    const rows = Math.max(1000, Math.round(100_000 * scale))
    const world = await openFanOutWorld()
    try {
      say(`${rows} tracks due at once`)
      const { ours, plain } = await againstPlain(world, rows, 3)
      say('the same one by one through graphile-worker')
      const queue = await oneByOne(world, Math.max(500, Math.round(10_000 * scale)))
      const flat = await costOfARun(world, scale, say)
      return [
        {
          name: 'fan-out: tracks due at once to persisted intents',
          value: ours,
          unit: 'rows/s',
          baseline: { name: 'one plain insert … select', value: plain },
          atLeast: 0.5,
        },
        {
          name: 'fan-out: the same against a job for each',
          value: ours,
          unit: 'rows/s',
          baseline: { name: 'graphile-worker, one by one', value: queue },
          atLeast: 3,
        },
        flat,
        await delayOfADueStep(say),
      ]
    } finally {
      await world.t.close()
    }
  },
}

async function againstPlain(world: FanOutWorld, rows: number, rounds: number): Promise<{ ours: number; plain: number }> {
  const ours: number[] = []
  const plain: number[] = []
  for (let round = 0; round < rounds; round++) {
    const { runId, took } = await fanOut(world, rows)
    ours.push(rows / took)
    plain.push(rows / (await seconds(() => world.t.system.db.exec(copyOf(runId)))))
  }
  return { ours: percentile(ours, 0.5), plain: percentile(plain, 0.5) }
}

async function fanOut(world: FanOutWorld, rows: number): Promise<{ runId: number; took: number }> {
  world.t.clock.set(START)
  const runId = await startTracks(world, rows)
  world.t.clock.set(new Date(START.getTime() + WAIT_MS))
  const took = await seconds(() => moveAll(world, runId, rows))
  return { runId, took }
}

const COLUMNS = sql`workspace_id, run_id, step_id, occurrence, community_id, member_id, content_id, limit_id, not_before, expires_at, created_at,
  source, priority, attempts, exempt, state, channel`
const copyOf = (runId: number): Sql => sql`insert into bench_send (${COLUMNS}) select ${COLUMNS} from send where run_id = ${runId}`

/** Jobs a second of the queue when each job inserts one send; putting the jobs in is not counted against it. */
async function oneByOne({ t, ws }: FanOutWorld, jobs: number): Promise<number> {
  await t.system.db.exec(sql`
    select graphile_worker.add_job('bench', json_build_object('n', n)) from generate_series(1, ${jobs}::int) n`)
  let left = jobs
  let done: () => void = () => undefined
  const all = new Promise<void>((resolve) => {
    done = resolve
  })
  const now = t.clock.now()
  const insert = async (n: number) => {
    await t.database.pool.query(
      `insert into bench_send (workspace_id, run_id, step_id, occurrence, community_id, member_id, content_id, not_before, created_at, source, state, channel)
       values ($1, 0, 1, 1, 1, $2, 1, $3, $3, 1, 'planned', 'room')`,
      [ws.id, n, now],
    )
    if (--left === 0) done()
  }
  let stop: () => Promise<void> = async () => undefined
  const took = await seconds(async () => {
    const worker = await startWorker({
      pgPool: t.database.pool,
      concurrency: 4,
      noHandleSignals: true,
      taskList: { bench: (payload) => insert((payload as { n: number }).n) },
      logger: new Logger(() => () => undefined),
    })
    stop = () => worker.stop()
    await all
  })
  await stop()
  return jobs / took
}

/** Time a track in a small fan-out and in a hundred times larger one. */
async function costOfARun(world: FanOutWorld, scale: number, say: (text: string) => void): Promise<Measure> {
  const few = Math.max(1000, Math.round(10_000 * scale))
  const many = few * 100
  say(`cost a track at ${few} and at ${many}`)
  const small: number[] = []
  for (let round = 0; round < 5; round++) small.push((await fanOut(world, few)).took / few)
  const large = (await fanOut(world, many)).took / many
  return {
    name: `fan-out: time a track at ${many.toLocaleString('en-US')}`,
    value: large * 1e6,
    unit: 'µs',
    baseline: { name: `at ${few.toLocaleString('en-US')}`, value: percentile(small, 0.5) * 1e6 },
    atMost: 1.5,
  }
}

const STEPS = 200
const SPREAD_MS = 10_000
/** A prime: the moments are scattered, and the same in every run. */
const SCATTER = 7919

/** From the moment a step is due until its intent is committed: the real clock, every loop at work, steps due at scattered moments. */
async function delayOfADueStep(say: (text: string) => void): Promise<Measure> {
  const world = await openFanOutWorld({ now: () => new Date(), set: () => undefined, advance: () => undefined })
  const { t, ws } = world
  try {
    say(`${STEPS} steps due at scattered moments`)
    const commits: number[] = []
    const timed: DueLoop = {
      ...world.loop,
      run: async (ctx) => {
        const answer = await world.loop.run(ctx)
        commits.push(Date.now())
        return answer
      },
    }
    const runId = await startTracks(world, STEPS, true)
    const first = Date.now() + 2000
    const later = sql`((t.member_id * ${SCATTER}::int) % ${SPREAD_MS}::int) * interval '1 ms'`
    await ws.ctx.db.exec(sql`
      update playbook_place p set due_at = ${new Date(first)}::timestamptz + ${later}, anchor_at = ${new Date(first - WAIT_MS)}::timestamptz + ${later}
      from playbook_track t
      where p.workspace_id = ${ws.id} and p.run_id = ${runId} and t.workspace_id = p.workspace_id and t.run_id = p.run_id and t.place_id = p.id
        and t.member_id > 0`)
    const { readers, loops } = t.app.registry
    const others = loops.filter((loop) => loop !== world.loop)
    const running = startLoops(t.system, [...readers.map(readerLoop), ...others, timed])
    await new Promise((resolve) => setTimeout(resolve, first - Date.now() + SPREAD_MS + 2000))
    await running.stop()
    const sends = await ws.ctx.db.rows<{ memberId: number; made: Date }>(sql`
      select member_id as "memberId", created_at as made from send where workspace_id = ${ws.id} and source = 1 and run_id = ${runId}`)
    if (sends.length !== STEPS) throw new Error(`${sends.length} intents of ${STEPS} steps`)
    const delays = sends.map(({ memberId, made }) => {
      const committed = commits.find((at) => at >= made.getTime()) ?? Infinity
      return committed - first - ((memberId * SCATTER) % SPREAD_MS)
    })
    say(`p50 ${percentile(delays, 0.5)} ms, p99 ${percentile(delays, 0.99)} ms`)
    return {
      name: 'fan-out: delay of a due step until its intent is committed, p99',
      value: percentile(delays, 0.99),
      unit: 'ms',
      atMost: 50,
    }
  } finally {
    await t.close()
  }
}
