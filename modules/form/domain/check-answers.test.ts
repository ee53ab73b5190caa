import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answers, Question } from '../contract/index.ts'
import { checkAnswers } from './check-answers.ts'

const shared = { required: false, inExample: true }
const options = [
  { id: 'a', label: 'A' },
  { id: 'b', label: 'B' },
  { id: 'c', label: 'C' },
]
const ask: Record<Question['kind'], Question> = {
  single: { kind: 'single', key: 'one', label: 'One', ...shared, options },
  multi: { kind: 'multi', key: 'some', label: 'Some', ...shared, options, most: 2 },
  text: { kind: 'text', key: 'words', label: 'Words', ...shared, longest: 4 },
  number: { kind: 'number', key: 'count', label: 'Count', ...shared, least: 1, most: 9 },
  date: { kind: 'date', key: 'day', label: 'Day', ...shared },
  region: { kind: 'region', key: 'city', label: 'City', ...shared },
}
const problemOf = (question: Question, answer: Answers[string]) => checkAnswers([question], { [question.key]: answer }).problems[0]?.problem

describe('checking answers', () => {
  it('asks for what is required, however empty it comes', () => {
    const required = { ...ask.text, required: true }
    for (const nothing of ['', '   ', []]) expect(problemOf(required, nothing)).toBe('required')
    expect(checkAnswers([required], {}).problems).toEqual([{ question: 'words', problem: 'required' }])
  })

  it.each([
    ['single', 'd', 'unknown_option'],
    ['single', ['a'], 'unknown_option'],
    ['multi', 'a', 'unknown_option'],
    ['multi', ['a', 'd'], 'unknown_option'],
    ['multi', ['a', 'b', 'c'], 'too_many'],
    ['text', '12345', 'too_long'],
    ['text', 12, 'too_long'],
    ['number', 'nine', 'not_a_number'],
    ['number', 0, 'too_small'],
    ['number', 10, 'too_big'],
    ['date', '2026-02-29', 'not_a_date'],
    ['date', '29.2.2028', 'not_a_date'],
    ['region', '999999', 'unknown_region'],
    ['region', '110000', 'unknown_region'],
  ] as const)('%s refuses %j: %s', (kind, answer, problem) => {
    expect(problemOf(ask[kind], answer as Answers[string])).toBe(problem)
  })

  it('counts letters as people do, and keeps what is right', () => {
    const given: Answers = { one: 'b', some: ['a', 'a', 'c'], words: ' 🌱好的吗 ', count: 9, day: '2028-02-29', city: '330100', more: 'x' }
    expect(checkAnswers(Object.values(ask), given)).toEqual({
      answers: { one: 'b', some: ['a', 'c'], words: '🌱好的吗', count: 9, day: '2028-02-29', city: '330100' },
      problems: [],
    })
  })

  it('never throws, never keeps what it complains about, and keeps its own answers', () => {
    const anything = fc.dictionary(
      fc.constantFrom('one', 'some', 'words', 'count', 'day', 'city', '__proto__'),
      fc.oneof(fc.string(), fc.double(), fc.array(fc.string()), fc.constantFrom('a', '2026-01-01', '110100')),
    )
    fc.assert(
      fc.property(anything, (given) => {
        const { answers, problems } = checkAnswers(Object.values(ask), given as Answers)
        for (const { question } of problems) expect(answers[question]).toBeUndefined()
        expect(checkAnswers(Object.values(ask), answers)).toEqual({ answers, problems: [] })
      }),
      { seed: 31 },
    )
  })
})
