import { expect, test } from 'vitest'
import { type CallCounter, type Grant, memoryCounter, portions } from './rate-limiter.ts'

const counting = (take: CallCounter['take']) => {
  const taken: number[] = []
  const counter: CallCounter = {
    take: (bucket, now, want) => {
      taken.push(want)
      return take(bucket, now, want)
    },
    block: async () => undefined,
  }
  return { counter, taken }
}

test('a counter that fails fails those who wait for it, and is asked anew by the next', async () => {
  const memory = memoryCounter()
  let broken = true
  const { counter, taken } = counting(async (...asked) => {
    if (broken) throw new Error('gone')
    return memory.take(...asked)
  })
  const mayCall = portions(counter, 10)
  expect(await Promise.allSettled([mayCall('b', 0), mayCall('b', 0)])).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }])
  broken = false
  expect(await mayCall('b', 0)).toBe(0)
  expect(taken).toEqual([10, 10])
})

test('calls that start together share a portion, and take another only when it is used up', async () => {
  const { counter, taken } = counting(memoryCounter().take)
  const mayCall = portions(counter, 10)
  expect(await Promise.all(Array.from({ length: 10 }, () => mayCall('b', 0)))).toEqual(Array(10).fill(0))
  expect(taken).toEqual([10])
  expect(await Promise.all(Array.from({ length: 21 }, () => mayCall('b', 0)))).toEqual(Array(21).fill(0))
  expect(taken).toEqual([10, 10, 10, 10])
  await mayCall('another', 0)
  expect(taken).toHaveLength(5)
})

test('what is left of the limit goes to as many as it is for; the others hear when to come again', async () => {
  const { counter } = counting(memoryCounter({ minute: 3, hour: 100 }).take)
  const mayCall = portions(counter, 10)
  const answers = await Promise.all(Array.from({ length: 5 }, () => mayCall('b', 1000)))
  expect(answers.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 60_000, 60_000])
  expect(await mayCall('b', 60_000)).toBe(0)
})

test('a portion of the last minute is worth nothing in the next', async () => {
  const grants: Grant[] = [
    { granted: 10, validUntil: 60_000, retryAt: 60_000 },
    { granted: 10, validUntil: 120_000, retryAt: 120_000 },
  ]
  const { counter, taken } = counting(async () => grants.shift() as Grant)
  const mayCall = portions(counter, 10)
  await mayCall('b', 59_999)
  await mayCall('b', 60_000)
  expect(taken).toHaveLength(2)
})
