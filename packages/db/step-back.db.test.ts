import { existsSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'
import { createTestDatabase, type TestDatabase } from '@grove/db/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from './index.ts'
import { stepBackBehind } from './step-back.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase(process.env['TEST_DATABASE_URL'] ?? '', [])
})
afterAll(() => database.drop())

/** Priority of the server's process behind a connection; undefined where it is on another machine, or not ours to lower. */
async function behindOf(ask: (text: string) => Promise<{ rows: unknown[] }>): Promise<number | undefined> {
  const [row] = (await ask('select pg_backend_pid() as pid')).rows as [{ pid: number }]
  if (!existsSync(`/proc/${row.pid}/cmdline`)) return undefined
  try {
    setPriority(row.pid, getPriority(row.pid))
    return getPriority(row.pid)
  } catch {
    return undefined
  }
}

async function priorityWith(behind?: number): Promise<number | undefined> {
  const { pool, close } = openDatabase({ url: database.url, log: silent, ...(behind !== undefined && { behind }) })
  try {
    return await behindOf((text) => pool.query(text))
  } finally {
    await close()
  }
}

it('lets the server’s processes of a database that works behind give way, nobody else’s, and no further than there is room', async () => {
  const [usual, back, last] = [await priorityWith(), await priorityWith(3), await priorityWith(90)]
  expect([back, last]).toEqual(usual === undefined ? [undefined, undefined] : [usual + 3, constants.priority.PRIORITY_LOW])
  expect(await priorityWith(0)).toBe(usual)
})

it('leaves alone what only has the number of the process', async () => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const mine = getPriority()
  // As after a tunnel: the number is one of another machine, and here it is somebody else's.
  const elsewhere = Object.assign(Object.create(client), { processID: process.pid }) as pg.PoolClient
  expect(stepBackBehind(elsewhere, 5)).toBe(false)
  expect(stepBackBehind(Object.assign(Object.create(client), { processID: 2 ** 22 + 1 }) as pg.PoolClient, 5)).toBe(false)
  expect(getPriority()).toBe(mine)
  await client.end()
})
