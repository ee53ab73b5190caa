import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { form } from '@grove/form/server'
import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { createMembers, member } from '@grove/member/server'
import { product } from '@grove/product/server'
import type { QuestionBody } from '@grove/question/contract'
import { addQuestion, createBank, question } from '@grove/question/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CampExam, CampPlan } from '../contract/index.ts'
import { starterPlans } from '../domain/starters.ts'
import { createEdition } from './create-edition.ts'
import { addStudents } from './decide-applicants.ts'
import { examFigures, gradeShortAnswer, listAnswers } from './grade-exam.ts'
import { camp } from './index.ts'
import { lookAtCamp } from './look-at-camp.ts'
import { lookAtExam } from './look-at-exam.ts'
import { getEdition } from './read-editions.ts'
import { myRecord } from './read-record.ts'
import { createTemplate } from './save-template.ts'
import { answerExam, beginExam } from './take-exam.ts'

let t: TestApp
let ws: TestWorkspace
let head: Ctx
let ids: number[]
let code: string
let editionId: number
const final: CampExam = {
  key: 'final',
  title: '结业考',
  day: 1,
  openDays: 3,
  bank: 'skin',
  count: 3,
  minutes: 20,
  attempts: 2,
  pass: 60,
  counts: true,
}
const asked = { theme: 'lesson', explain: '', points: 2 } as const
const bodies: QuestionBody[] = [
  { kind: 'single', ...asked, stem: '先做哪一步', options: ['洁面', '防晒'], right: 0 },
  { kind: 'blank', ...asked, stem: '每天__次', blanks: [['两', '2']] },
  { kind: 'short', ...asked, stem: '为什么要防晒', model: '紫外线' },
]
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, content, community, form, question, task, conversation, camp] })
  ws = await t.workspace()
  head = await ws.as('head')
  ids = await createMembers(
    ws.ctx,
    Array.from({ length: 3 }, (_, at) => ({ displayName: `学员${at}` })),
  )
})
afterAll(() => t.close())

const as = (at: number) => ws.asMember(ids[at] ?? 0)
const begin = (at: number) => beginExam(as(at), { ws: '', code, exam: 'final' })
const look = (at: number) => lookAtExam(as(at), { ws: '', code, exam: 'final' })
const give = (at: number, attempt: number, answers: object, done = true) =>
  answerExam(as(at), { ws: '', code, exam: 'final', attempt, answers: answers as never, done })
const idOf = async (at: number, kind: string) => String((await look(at)).going?.questions.find((one) => one.kind === kind)?.id)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

describe('an exam', () => {
  it('refuses a bank that is missing or too small before any student meets it', async () => {
    const plan: CampPlan = { ...(starterPlans('zh')[0]?.plan as CampPlan), exams: [final] }
    const { id: templateId } = await createTemplate(head, { name: '考试营', plan })
    const startsOn = new Date(t.clock.now().getTime() + 32 * 3_600_000).toISOString().slice(0, 10)
    const make = () => createEdition(head, { templateId, name: '第一期', startsOn, seats: 5 })
    expect(await codeOf(make())).toBe('camp.unknown_bank')
    const bank = await createBank(head, { key: 'skin', name: '护肤', purpose: 'exam', note: '' })
    expect(await codeOf(make())).toBe('camp.bank_too_small')
    for (const body of bodies) await addQuestion(head, { id: bank.id, body })
    editionId = (await make()).id
    const edition = await getEdition(head, { id: editionId })
    code = edition.publicCode
    await addStudents(head, { id: editionId, memberIds: ids.slice(0, 2) })
    expect(await codeOf(begin(0))).toBe('camp.exam_not_open')
    t.clock.set(new Date(`${edition.startsOn}T02:00:00Z`))
    expect(await codeOf(begin(2))).toBe('camp.not_a_student')
    expect(await codeOf(beginExam(as(0), { ws: '', code, exam: 'other' }))).toBe('camp.exam_not_found')
  })

  it('is one attempt, begun twice at once; answers are kept, handed in once, and what is right stays secret', async () => {
    expect((await Promise.all([begin(0), begin(0)])).map((one) => one.attempt)).toEqual([1, 1])
    const single = await idOf(0, 'single')
    expect(await codeOf(give(0, 1, { 999_999: 0 }))).toBe('camp.quiz_changed')
    expect(await give(0, 1, { [single]: 1 }, false)).toEqual({ handedIn: false })
    expect((await look(0)).going?.answers).toEqual({ [single]: 1 })
    const both = await Promise.allSettled([give(0, 1, { [single]: 1 }), give(0, 1, { [single]: 1 })])
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const page = await look(0)
    expect([page.state, page.percent, page.last?.results.map((one) => one.right)]).toEqual(['open', 0, ['', '', '']])
  })

  it('ends with its time: what was kept counts, what comes later does not', async () => {
    await begin(0)
    const kept = { [await idOf(0, 'single')]: 0, [await idOf(0, 'blank')]: ['２'] }
    await give(0, 2, kept, false)
    t.clock.advance({ minutes: 21 })
    expect(await codeOf(give(0, 2, {}))).toBe('camp.exam_over')
    const page = await look(0)
    expect([page.state, page.percent, page.used]).toEqual(['passed', 66, 2])
    expect(await codeOf(begin(0))).toBe('camp.exam_passed')
  })

  it('is handed in when its time is over though nobody looks: once, and not while the paper may still come', async () => {
    await addStudents(head, { id: editionId, memberIds: ids.slice(2) })
    await begin(2)
    await give(2, 1, { [await idOf(2, 'single')]: 0, [await idOf(2, 'blank')]: ['2'] }, false)
    const stateOf = async () => (await lookAtCamp(as(2), { ws: '', code })).exams[0]?.state
    t.clock.advance({ minutes: 20, seconds: 20 })
    await t.drain()
    expect(await stateOf()).toBe('going')
    t.clock.advance({ seconds: 20 })
    await t.drain()
    expect(await stateOf()).toBe('passed')
    await t.drain()
    expect((await look(2)).used).toBe(1)
  })

  it('waits for a person with a short answer, who gives points once', async () => {
    await begin(1)
    const answers = { [await idOf(1, 'single')]: 0, [await idOf(1, 'blank')]: ['三'], [await idOf(1, 'short')]: '紫外线会晒黑' }
    await give(1, 1, answers)
    expect((await look(1)).state).toBe('waiting')
    const { items } = await listAnswers(head, { id: editionId, limit: 10 })
    expect(items.map((one) => [one.name, one.answer, one.model, one.of])).toEqual([['学员1', '紫外线会晒黑', '紫外线', 2]])
    const key = { id: editionId, memberId: ids[1] ?? 0, exam: 'final', attempt: 1, questionId: items[0]?.questionId ?? 0, comment: '对' }
    expect(await codeOf(gradeShortAnswer(head, { ...key, points: 3 }))).toBe('camp.score_too_high')
    expect(await gradeShortAnswer(head, { ...key, points: 2 })).toEqual({ waiting: 0, percent: 66 })
    expect(await codeOf(gradeShortAnswer(head, { ...key, points: 1 }))).toBe('camp.answer_graded')
    expect((await listAnswers(head, { id: editionId, limit: 10 })).items).toEqual([])
    expect((await examFigures(head, { id: editionId })).items).toMatchObject([{ took: 3, passed: 3, average: 66, waiting: 0 }])
    expect((await myRecord(as(1), { ws: '', code })).exams).toMatchObject([{ passed: true, percent: 66 }])
  })
})
