import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterPrefix, normalise, searchText, searchTokens, searchWords, typedContact } from './search-tokens.ts'

const finds = (query: string, member: Parameters<typeof searchTokens>[0]) => {
  const tokens = searchTokens(member)
  return searchWords(query).every((word) => tokens.some((token) => token >= word && token < afterPrefix(word)))
}

describe('search tokens', () => {
  it('do not find what is not there', () => {
    expect(finds('李', { displayName: '王小明' })).toBe(false)
  })
  it('find any part of a Chinese name', () => {
    for (const query of ['王', '王小', '小明', '明', ' 小明 ']) expect(finds(query, { displayName: '王小明' })).toBe(true)
  })
  it('find who has every word, and nobody who lacks one', () => {
    expect(finds('小明 王', { displayName: '王小明' })).toBe(true)
    expect(finds('王 丽', { displayName: '王小明' })).toBe(false)
  })
  it('find the beginning of each word of a Latin name, in any case and width', () => {
    for (const query of ['ann', 'LEE', 'Ann', 'ａｎｎ']) expect(finds(query, { displayName: 'Ann Lee' })).toBe(true)
    expect(finds('tom', { displayName: '王小明Tom' })).toBe(true)
  })
  it('know a whole phone, a whole e-mail and four last digits among the words typed', () => {
    for (const [query, kind, value] of [
      ['138 0013 8888', 'phone', '13800138888'],
      ['+86 138-0013-8888', 'phone', '13800138888'],
      ['王小明 Ann@X.cn', 'email', 'ann@x.cn'],
      ['wang xiaoming 8888', 'tail', '8888'],
    ] as const)
      expect(searchWords(query).flatMap((word) => typedContact(word) ?? [])).toEqual([{ kind, value }])
    for (const word of ['138', '0013800', 'ann@', '王小明', '88888']) expect(typedContact(word)?.kind ?? 'none').not.toBe('tail')
    expect(typedContact('ann@')).toBeUndefined()
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
