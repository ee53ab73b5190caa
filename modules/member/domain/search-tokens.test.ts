import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterPrefix, normalise, numberForms, searchText, searchTokens, searchWords, typedContact } from './search-tokens.ts'

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

describe('customer numbers', () => {
  /** As the database looks: among the tokens, and among the numbers as they were written, in the order of code points. */
  const findsNumber = (query: string, number: string) => {
    const tokens = searchTokens({ displayName: '', numbers: [number] })
    return searchWords(query).every(
      (word) => tokens.some((token) => token.startsWith(word)) || numberForms(word).some((form) => number.startsWith(form)),
    )
  }

  it('are not found by what they do not begin with', () => {
    for (const query of ['2', 'b', 'C10', '0'.repeat(41)]) expect(findsNumber(query, 'C2')).toBe(false)
    expect(findsNumber('c2x', 'C2')).toBe(false)
  })

  it('need a token only where small letters and capitals are mixed, or what was written is not what is typed', () => {
    const needs = (number: string) => searchTokens({ displayName: '', numbers: [number] })
    for (const number of ['10086', 'C10086', 'c10086', '会员10086', 'VIP 7', '9'.repeat(60)]) expect(needs(number)).toEqual([])
    for (const [number, token] of [
      ['Vip7', 'vip7'],
      [' 7', '7'],
      ['Ｃ7', 'c7'],
      ['Straße', 'straße'],
      ['Aa'.repeat(30), 'aa'.repeat(20)],
    ] as const)
      expect(needs(number)).toEqual([token])
  })

  it('are found by every beginning, however long and in whatever letters', () => {
    const letter = fc.oneof(
      fc.constantFrom(...'0123456789abcXYZ-_/ #王ßİıςΣÅＡ１ａǅﬁ𐐀𐐨😀'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    )
    const number = fc.array(letter, { minLength: 1, maxLength: 60 }).map((letters) => letters.join(''))
    fc.assert(
      fc.property(number, fc.nat(60), (written, length) => {
        const [word = ''] = normalise(written).split(' ')
        const typed = [...word].slice(0, length + 1).join('')
        const capitals = typed.toUpperCase()
        // ß has no capital that leads back to it.
        const ways = normalise(capitals) === typed ? [typed, capitals] : [typed]
        expect(ways.every((one) => findsNumber(one, written))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
