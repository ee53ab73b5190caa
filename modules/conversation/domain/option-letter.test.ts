import { expect, test } from 'vitest'
import { optionPicked } from './option-letter.ts'

const keys = ['A', 'B', 'C']

test.each(['我不知道', 'AB', 'B可以吗', '', 'D', '选'])('%s picks nothing', (text) => {
  expect(optionPicked(text, keys)).toBeNull()
})

test.each(['b', 'Ｂ', ' B. ', '选B', '我选 b！', '(B)'])('%s picks B', (text) => {
  expect(optionPicked(text, keys)).toBe('B')
})
