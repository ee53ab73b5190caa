import { expect, it } from 'vitest'
import { clockWords } from './clock-words.ts'

it('says seconds as a clock does, with hours only when there are any', () => {
  expect([0, 59, 245, 7387].map(clockWords)).toEqual(['0:00', '0:59', '4:05', '2:03:07'])
})
