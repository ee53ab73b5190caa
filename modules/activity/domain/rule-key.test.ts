import { expect, test } from 'vitest'
import { ruleKey } from './rule-key.ts'

test('nobody is told of a least number of one, nor of places from one to the same', () => {
  expect(ruleKey({ kind: 'joined', atLeast: 1 })).toBe('activity.rule.everybody')
  expect(ruleKey({ kind: 'joined', atLeast: 10 })).toBe('activity.rule.joined')
  expect(ruleKey({ kind: 'rank', from: 1, to: 1 })).toBe('activity.rule.place')
  expect(ruleKey({ kind: 'rank', from: 2, to: 5 })).toBe('activity.rule.rank')
})
