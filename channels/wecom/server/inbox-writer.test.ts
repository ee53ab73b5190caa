import type { Querier } from '@grove/kernel/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type InboxRow, inboxWriter } from './inbox-writer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const row = (dedupe: number, code?: string): InboxRow => ({
  workspaceId: 1,
  accountId: 1,
  dedupe: String(dedupe),
  kind: 'event',
  body: '<xml/>',
  receivedAt: new Date(0),
  welcome: code ? { code, userid: 'u', externalUserid: 'w', source: null } : null,
})

/** Statements that end when told to; `sizes` says how many rows each had. */
function database() {
  const open: { end: () => void; fail: (error: Error) => void }[] = []
  const sizes: number[] = []
  const exec: Querier['exec'] = (statement) =>
    new Promise((resolve, reject) => {
      sizes.push((statement.values[0] as unknown[]).length)
      open.push({ end: () => resolve(0), fail: reject })
    })
  return { db: { exec } as Querier, open, sizes }
}

const many = (count: number) => Array.from({ length: count }, (_, n) => row(n))
const settle = () => vi.advanceTimersByTimeAsync(0)

test('a statement that fails is told to its own rows; later ones are stored', async () => {
  const { db, open } = database()
  const writer = inboxWriter(db, () => undefined)
  const lost = Promise.allSettled([writer.write(row(1))])
  await vi.advanceTimersByTimeAsync(20)
  open[0]?.fail(new Error('gone'))
  expect(await lost).toMatchObject([{ status: 'rejected', reason: { message: 'gone' } }])
  const stored = writer.write(row(2))
  await vi.advanceTimersByTimeAsync(20)
  open[1]?.end()
  await stored
})

test('rows of one moment share a statement; enough of them do not wait for the moment to pass', async () => {
  const { db, open, sizes } = database()
  const heard: boolean[] = []
  const writer = inboxWriter(db, (welcomes) => heard.push(welcomes))
  const few = Promise.all([writer.write(row(1)), writer.write(row(2, 'CODE'))])
  expect(sizes).toEqual([])
  await vi.advanceTimersByTimeAsync(20)
  expect(sizes).toEqual([2])
  open[0]?.end()
  await few
  expect(heard).toEqual([true])
  const enough = Promise.all(many(32).map((one) => writer.write(one)))
  expect(sizes).toEqual([2, 32])
  open[1]?.end()
  await enough
  expect(heard).toEqual([true, false])
})

test('two statements at once; what comes meanwhile goes with the next, all of it', async () => {
  const { db, open, sizes } = database()
  const writer = inboxWriter(db, () => undefined)
  const all = Promise.all(many(100).map((one) => writer.write(one)))
  await vi.advanceTimersByTimeAsync(100)
  expect(sizes).toEqual([32, 32])
  open[0]?.end()
  await settle()
  expect(sizes).toEqual([32, 32, 36])
  const late = writer.write(row(200))
  await vi.advanceTimersByTimeAsync(100)
  expect(sizes).toHaveLength(3)
  open[1]?.end()
  await settle()
  expect(sizes).toEqual([32, 32, 36, 1])
  open[2]?.end()
  open[3]?.end()
  await Promise.all([all, late])
})
