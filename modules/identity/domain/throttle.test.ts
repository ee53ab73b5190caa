import { expect, test } from 'vitest'
import { countTry, type Failures, LOGIN_RULE, secondsBlocked } from './throttle.ts'

const none: Failures = { count: 0, lastAt: 0, blockedUntil: 0 }

function tries(times: number): Failures {
  let failures = none
  for (let i = 0; i < times; i++) failures = countTry(failures, 1000, LOGIN_RULE)
  return failures
}

test('waits double after the free tries, up to fifteen minutes', () => {
  expect([5, 6, 7, 8, 15, 400].map((times) => secondsBlocked(tries(times), 1000))).toEqual([0, 2, 4, 8, 900, 900])
})

test('a quiet day forgets', () => {
  const later = 1000 + 25 * 3600_000
  expect(countTry(tries(20), later, LOGIN_RULE)).toEqual({ count: 1, lastAt: later, blockedUntil: later })
})
