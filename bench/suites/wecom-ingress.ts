import { type ChildProcess, execFile, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { getPriority, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTestDatabase } from '@grove/db/testing'
import pg from 'pg'
import { cpuSeconds } from '../cpu.ts'
import { type Bench, type Measure, percentile } from '../harness.ts'
import type { ConsoleOrder } from './wecom-console-process.ts'
import { type Storm, type StormOrder } from './wecom-storm.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const KEYS = { token: 'QDG6eK', encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', receiveId: 'ww6a112864f8022910' }
const CONNECTIONS = 256
const CONSOLE_EVERY_MS = 50
/** Calls of the console whose p95 is one figure: five seconds of them. */
const WINDOW = 100
/** A process that just started is slow for reasons of its own. */
const WARM_UP_MS = 3000
/** A little more than is promised: a storm that takes whatever it is given would measure the machine, not the console beside it. */
const OFFERED_PER_SECOND = 2200
/** For looking into what takes the time: `--cpu-prof --cpu-prof-dir=…`. */
const NODE_ARGS = process.env['BENCH_NODE_ARGS']?.split(' ') ?? []
const run = promisify(execFile)

/** Callbacks over HTTP into a process that takes nothing else, while the rest of the product runs beside it on the same database. */
export const wecomIngressBench: Bench = {
  name: 'wecom-ingress',
  run: async ({ serverUrl, scale, say }) => {
    const missing = ['console', 'h5'].filter((name) => !existsSync(join(ROOT, 'apps', name, 'dist/index.html')))
    await run('node', ['scripts/build.mjs', 'server', ...missing], { cwd: ROOT })
    const forMs = Math.max(3000, 60_000 * scale)
    const folder = await mkdtemp(join(tmpdir(), 'grove-bench-ingress-'))
    const database = await createTestDatabase(serverUrl, [])
    const children: ChildProcess[] = []
    try {
      const platform = await openPlatform(children)
      const web = await open(database.url, 'web', children)
      const place = await connect(web.url, database.url, platform.url)
      const worker = await openWorker(database.url, children)
      const ingress = await open(database.url, 'ingress', children)
      const bare = await openBare(join(folder, 'bare.log'), children)
      const storm = openStorm(children)
      const operator = openOperator(children)
      const order = { keys: KEYS, connections: CONNECTIONS, from: 0, welcomeEvery: 0 }
      const plain = await storm.run({ ...order, address: `${bare.url}/`, forMs: Math.max(2000, forMs / 4) })
      const shared = { ...order, address: `${ingress.url}/in/wecom/${place.workspace}/${place.account}` }
      const pids = async () => ({
        ingress: [ingress.pid],
        console: [web.pid],
        worker: [worker.pid],
        database: await backends(database.url),
        storm: [storm.pid],
      })
      const used = await cpuOf(pids)
      const full = await storm.run({ ...shared, forMs: Math.max(2000, forMs / 4) })
      say(`at full speed: ${await used(full)}`)
      // What it left behind is worked off before anybody looks at the console.
      await worked(database.url)
      // And what autovacuum has done by then, where the server has it switched off.
      await query(database.url, 'vacuum (analyze)')
      const screen = { url: web.url, cookie: place.cookie, everyMs: CONSOLE_EVERY_MS }
      await operator.look({ ...screen, forMs: WARM_UP_MS })
      const before = await operator.look({ ...screen, forMs: Math.max(3000, forMs / 2) })
      const calls = operator.look({ ...screen, forMs })
      const usedThen = await cpuOf(pids)
      const stormed = await storm.run({ ...shared, forMs, from: full.sent, welcomeEvery: 100, perSecond: OFFERED_PER_SECOND })
      say(`at ${OFFERED_PER_SECOND} a second: ${await usedThen(stormed)}`)
      const during = await calls
      say(`console: ${spread(before)} before, ${spread(during)} in it`)
      const kept = await count(database.url)
      const greeted = await platform.waitFor(new Map(stormed.welcomes), 25_000)
      say(
        `${full.accepted} in ${full.seconds.toFixed(1)} s at full speed; ${stormed.accepted} of ${stormed.sent} accepted in ${stormed.seconds.toFixed(1)} s, ${kept} stored in all; ${greeted.length} of ${stormed.welcomes.length} greeted`,
      )
      return measuresOf({ plain, full, stormed, kept, before, during, greeted })
    } finally {
      for (const child of children.reverse()) await stop(child)
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    }
  },
}

