import { describe, expect, it } from 'vitest'
import { NO_VECTORS, vectors } from '../fixture/vectors.ts'
import { adviceOfCode, kindOfCode, knownCodes } from './error-table.ts'
import { refusalOf } from './wecom-error.ts'

describe('the error table', () => {
  it('takes a code it has never seen as a refusal without effect', () => {
    expect(kindOfCode(123_456)).toBe('bad_request')
    expect(adviceOfCode(123_456)).toBeNull()
  })

  it('has every code once', () => {
    expect(knownCodes.length).toBe(new Set(knownCodes).size)
  })

  it('says in both languages what to do, for what has to be mended', () => {
    for (const code of knownCodes) {
      const advice = adviceOfCode(code)
      expect([code, advice !== null]).toEqual([code, kindOfCode(code) === 'configuration'])
      if (advice) expect([/[\u4e00-\u9fff]/.test(advice.zh), /^[A-Z].+\.$/.test(advice.en)]).toEqual([true, true])
    }
  })

  it('knows only codes that the platform has', ({ annotate }) => {
    const table = vectors<{ codes: { code: number; msg: string }[] }>('errcodes')
    if (!table) return annotate(NO_VECTORS)
    const official = new Set(table.codes.map(({ code }) => code))
    expect(knownCodes.filter((code) => !official.has(code))).toEqual([])
    return undefined
  })

  it('reads the hint of a refusal, and keeps the message short', () => {
    const error = refusalOf(
      'x',
      60020,
      `not allow to access from your ip, hint: [1690282230612130918224239], from ip: 222.65.121.207${'!'.repeat(999)}`,
    )
    expect(error).toMatchObject({ kind: 'configuration', code: 60020, hint: '1690282230612130918224239' })
    expect(error.advice?.zh).toContain('可信 IP')
    expect(error.message.length).toBeLessThan(520)
  })
})
