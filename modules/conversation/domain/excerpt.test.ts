import { expect, test } from 'vitest'
import { excerptOf } from './excerpt.ts'

test('one line, cut between letters, never inside an emoji', () => {
  expect(excerptOf({ kind: 'text', text: '第一行\n第二行' })).toBe('第一行 第二行')
  expect(excerptOf({ kind: 'text', text: '😀'.repeat(10) }, 4)).toBe('😀😀😀…')
  expect(excerptOf({ kind: 'card', title: '今日一题' })).toBe('今日一题')
})

test('a picture has no words', () => {
  expect(excerptOf({ kind: 'picture' })).toBe('')
})
