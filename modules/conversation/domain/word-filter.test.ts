import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createWordFilter } from './word-filter.ts'

const filter = createWordFilter([
  { word: '加微信', action: 'block' },
  { word: '兼职', action: 'hold' },
  { word: '笨蛋', action: 'mask' },
  { word: 'ass', action: 'mask' },
  { word: '微信', action: 'mask' },
])

describe('sensitive words', () => {
  test.each([
    ['plain', '请加微信聊'],
    ['spaces between', '请加 微 信 聊'],
    ['marks between', '加-微·信'],
    ['zero-width marks between', '加\u200b微\u200b信'],
  ])('are found: %s', (_name, text) => {
    expect(filter.check(text)).toMatchObject({ action: 'block' })
  })

  test('whatever the width and the case', () => {
    const vx = createWordFilter([{ word: 'VX号', action: 'block' }])
    expect(vx.check('我的ｖｘ号')?.words).toEqual(['VX号'])
    expect(vx.check('我的vX 号')?.words).toEqual(['VX号'])
  })

  test('the strongest action wins, and every word found is named', () => {
    expect(filter.check('笨蛋，兼职吗')).toMatchObject({ action: 'hold', words: ['笨蛋', '兼职'] })
    expect(filter.check('笨蛋，兼职，加微信')).toMatchObject({ action: 'block', words: ['笨蛋', '兼职', '加微信', '微信'] })
  })

  test('masked words are starred where they stand, separators kept', () => {
    expect(filter.check('你这个笨 蛋！')?.masked).toBe('你这个* *！')
    expect(filter.check('😀笨蛋😀')?.masked).toBe('😀**😀')
  })

  test('a Latin word is not found inside a longer one', () => {
    expect(filter.check('first class')).toBeNull()
    expect(filter.check('an ASS!')?.masked).toBe('an ***!')
    expect(filter.check('笨ass蛋')?.words).toEqual(['ass'])
  })

  test('nothing is found in an empty text, by an empty list, or for a word of marks only', () => {
    expect(filter.check('')).toBeNull()
    expect(createWordFilter([]).check('加微信')).toBeNull()
    expect(createWordFilter([{ word: '---', action: 'block' }]).check('a---b')).toBeNull()
  })

  test('finds exactly what a search for each word finds', () => {
    const letter = fc.constantFrom('甲', '乙', '丙')
    const word = fc.string({ unit: letter, minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 8 }), fc.string({ unit: letter, maxLength: 40 }), (words, text) => {
        const found = createWordFilter(words.map((one) => ({ word: one, action: 'mask' as const }))).check(text)
        const expected = words.filter((one) => text.includes(one))
        expect([...(found?.words ?? [])].sort()).toEqual(expected.sort())
      }),
      { seed: 20261122 },
    )
  })
})
