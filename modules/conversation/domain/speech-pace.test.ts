import { expect, test } from 'vitest'
import { type Bucket, takeToken } from './speech-pace.ts'

const pace = { burst: 3, everyMs: 1000 }

test('refuses the one after the burst and says how long to wait', () => {
  let bucket: Bucket | undefined
  for (let n = 0; n < 3; n++) {
    const taken = takeToken(pace, bucket, 0)
    expect(taken.waitMs).toBe(0)
    bucket = taken.bucket
  }
  expect(takeToken(pace, bucket, 0).waitMs).toBe(1000)
  expect(takeToken(pace, bucket, 400).waitMs).toBe(600)
})

test('a refused try costs nothing', () => {
  const empty = { tokens: 0, at: 0 }
  const refused = takeToken(pace, empty, 500)
  expect(refused.waitMs).toBe(500)
  expect(takeToken(pace, refused.bucket, 1000).waitMs).toBe(0)
})

test('fills up to the burst and not beyond, and survives a clock that steps back', () => {
  const { bucket } = takeToken(pace, { tokens: 0, at: 0 }, 60_000)
  expect(bucket.tokens).toBe(2)
  expect(takeToken(pace, { tokens: 1, at: 60_000 }, 0).waitMs).toBe(0)
})
