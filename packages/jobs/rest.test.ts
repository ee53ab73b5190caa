import { expect, test } from 'vitest'
import { busyClock, restAfter } from './rest.ts'

test('the rest makes work its share of the time, and is never long', () => {
  expect(restAfter(10, 0.25)).toBe(30)
  expect(restAfter(10, 1)).toBe(0)
  expect(restAfter(60_000, 0.1)).toBe(1000)
})

test('waiting is no work', async () => {
  const busyMs = busyClock()
  const start = performance.now()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(busyMs()).toBeLessThan(performance.now() - start)
})
