import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { quickFolder } from '@grove/embedded-pg/testing'
import { freshDatabase } from './fresh-database.ts'

export interface Product {
  readonly url: string
  now(): Date
  /** Sends the product's clock to a moment; it runs on from there. */
  setClock(moment: Date): Promise<void>
  stop(): Promise<void>
}

/** GROVE_MAIN names a bundle kept elsewhere, for a tree that is being rebuilt meanwhile. */
const MAIN = process.env['GROVE_MAIN'] ?? fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url))

/** The real product in a process of its own, on an empty database, on Monday 2026-11-02 at 08:30 in Shanghai unless told. */
export async function startProduct(clock = '2026-11-02T00:30:00Z'): Promise<Product> {
  const folder = mkdtempSync(join(await quickFolder(), 'grove-e2e-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  const url = `http://localhost:${port}`
  const database = process.env['TEST_DATABASE_URL'] ? await freshDatabase(process.env['TEST_DATABASE_URL']) : undefined
  const { CHROME_PATH: _browser, DATABASE_URL: _theirs, ...outside } = process.env
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...outside,
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      GROVE_URL: url,
      GROVE_DATA: folder,
      GROVE_LOG: 'warn',
      GROVE_TEST_CLOCK: clock,
      ...(database ? { DATABASE_URL: database.url } : {}),
    },
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  const clear = async () => {
    await end(child)
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await ready(url, child)
  } catch (error) {
    await clear()
    throw new Error(`The product did not start.\n${said.join('')}`, { cause: error })
  }
  let offset = Date.parse(clock) - Date.now()
  return {
    url,
    now: () => new Date(Date.now() + offset),
    setClock: async (moment) => {
      const body = JSON.stringify({ now: moment.toISOString() })
      const answer = await fetch(`${url}/test/clock`, { method: 'PUT', body, headers: { 'content-type': 'application/json' } })
      if (!answer.ok) throw new Error(`The clock was not moved: ${answer.status}`)
      offset = moment.getTime() - Date.now()
    },
    stop: async () => {
      await clear()
      if (process.env['GROVE_E2E_LOG'] && said.length > 0) process.stderr.write(said.join(''))
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + 90_000
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}`)
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new Error('not ready after 90 s')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await gone
  clearTimeout(force)
}
