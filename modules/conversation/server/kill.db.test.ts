import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chanceOf } from '@grove/channel-recording'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_ATTEMPTS } from '../domain/back-off.ts'
import { type Kind, killChannels, kinds, recordings, storeOf } from './fixture/kill-channels.ts'
import { liftLimits, makeCommunity, plan, sendModules } from './fixture/send-world.ts'
import { listSends } from './read-sends.ts'

const KILLS = 50
/** Clock of the workers against the wall's, so that leases and pauses run out in seconds; faster when nobody is killed any more. */
const SPEED = 6
const LAST_SPEED = 30
const MEMBERS = 500
const FIRST_STEPS = 2
const PER_KILL = 85

interface Row {
  readonly channel: Kind
  readonly state: string
  readonly attempts: number
  readonly touch: string
}

/** Worker processes: some at work, one loaded and waiting to take the place of the next that is killed. */
class Crew {
  readonly #spawn: () => Promise<ChildProcess>
  #spare: Promise<ChildProcess>
  #working: ChildProcess[] = []
  kills = 0

  constructor(spawnOne: () => Promise<ChildProcess>) {
    this.#spawn = spawnOne
    this.#spare = spawnOne()
  }

  async add(): Promise<void> {
    const next = await this.#spare
    this.#spare = this.#spawn()
    next.stdin?.write('go\n')
    this.#working.push(next)
  }

  async killOne(which: number): Promise<void> {
    const [victim] = this.#working.splice(which % this.#working.length, 1)
    const gone = new Promise((resolve) => victim?.once('exit', resolve))
    victim?.kill('SIGKILL')
    await gone
    this.kills++
    await this.add()
  }

  async end(): Promise<void> {
    const all = [...this.#working, await this.#spare]
    await Promise.all(all.map((one) => new Promise((resolve) => one.once('exit', resolve) && one.kill('SIGKILL'))))
  }
}

/** One file that starts in half a second; a hundred workers begin in this test. */
async function bundleWorker(): Promise<string> {
  const outDir = fileURLToPath(new URL('../../../node_modules/.cache/grove-kill', import.meta.url))
  const ssr = fileURLToPath(new URL('./fixture/kill-worker.ts', import.meta.url))
  const rolldownOptions = { treeshake: { moduleSideEffects: 'no-external' as const } }
  await build({ configFile: false, logLevel: 'error', build: { ssr, outDir, emptyOutDir: true, target: 'node20', rolldownOptions } })
  return join(outDir, 'kill-worker.js')
}

function spawnWorker(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve(child))
    child.once('exit', (code) => reject(new Error(`a worker ended before it began (${code})`)))
    child.once('error', reject)
  })
}

let program: string
beforeAll(async () => {
  program = await bundleWorker()
})

