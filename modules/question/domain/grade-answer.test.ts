import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { QuestionBody } from '../contract/index.ts'
import { gradeAnswer } from './grade-answer.ts'
import { lettersOf } from './option-letter.ts'

const base = { theme: 'lesson', stem: 'x', explain: '', points: 6 } as const
const single: QuestionBody = { ...base, kind: 'single', options: ['a', 'b', 'c'], right: 1 }
const multi: QuestionBody = { ...base, kind: 'multi', options: ['a', 'b', 'c', 'd'], right: [0, 2, 3] }
const blank: QuestionBody = {
  ...base,
  kind: 'blank',
  blanks: [
    ['WeCom', '企业微信'],
    ['30 %', '三成'],
  ],
}
const short: QuestionBody = { ...base, kind: 'short', model: '' }

describe('grading', () => {
  it('gives nothing for no answer or one of another shape', () => {
    for (const question of [single, multi, blank, short])
      for (const given of [undefined, '', [] as string[], 7])
        expect([question.kind, given, gradeAnswer(question, given, 'partial').points]).toEqual([question.kind, given, 0])
  })

  it('knows the one right option', () => {
    expect([0, 1, 2].map((at) => gradeAnswer(single, at).points)).toEqual([0, 6, 0])
  })

  it('gives a share of several right options only where the rule says so, and none beside a wrong one', () => {
    expect(gradeAnswer(multi, [3, 0, 2])).toEqual({ state: 'right', points: 6, of: 6 })
    expect(gradeAnswer(multi, [0, 2])).toEqual({ state: 'wrong', points: 0, of: 6 })
    expect(gradeAnswer(multi, [0, 2], 'partial')).toEqual({ state: 'partly', points: 4, of: 6 })
    expect(gradeAnswer(multi, [0, 1, 2, 3], 'partial').points).toBe(0)
    expect(gradeAnswer(multi, [0, 0, 0], 'partial').points).toBe(2)
  })

  it('reads blanks as people type them', () => {
    expect(gradeAnswer(blank, ['ｗｅ　ｃｏｍ', '３０％'])).toEqual({ state: 'right', points: 6, of: 6 })
    expect(gradeAnswer(blank, ['企业微信。', '四成'])).toEqual({ state: 'partly', points: 3, of: 6 })
    expect(gradeAnswer(blank, ['30%', 'wecom']).points).toBe(0)
  })

  it('leaves words to a person', () => {
    expect(gradeAnswer(short, '因为先有活动后有产品').state).toBe('person')
  })

  it('never gives less than nothing or more than there is', () => {
    const given = fc.oneof(
      fc.integer({ min: -3, max: 9 }),
      fc.array(fc.integer({ min: -1, max: 9 })),
      fc.array(fc.string(), { maxLength: 9 }),
      fc.string(),
    )
    fc.assert(
      fc.property(given, fc.constantFrom(single, multi, blank, short), fc.constantFrom('all', 'partial'), (answer, question, rule) => {
        const { points, state } = gradeAnswer(question, answer, rule)
        expect(points).toBeGreaterThanOrEqual(0)
        expect(points).toBeLessThanOrEqual(6)
        expect(state === 'right').toBe(points === 6)
      }),
      { seed: 1126 },
    )
  })
})

it('reads letters of options, however they are separated', () => {
  expect([lettersOf('a、C'), lettersOf('ＢＡ'), lettersOf('A, A'), lettersOf('A1'), lettersOf('')]).toEqual([
    [0, 2],
    [0, 1],
    [0],
    undefined,
    undefined,
  ])
})
