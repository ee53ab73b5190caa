import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterPrefix, normalise, searchText, searchTokens, searchWords } from './search-tokens.ts'

const finds = (query: string, member: Parameters<typeof searchTokens>[0]) => {
  const words = searchWords(query)
  if (!words) return true
  return searchTokens(member).some((token) => token >= words.first && token < afterPrefix(words.first))
}

describe('search tokens', () => {
  it('do not find what is not there', () => {
    expect(finds('李', { displayName: '王小明' })).toBe(false)
    expect(finds('0013', { displayName: 'Ann', phone: '13899998888' })).toBe(false)
  })
  it('find any part of a Chinese name', () => {
    for (const query of ['王', '王小', '小明', '明', ' 小明 ']) expect(finds(query, { displayName: '王小明' })).toBe(true)
  })
  it('find the beginning of each word of a Latin name, in any case and width', () => {
    for (const query of ['ann', 'LEE', 'Ann', 'ａｎｎ']) expect(finds(query, { displayName: 'Ann Lee' })).toBe(true)
    expect(finds('tom', { displayName: '王小明Tom' })).toBe(true)
  })
  it('find a phone by its beginning, middle and last four', () => {
    for (const query of ['138', '13800138888', '0013', '8888']) expect(finds(query, { displayName: 'x', phone: '13800138888' })).toBe(true)
  })
  it('are never empty texts and never too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (displayName) => {
        for (const token of searchTokens({ displayName })) {
          expect(token).not.toBe('')
          expect([...token].length).toBeLessThanOrEqual(40)
        }
      }),
    )
  })
  it('find every Chinese name by every part of it', () => {
    const name = fc.array(fc.constantFrom(...'王李张小明丽华建国芳'), { minLength: 1, maxLength: 6 }).map((letters) => letters.join(''))
    fc.assert(
      fc.property(name, fc.nat(5), fc.nat(5), (displayName, from, length) => {
        const part = displayName.slice(from % displayName.length, (from % displayName.length) + length + 1)
        expect(finds(part, { displayName })).toBe(true)
        expect(searchText({ displayName })).toContain(normalise(part))
      }),
    )
  })
})