describe.each([1, 2])('%i worker(s) killed in the middle of twenty thousand sends', (workers) => {
  const folder = mkdtempSync(join(tmpdir(), 'grove-kill-'))
  const effects = new Map<string, number>()
  let t: TestApp
  let ws: TestWorkspace
  let rows: Row[]
  let kills = 0

  const openSends = async () => {
    const { open } = await ws.ctx.db.one<{ open: number }>(sql`
      select count(*)::int as open from send where workspace_id = ${ws.id} and state in ('planned', 'retry', 'held', 'claimed')`)
    return open
  }

  /** A worker dies after some work of its own, not before it has begun; where everything is on lease to the dead, all the same. */
  const someWork = async (sends: number) => {
    const ended = async () => {
      const { n } = await ws.ctx.db.one<{ n: number }>(sql`
        select count(*)::int as n from send where workspace_id = ${ws.id} and state not in ('planned', 'retry', 'held', 'claimed')`)
      return n
    }
    const before = await ended()
    for (let looks = 0; looks < 60 && (await ended()) < before + sends; looks++) await pause(15)
  }

  beforeAll(async () => {
    t = await testApp({ modules: sendModules(...killChannels(folder)) })
    ws = await t.workspace()
    await liftLimits(ws.ctx)
    const communities = await Promise.all(kinds.map((channel) => makeCommunity(ws.ctx, MEMBERS, { channel })))
    const fanOut = async (stepId: number, most: number) => {
      for (const { id, members } of communities) await plan(ws.ctx, id, { stepId, to: members.slice(0, most) })
    }
    for (let step = 1; step <= FIRST_STEPS; step++) await fanOut(step, MEMBERS)
    const begin = Date.now()
    const crew = new Crew(() => spawnWorker([program, t.database.url, folder, String(begin), String(SPEED)]))
    for (let one = 0; one < workers; one++) await crew.add()
    while (crew.kills < KILLS) {
      await fanOut(100 + crew.kills, PER_KILL)
      await someWork(Math.ceil(150 * chanceOf(`${workers} kill ${crew.kills}`)))
      await crew.killOne(crew.kills)
    }
    kills = crew.kills
    await crew.end()
    const now = Date.now()
    // The clock goes on where it stood.
    const since = begin + ((now - begin) * (LAST_SPEED - SPEED)) / (LAST_SPEED - 1)
    const last = await spawnWorker([program, t.database.url, folder, String(since), String(LAST_SPEED)])
    last.stdin?.write('go\n')
    while ((await openSends()) > 0) await pause(100)
    last.kill('SIGKILL')
    await once(last, 'exit')
    rows = await ws.ctx.db.rows<Row>(sql`
      select channel, state, attempts, concat_ws('-', workspace_id, source, run_id, step_id, occurrence, community_id, member_id) as touch
      from send where workspace_id = ${ws.id}`)
    const arrived = recordings.flatMap((kind) =>
      storeOf(folder, kind)
        .all()
        .map((effect) => effect.touch),
    )
    const inRooms = await ws.ctx.db.rows<{ touch: string }>(sql`select client_key as touch from message where workspace_id = ${ws.id}`)
    for (const touch of [...arrived, ...inRooms.map((row) => row.touch)]) effects.set(touch, (effects.get(touch) ?? 0) + 1)
  }, 900_000)

  afterAll(async () => {
    await t.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })

  it('was killed fifty times', () => {
    expect(kills).toBe(KILLS)
    expect(rows.length).toBeGreaterThanOrEqual(20_000)
  })

  it('doubled nothing', () => {
    expect([...effects].filter(([, count]) => count > 1)).toEqual([])
  })

  it('lost nothing: every send ended, and what is called sent arrived', () => {
    expect(rows.filter((row) => !['sent', 'refused', 'failed', 'unknown'].includes(row.state))).toEqual([])
    expect(rows.filter((row) => row.state === 'sent' && !effects.has(row.touch))).toEqual([])
    expect(rows.filter((row) => !['sent', 'unknown'].includes(row.state) && effects.has(row.touch))).toEqual([])
  })

  it('shows what is unknown, and only where the channel can neither be asked nor repeated', async () => {
    const unknown = rows.filter((row) => row.state === 'unknown')
    expect(unknown.some((row) => row.channel === 'blind')).toBe(true)
    // A busy machine may use up every attempt of one that could be asked or repeated; giving up earlier would be a fault.
    expect(unknown.filter((row) => row.channel !== 'blind' && row.attempts < MAX_ATTEMPTS)).toEqual([])
    expect((await listSends(ws.ctx, { limit: 1, state: 'unknown' })).total).toEqual({ count: unknown.length, exact: true })
  })

  it('wrote one ending for each into the log, and kept the ledger', async () => {
    const { events, sends } = await ws.ctx.db.one<{ events: number; sends: number }>(sql`
      select count(*)::int as events, count(distinct data->>'sendId')::int as sends from event where workspace_id = ${ws.id} and kind like 'send.%'`)
    expect([events, sends]).toEqual([rows.length, rows.length])
    const { counted } = await ws.ctx.db.one<{ counted: number }>(sql`
      select sum(n)::int as counted from touch_count where workspace_id = ${ws.id}`)
    expect(counted).toBe(rows.filter((row) => row.state === 'sent' || row.state === 'unknown').length)
  })
})
