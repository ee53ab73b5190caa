import type { QuestionBody } from '@grove/question/contract'
import { describe, expect, it } from 'vitest'
import type { CampExam } from '../contract/index.ts'
import {
  type Attempt,
  dueOf,
  examStateOf,
  GRACE_MS,
  givenWords,
  gradesOf,
  isOverdue,
  personalGrade,
  rightWords,
  verdictOf,
} from './exam.ts'

const exam: CampExam = {
  key: 'final',
  title: 'x',
  day: 3,
  openDays: 1,
  bank: 'b',
  count: 2,
  minutes: 10,
  attempts: 2,
  pass: 60,
  counts: true,
}
const attempt = (more: Partial<Attempt>): Attempt => ({
  attempt: 1,
  dueAt: null,
  handedInAt: new Date(0),
  waiting: 0,
  percent: 50,
  passed: false,
  ...more,
})
const asked = { theme: 'lesson', explain: '', points: 2 } as const
const single: QuestionBody = { kind: 'single', ...asked, stem: 's', options: ['a', 'b'], right: 1 }
const short: QuestionBody = { kind: 'short', ...asked, stem: 'why', model: 'because' }

describe('the state of an exam', () => {
  it('opens on its day, closes after its days, and ends with the attempts', () => {
    expect([2, 3, 4, 5].map((day) => examStateOf(exam, [], day))).toEqual(['not_open', 'open', 'open', 'over'])
    expect(examStateOf(exam, [attempt({})], 4)).toBe('open')
    expect(examStateOf(exam, [attempt({})], 5)).toBe('failed')
    expect(examStateOf(exam, [attempt({}), attempt({ attempt: 2 })], 4)).toBe('failed')
    expect(examStateOf(exam, [attempt({}), attempt({ attempt: 2, passed: true })], 9)).toBe('passed')
    expect(examStateOf(exam, [attempt({ waiting: 1, passed: null })], 9)).toBe('waiting')
    expect(examStateOf(exam, [attempt({ handedInAt: null })], 9)).toBe('going')
  })
  it('takes what comes within the grace of the time', () => {
    const due = dueOf(new Date(0), 10)
    expect(dueOf(new Date(0), null)).toBeNull()
    expect([0, GRACE_MS, GRACE_MS + 1].map((late) => isOverdue({ dueAt: due, handedInAt: null }, 600_000 + late))).toEqual([
      false,
      false,
      true,
    ])
  })
})

describe('grading', () => {
  const questions = [
    { id: 1, body: single },
    { id: 2, body: short },
  ]
  it('waits for a person where somebody wrote, and for nobody where nobody did', () => {
    expect(verdictOf(gradesOf(questions, { 1: 1, 2: 'so' }), 60)).toEqual({ waiting: 1, percent: null, passed: null })
    expect(verdictOf(gradesOf(questions, { 1: 1 }), 60)).toEqual({ waiting: 0, percent: 50, passed: false })
    expect(verdictOf([], 60)).toEqual({ waiting: 0, percent: null, passed: null })
  })
  it('adds what the person gives, never more than there is', () => {
    const grades = gradesOf(questions, { 1: 1, 2: 'so' })
    const read = grades.map((one) => (one.state === 'person' ? personalGrade(one, 9, 'good') : one))
    expect(read[1]).toEqual({ state: 'right', points: 2, of: 2, comment: 'good' })
    expect(verdictOf(read, 60)).toEqual({ waiting: 0, percent: 100, passed: true })
    expect(personalGrade({ state: 'person', points: 0, of: 2 }, 0, '').state).toBe('wrong')
  })
  it('shows answers in words', () => {
    expect([givenWords(single, 0), givenWords(single, undefined), givenWords(short, 'so'), rightWords(single), rightWords(short)]).toEqual([
      'A. a',
      '',
      'so',
      'B. b',
      'because',
    ])
  })
})
