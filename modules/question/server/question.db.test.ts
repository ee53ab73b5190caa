import { identity } from '@grove/identity/server'
import { member } from '@grove/member/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { writeXlsx } from '@grove/spreadsheet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { QUESTION_FILE_ROWS, type QuestionBody } from '../contract/index.ts'
import { importQuestions } from './import-questions.ts'
import { bankByKey, drawQuestions, question, questionsById } from './index.ts'
import { listBanks, listQuestions } from './read.ts'
import { retireQuestions } from './retire-questions.ts'
import { createBank } from './save-bank.ts'
import { addQuestion, saveQuestion } from './save-question.ts'

let t: TestApp
let ws: TestWorkspace
let head: Record<string, string>
let viewer: Record<string, string>
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, question] })
  ws = await t.workspace()
  head = await ws.session('head')
  viewer = await ws.session('viewer')
})
afterAll(() => t.close())

const body = (stem: string, more: Partial<QuestionBody> = {}): QuestionBody =>
  ({ kind: 'single', theme: 'lesson', stem, explain: '', points: 2, options: ['一', '二'], right: 0, ...more }) as QuestionBody
let banks = 0
const newBank = async () => (await createBank(await ws.as('head'), { key: `bank-${++banks}`, name: '课程', purpose: 'exam', note: '' })).id
const importText = async (id: number, text: string, fileName = 'q.csv') =>
  importQuestions(await ws.as('head'), { id, fileName, bytes: Buffer.from(text) })

describe('every endpoint of banks', () => {
  const routes = question.api.map(({ route }) => route)
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s refuses who may not', async (_name, route) => {
    const other = await t.workspace()
    const bankId = (await bankByKey(other.ctx, 'group-games'))?.id ?? 0
    const [drawn] = await drawQuestions(other.ctx, { bankId, count: 1, seed: 's' })
    const foreign = route.path.includes('/questions/') ? (drawn?.id ?? 0) : bankId
    const sent = { name: 'n', key: 'new-key', purpose: 'exam', body: body('新题'), ids: [foreign], retired: true }
    const ask = (headers: Record<string, string>) =>
      t.http.request(route.path.replace(':id', String(foreign)), {
        method: route.method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(route.method === 'GET' ? {} : { body: JSON.stringify(sent) }),
      })
    expect((await ask({})).status).toBe(401)
    const right = typeof route.access === 'object' ? route.access.right : ''
    if (right === 'question.write') expect((await ask(viewer)).status).toBe(403)
    if (route.path.includes(':id')) expect((await ask(head)).status).toBe(404)
  })
})

describe('a bank', () => {
  it('starts with ours, once, and takes a key once', async () => {
    const fresh = await t.workspace({ locale: 'zh' })
    const { items } = await listBanks(fresh.ctx, { limit: 5 })
    expect(items.map((one) => [one.key, one.questions >= 80])).toEqual([['group-games', true]])
    const make = { key: 'group-games', name: 'x', purpose: 'game', note: '' } as const
    await expect(createBank(await fresh.as('head'), make)).rejects.toMatchObject({ code: 'question.key_taken' })
    await createBank(await fresh.as('head'), { ...make, key: 'week-one', name: '第一周', purpose: 'exam' })
    const first = await listBanks(fresh.ctx, { limit: 1 })
    const rest = await listBanks(fresh.ctx, { limit: 1, cursor: first.next ?? '' })
    expect([first, rest].map((page) => page.items.map((one) => one.key))).toEqual([['week-one'], ['group-games']])
    expect([rest.next, (await listBanks(fresh.ctx, { limit: 5, text: '一周' })).items.map((one) => one.key)]).toEqual([null, ['week-one']])
  })

  it('takes the same question once, also when two add it at the same moment', async () => {
    const id = await newBank()
    const ctx = await ws.as('head')
    const both = await Promise.allSettled([
      addQuestion(ctx, { id, body: body('几点了') }),
      addQuestion(ctx, { id, body: body('几 点 了 ') }),
    ])
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const two = await addQuestion(ctx, { id, body: body('今天周几') })
    await expect(saveQuestion(ctx, { id: two.id, body: body('几点了') })).rejects.toMatchObject({ code: 'question.stem_taken' })
    expect(await saveQuestion(ctx, { id: two.id, body: body('今天周几', { points: 5 }) })).toEqual({ changed: 1 })
    const page = await listQuestions(ctx, { id, limit: 1 })
    expect([page.total?.count, page.items.length, page.next === null]).toEqual([2, 1, false])
  })
})