function measuresOf(seen: {
  readonly plain: Storm
  readonly full: Storm
  readonly stormed: Storm
  readonly kept: number
  readonly before: readonly number[]
  readonly during: readonly number[]
  readonly greeted: readonly number[]
}): Measure[] {
  const { plain, full, stormed, kept, before, during, greeted } = seen
  const rate = stormed.accepted / stormed.seconds
  return [
    { name: 'wecom: callbacks accepted by an ingress process', value: rate, unit: '/s', atLeast: 2000 },
    {
      name: 'wecom: at full speed, against a bare server',
      value: full.accepted / full.seconds,
      unit: '/s',
      baseline: { name: 'signature and a file', value: plain.accepted / plain.seconds },
      atLeast: 0.3,
    },
    { name: 'wecom: callbacks accepted and not stored', value: full.accepted + stormed.accepted - kept, unit: '', atMost: 0 },
    {
      name: 'wecom: console p95 in a storm of callbacks',
      value: p95Of(during),
      unit: 'ms',
      baseline: { name: 'before it', value: p95Of(before) },
      atMost: 1.2,
    },
    { name: 'wecom: from a callback to its greeting, p99', value: percentile(greeted, 0.99) / 1000, unit: 's', atMost: 2 },
  ]
}

/** Whoever answers the product's calls; says when each welcome code was used. */
async function openPlatform(children: ChildProcess[]) {
  const { ask } = openAsked(children, new URL('./wecom-platform-process.ts', import.meta.url))
  const url = (await ask('open')) as string
  return {
    url,
    /** How long each greeting took, in ms; those that do not come in time take for ever. */
    waitFor: async (asked: ReadonlyMap<string, number>, patienceMs: number) => {
      const end = performance.now() + patienceMs
      let used = new Map<string, number>()
      while (used.size < asked.size && performance.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 200))
        used = new Map((await ask('used')) as [string, number][])
      }
      return [...asked].map(([code, at]) => (used.get(code) ?? Number.POSITIVE_INFINITY) - at)
    },
  }
}

interface Opened {
  readonly url: string
  readonly pid: number
}

async function open(databaseUrl: string, role: string, children: ChildProcess[]): Promise<Opened> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = start(databaseUrl, role, { PORT: String(port), GROVE_URL: url }, children)
  for (let left = 300; left > 0; left--) {
    if ((await fetch(`${url}/readyz`).catch(() => undefined))?.ok) return { url, pid: child.pid ?? 0 }
    if (child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`the ${role} process did not start`)
}

/** Answers nobody; says a line when it works. */
async function openWorker(databaseUrl: string, children: ChildProcess[]): Promise<{ readonly pid: number }> {
  const child = start(databaseUrl, 'worker', {}, children)
  const said = await Promise.race([once(child.stdout ?? child, 'data').then(() => true), once(child, 'exit').then(() => false)])
  if (!said) throw new Error('the worker did not start')
  return { pid: child.pid ?? 0 }
}

function start(databaseUrl: string, role: string, own: NodeJS.ProcessEnv, children: ChildProcess[]): ChildProcess {
  const { DATABASE_URL: _, ...outer } = process.env
  const env = { ...outer, DATABASE_URL: databaseUrl, NODE_ENV: 'production', HOST: '127.0.0.1', GROVE_LOG: 'error', ...own }
  const args = [...NODE_ARGS, join(ROOT, 'apps/server/dist/main.js'), `--role=${role}`]
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.resume()
  children.push(child)
  return child
}

