import { expect, test } from 'vitest'
import { createRateLimit } from './rate-limit.ts'

test('a flood of addresses forgets the oldest, never grows', () => {
  const limit = createRateLimit({ perMinute: 1, burst: 1 }, () => 0, 100)
  for (let i = 0; i < 1000; i++) limit.take(`address ${i}`)
  expect(limit.size()).toBe(100)
  expect(() => limit.take('address 999')).toThrow('kernel.too_many_requests')
  limit.take('address 0')
})

test('a caller that goes on while refused still refills', () => {
  let now = 0
  const limit = createRateLimit({ perMinute: 60, burst: 1 }, () => now)
  limit.take('a')
  for (; now < 990; now += 99) expect(() => limit.take('a')).toThrow('kernel.too_many_requests')
  now = 1001
  limit.take('a')
})
