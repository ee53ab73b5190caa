import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTestDatabase } from '@grove/db/testing'
import { type Bench, medianOf, seconds } from '../harness.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const STARTS = 3
const IDLE_MS = 15_000
const PATIENCE_MS = 120_000
const run = promisify(execFile)

/** The built server as it is shipped: how long a later start takes to a page that answers, and what it weighs when nobody asks anything. */
export const startBench: Bench = {
  name: 'start',
  run: async ({ serverUrl, say }) => {
    const missing = ['console', 'h5'].filter((name) => !existsSync(join(ROOT, 'apps', name, 'dist/index.html')))
    await run('node', ['scripts/build.mjs', 'server', ...missing], { cwd: ROOT })
    const folder = await mkdtemp(join(tmpdir(), 'grove-bench-start-'))
    // The embedded column starts its own PostgreSQL, as a fresh clone does; the external one meets a database already there.
    const database = process.env['DATABASE_URL'] ? await createTestDatabase(serverUrl, []) : undefined
    const env = { GROVE_DATA: folder, ...(database && { DATABASE_URL: database.url }) }
    try {
      await withServer(env, (first) => first.setUp())
      const took = await medianOf(STARTS, () => withServer(env, async ({ startedIn }) => startedIn))
      const weight = await withServer(env, async ({ megabytes }) => {
        await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
        return megabytes()
      })
      say(`median of ${STARTS} starts; memory ${IDLE_MS / 1000} s after a start`)
      return [
        { name: 'start after the first time, to a page that answers', value: took, unit: 's', atMost: 4 },
        { name: 'idle memory of the server process', value: weight, unit: 'MB', atMost: 200 },
      ]
    } finally {
      await database?.drop()
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function withServer<T>(env: Readonly<Record<string, string>>, work: (server: Running) => Promise<T>): Promise<T> {
  const server = await open(env)
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

interface Running {
  /** Seconds from the command to the first page. */
  readonly startedIn: number
  readonly setUp: () => Promise<void>
  readonly megabytes: () => Promise<number>
  readonly stop: () => Promise<void>
}

/** Ready when the first page answers. */
async function open(own: Readonly<Record<string, string>>): Promise<Running> {
  const port = await freePort()
  const { DATABASE_URL: _, ...outer } = process.env
  const child = spawn(process.execPath, [join(ROOT, 'apps/server/dist/main.js')], {
    cwd: ROOT,
    env: { ...outer, ...own, NODE_ENV: 'production', PORT: String(port), HOST: '127.0.0.1', GROVE_LOG: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  const startedIn = await seconds(() => answers(child, url))
  return {
    startedIn,
    setUp: async () => {
      const body = {
        login: 'bench',
        password: 'correct horse battery staple',
        name: 'Bench',
        workspaceName: 'Bench',
        zone: 'Asia/Shanghai',
        locale: 'en',
      }
      const answer = await fetch(`${url}/api/setup`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`setup: ${answer.status} ${await answer.text()}`)
    },
    megabytes: () => megabytesOf(child.pid ?? 0),
    stop: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  for (const since = performance.now(); performance.now() - since < PATIENCE_MS; ) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const answer = await fetch(url).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  child.kill('SIGKILL')
  throw new Error(`no page after ${PATIENCE_MS / 1000} s`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Resident memory; PostgreSQL and other children are not in it. */
async function megabytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined)
  const kilobytes = status ? /VmRSS:\s+(\d+)/.exec(status)?.[1] : (await run('ps', ['-o', 'rss=', '-p', String(pid)])).stdout
  return Number(kilobytes) / 1024
}