async function openBare(file: string, children: ChildProcess[]): Promise<Opened> {
  const script = fileURLToPath(new URL('./bare-ingress.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, file, KEYS.token], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  // As far back as an ingress process puts itself, for the two to be compared.
  setPriority(child.pid ?? 0, Math.min(19, getPriority() + 10))
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return { url: `http://127.0.0.1:${said.toString().trim()}`, pid: child.pid ?? 0 }
}

/** Whoever sends the callbacks. */
function openStorm(children: ChildProcess[]) {
  const { pid, ask } = openAsked(children, new URL('./wecom-storm-process.ts', import.meta.url))
  return { pid, run: (order: StormOrder) => ask(order) as Promise<Storm> }
}

/** Whoever looks at the console. */
function openOperator(children: ChildProcess[]) {
  const { ask } = openAsked(children, new URL('./wecom-console-process.ts', import.meta.url))
  return { look: (order: ConsoleOrder) => ask(order) as Promise<number[]> }
}

/** A process that answers one order after the other. */
function openAsked(
  children: ChildProcess[],
  file: URL,
): { readonly pid: number; readonly ask: (order: object | string) => Promise<unknown> } {
  const child = fork(fileURLToPath(file), { execArgv: ['--import', 'tsx'] })
  children.push(child)
  return {
    pid: child.pid ?? 0,
    ask: async (order) => {
      child.send(order)
      const [answer] = (await once(child, 'message')) as [unknown]
      return answer
    },
  }
}

type Processes = () => Promise<Readonly<Record<string, readonly number[]>>>

/** Who had the two cores: processor time for one callback. Connections opened meanwhile count from nothing. */
async function cpuOf(processes: Processes): Promise<(storm: Storm) => Promise<string>> {
  const before = new Map(
    Object.values(await processes())
      .flat()
      .map((pid) => [pid, cpuSeconds([pid])]),
  )
  return async ({ accepted }) =>
    Object.entries(await processes())
      .map(([name, pids]) => {
        const seconds = pids.reduce((sum, pid) => sum + cpuSeconds([pid]) - (before.get(pid) ?? 0), 0)
        return `${name} ${((seconds / accepted) * 1e6).toFixed(0)} µs`
      })
      .join(', ')
}

async function backends(databaseUrl: string): Promise<number[]> {
  const rows = await query<{ pid: number }>(
    databaseUrl,
    `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() or backend_type in ('walwriter', 'checkpointer', 'background writer')`,
  )
  return rows.map((row) => row.pid)
}

/** Waits until no callback waits any more, nor a customer that one spoke of. */
async function worked(databaseUrl: string): Promise<void> {
  for (let left = 300; left > 0; left--) {
    const [row] = await query<{ waiting: boolean }>(
      databaseUrl,
      `select exists (select 1 from wecom_waiting) or exists (select 1 from wecom_refresh where due_at <= now()) as waiting`,
    )
    if (!row?.waiting) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** First account, workspace and corp. */
async function connect(url: string, databaseUrl: string, platformUrl: string) {
  const answer = await fetch(`${url}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      login: 'bench',
      password: 'a long enough password',
      name: 'Bench',
      workspaceName: 'Bench',
      zone: 'Asia/Shanghai',
      locale: 'en',
    }),
  })
  if (!answer.ok) throw new Error(`no first account: ${answer.status}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const settings = {
    corp_id: KEYS.receiveId,
    agent_id: '1',
    secret: 's',
    callback_token: KEYS.token,
    callback_aes_key: KEYS.encodingAesKey,
    welcome: 'Welcome',
    api_url: platformUrl,
  }
  const rows = await query<{ workspace: number; account: number }>(
    databaseUrl,
    `insert into channel_account (workspace_id, kind, name, settings, created_at)
     select id, 'wecom', 'corp', $1::jsonb, now() from workspace order by id limit 1 returning workspace_id as workspace, id as account`,
    [JSON.stringify(settings)],
  )
  const [place] = rows
  if (!place) throw new Error('no workspace')
  return { ...place, cookie }
}

const count = async (databaseUrl: string) =>
  Number((await query<{ n: string }>(databaseUrl, 'select count(*) as n from wecom_event', []))[0]?.n ?? 0)

async function query<T>(url: string, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text, values)).rows as T[]
  } finally {
    await client.end()
  }
}

/** p95 of each few seconds, the middle of them: one hiccup of the disk is not what an operator feels. */
function p95Of(calls: readonly number[]): number {
  const windows = Array.from({ length: Math.max(1, Math.floor(calls.length / WINDOW)) }, (_, at) =>
    calls.slice(at * WINDOW, (at + 1) * WINDOW),
  )
  return percentile(
    windows.map((window) => percentile(window, 0.95)),
    0.5,
  )
}

const spread = (calls: readonly number[]) =>
  `${calls.length} calls, ${[0.5, 0.9, 0.95, 0.99].map((p) => `p${p * 100} ${percentile(calls, p).toFixed(1)}`).join(', ')} ms`

async function freePort(): Promise<number> {
  const server = createSocketServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
