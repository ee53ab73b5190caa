import { expect, it } from 'vitest'
import { guessNumber } from './guess-number.ts'

it.each([
  ['128', '128'],
  ['１，２８０', '1280'],
  [' 0128.50 ', '128.5'],
  ['-3', '-3'],
])('%s is %s', (text, number) => expect(guessNumber(text)).toBe(number))

it.each(['', 'A', '一百', '1e9', '1.23456', '12-3', '9999999999999'])('%s is none', (text) => expect(guessNumber(text)).toBeNull())
