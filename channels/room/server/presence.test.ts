import type { Ctx } from '@grove/kernel/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPresence } from './presence.ts'
import type { Listener } from './topic-hub.ts'

const ctx = { workspaceId: 1 } as unknown as Ctx
const place = { workspaceId: ctx.workspaceId, communityId: 2 }
const phone = (person: string): Listener & { heard: number[] } => {
  const heard: number[] = []
  return {
    visit: { ctx, communityId: 2, person, threads: [0] },
    heard,
    send: (bytes) => heard.push(JSON.parse(bytes.subarray(2).toString()).count),
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a person with two phones is here once, and here until the last one goes', () => {
  const board = createPresence({ listenersOf: () => [] }, () => 0)
  const [one, two] = [phone('m1'), phone('m1')]
  board.come(one)
  board.come(two)
  expect(board.who(place)).toEqual(['m1'])
  board.go(one)
  expect(board.who(place)).toEqual(['m1'])
  board.go(two)
  expect(board.who(place)).toEqual([])
})

test('a crowd that comes at once is told of once', () => {
  const watcher = phone('m0')
  const board = createPresence({ listenersOf: () => [watcher] }, () => 0)
  for (let n = 0; n < 100; n++) board.come(phone(`m${n}`))
  vi.advanceTimersByTime(1000)
  expect(watcher.heard).toEqual([100])
})

test('people of other processes count, each once, until that process falls silent', () => {
  let now = 0
  const board = createPresence({ listenersOf: () => [] }, () => now)
  board.come(phone('m1'))
  board.remote('other', [{ ...place, people: ['m1', 'm2'] }])
  expect(board.who(place).sort()).toEqual(['m1', 'm2'])
  now = 100_000
  expect(board.who(place)).toEqual(['m1'])
  board.remote('other', [{ ...place, people: [] }])
  expect(board.takeChanges()).toEqual([{ ...place, people: ['m1'] }])
  expect(board.takeChanges()).toEqual([])
})