describe('drawing', () => {
  it('refuses more than there is; draws each once, the same for a seed, nothing retired or excepted', async () => {
    const id = await newBank()
    const ctx = await ws.as('head')
    await importText(id, `题干,答案\n${Array.from({ length: 30 }, (_, at) => `第${at}题,答${at}`).join('\n')}`)
    await expect(drawQuestions(ctx, { bankId: id, count: 31, seed: 's' })).rejects.toMatchObject({
      code: 'question.too_few',
      data: { has: 30, needs: 31 },
    })
    const first = (await drawQuestions(ctx, { bankId: id, count: 10, seed: 's' })).map((one) => one.id)
    expect(new Set(first).size).toBe(10)
    expect((await drawQuestions(ctx, { bankId: id, count: 10, seed: 's' })).map((one) => one.id)).toEqual(first)
    expect((await drawQuestions(ctx, { bankId: id, count: 10, seed: 'other' })).map((one) => one.id)).not.toEqual(first)
    await retireQuestions(ctx, { ids: first.slice(0, 5), retired: true })
    const rest = await drawQuestions(ctx, { bankId: id, count: 20, seed: 's', except: first.slice(5) })
    expect(rest.filter((one) => first.includes(one.id))).toEqual([])
    expect((await questionsById(ctx, first)).map((one) => one.id)).toEqual(first)
  })
})

describe('an import', () => {
  it('says what a file lacks', async () => {
    const id = await newBank()
    const refused = (text: string) => importText(id, text).catch((error: { code: string }) => error.code)
    expect(await refused('')).toBe('question.import_empty')
    expect(await refused('题干,答案\n')).toBe('question.import_empty')
    expect(await refused('名字,答案\na,b\n')).toBe('question.import_columns')
    expect(await refused('题干,答案\n"没有合上,b\n')).toBe('question.import_unreadable')
    expect(await refused(`题干,答案\n${'a,b\n'.repeat(QUESTION_FILE_ROWS + 1)}`)).toBe('question.import_too_large')
  })

  it('takes the good rows, gives the others back with a reason, and takes them mended', async () => {
    const id = await newBank()
    const text = '题型,题干,选项A,选项B,答案,分值\n单选,一加一,二,三,A,2\n单选,二加二,四,五,C,2\n单选,一加一,二,三,A,2\n'
    const done = await importText(id, text)
    expect(done).toMatchObject({ rows: 3, added: 1, known: 0, failed: 2 })
    expect(done.faults.map((one) => [one.line, one.code])).toEqual([
      [3, 'answer_not_an_option'],
      [4, 'doubled'],
    ])
    const file = await t.http.request(`/api/question-imports/${done.id}/rejects.csv`, { headers: head })
    const rejects = await file.text()
    expect(rejects).toContain('原因')
    const mended = await importText(id, rejects.replace('五,C', '五,A'))
    expect(mended).toMatchObject({ rows: 2, added: 1, known: 1, failed: 0 })
    expect(await importText(id, text)).toMatchObject({ added: 0, known: 1, failed: 2 })
  })

  it('reads a workbook, and what was exported', async () => {
    const id = await newBank()
    const sheet = async function* () {
      yield [
        ['题干', '选项A', '选项B', '选项C', '答案'],
        ['哪些是颜色', '红', '甜', '蓝', 'AC'],
      ]
    }
    const bytes = Buffer.from(await new Response(writeXlsx('q', sheet())).arrayBuffer())
    expect(await importQuestions(await ws.as('head'), { id, fileName: 'q.xlsx', bytes })).toMatchObject({ added: 1, failed: 0 })
    const csv = await (await t.http.request(`/api/question-banks/${id}/questions.csv`, { headers: head })).text()
    const other = await newBank()
    expect(await importText(other, csv)).toMatchObject({ added: 1, failed: 0 })
    expect((await listQuestions(await ws.as('viewer'), { id: other, limit: 10 })).items[0]?.body).toMatchObject({
      kind: 'multi',
      right: [0, 2],
    })
  })
})
