import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { form } from '@grove/form/server'
import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { createMembers, member } from '@grove/member/server'
import { newOrder } from '@grove/product/contract'
import { product, recordOrders } from '@grove/product/server'
import { question } from '@grove/question/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CampPlan } from '../contract/index.ts'
import { starterPlans } from '../domain/starters.ts'
import { checkIn } from './check-in.ts'
import { addNote, listCoaching, openTalk } from './coaching.ts'
import { compareEditions, getEditionFigures } from './compare-editions.ts'
import { createEdition } from './create-edition.ts'
import { addStudents } from './decide-applicants.ts'
import { giveFeedback, listFeedback, myFeedback, openInterviews } from './feedback.ts'
import { addFinding, decideFinding, listFindings } from './findings.ts'
import { camp } from './index.ts'
import { lookAtCamp } from './look-at-camp.ts'
import { getEdition } from './read-editions.ts'
import { createTemplate } from './save-template.ts'

let t: TestApp
let ws: TestWorkspace
let head: Ctx
let ids: number[]
let templateId: number
let id: number
let code: string
let startsOn: string
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, content, community, form, question, task, conversation, camp] })
  ws = await t.workspace()
  head = await ws.as('head')
  ids = await createMembers(
    ws.ctx,
    Array.from({ length: 4 }, (_, at) => ({ displayName: `学员${at}` })),
  )
  const plan = { ...(starterPlans('zh')[0]?.plan as CampPlan), offer: { text: '进阶营下周开', productLine: '进阶', link: null } }
  templateId = (await createTemplate(head, { name: '七天营', plan })).id
  startsOn = new Date(t.clock.now().getTime() + 32 * 3_600_000).toISOString().slice(0, 10)
  id = (await createEdition(head, { templateId, name: '第一期', startsOn, seats: 5 })).id
  code = (await getEdition(head, { id })).publicCode
  await addStudents(head, { id, memberIds: ids.slice(0, 3) })
})
afterAll(() => t.close())

const as = (at: number) => ws.asMember(ids[at] ?? 0)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )
const dayAfter = (days: number) => new Date(Date.parse(startsOn) + days * 86_400_000).toISOString().slice(0, 10)
/** Noon of a day in Shanghai, without the evening of the days before. */
const day = (number: number) => t.clock.set(new Date(Date.parse(`${startsOn}T04:00:00Z`) + (number - 1) * 86_400_000))
const rate = (at: number, nps: number, talk = true) => giveFeedback(as(at), { ws: '', code, rating: 4, nps, best: '', better: '', talk })

describe('coaching', () => {
  it('lists who is behind, most missed first, with notes; a talk is planned once', async () => {
    day(1)
    await checkIn(as(0), { ws: '', code, day: 1, text: '做到了', pictures: [], link: null, sound: null })
    day(3)
    expect(await codeOf(addNote(head, { id, memberId: ids[3] ?? 0, text: 'x' }))).toBe('camp.not_a_student')
    expect(await codeOf(openTalk(head, { id, memberId: ids[3] ?? 0 }))).toBe('camp.not_a_student')
    expect((await listCoaching(head, { id, limit: 50 })).items.map((one) => [one.name, one.missed, one.taskId])).toEqual([
      ['学员1', 2, null],
      ['学员2', 2, null],
      ['学员0', 1, null],
    ])
    const top = await listCoaching(head, { id, limit: 2 })
    const rest = await listCoaching(head, { id, limit: 2, cursor: top.next ?? '' })
    expect([top.items.length, top.total?.count, rest.items.map((one) => one.name), rest.next]).toEqual([2, 3, ['学员0'], null])
    await addNote(head, { id, memberId: ids[1] ?? 0, text: '出差，周末补' })
    expect(await openTalk(head, { id, memberId: ids[1] ?? 0 })).toEqual({ opened: 1 })
    expect(await openTalk(head, { id, memberId: ids[1] ?? 0 })).toEqual({ opened: 0 })
    const [first] = (await listCoaching(head, { id, limit: 50 })).items
    expect([first?.notes.map((one) => one.text), first?.taskId !== null]).toEqual([['出差，周末补'], true])
  })
})

describe('feedback', () => {
  it('waits for the last day, is for students, and counts once a student', async () => {
    const mine = (at: number) => myFeedback(as(at), { ws: '', code })
    expect(await codeOf(rate(0, 9))).toBe('camp.feedback_too_early')
    expect(await mine(0)).toMatchObject({ camp: '第一期', open: false, from: dayAfter(6), given: null })
    day(7)
    expect(await codeOf(rate(3, 9))).toBe('camp.not_a_student')
    expect(await codeOf(mine(3))).toBe('camp.not_a_student')
    const stranger = (await t.workspace()).asMember(ids[0] ?? 0)
    expect(await codeOf(myFeedback(stranger, { ws: '', code }))).toBe('camp.not_found')
    expect((await t.http.request(`/api/m/${ws.publicKey}/camps/${code}/feedback`)).status).toBe(401)
    await Promise.all([rate(0, 9), rate(0, 10)])
    await rate(1, 2)
    await rate(2, 8, false)
    expect(await mine(2)).toMatchObject({ open: true, given: { rating: 4, nps: 8, best: '', better: '', talk: false } })
    expect((await listFeedback(head, { id, limit: 10 })).items).toHaveLength(3)
    expect((await lookAtCamp(as(0), { ws: '', code })).you?.feedback).toBe('given')
  })

  it('becomes interviews with those who agreed, each once', async () => {
    expect(await openInterviews(head, { id, most: 5 })).toEqual({ opened: 2 })
    expect(await openInterviews(head, { id, most: 5 })).toEqual({ opened: 0 })
  })
})

describe('the review', () => {
  it('puts editions beside each other: shares, NPS, orders after', async () => {
    await recordOrders(ws.ctx, {
      orders: [
        newOrder.parse({ number: 'A1', memberId: ids[0], amount: 19_900, productLine: '进阶', paidAt: t.clock.now().toISOString() }),
      ],
      makeMembers: false,
    })
    const { items, next } = await compareEditions(head, { id: templateId, limit: 20 })
    expect(next).toBeNull()
    expect(await getEditionFigures(head, { id })).toEqual(items[0])
    expect(items).toMatchObject([{ students: 3, checkIns: 5, feedback: 3, rating: 4, nps: 0, bought: 33, graduates: null }])
    expect(items[0]?.sold.map((one) => one.amount)).toEqual([19_900])
    const limited = await ws.as('owner', { scope: { kind: 'own' } })
    expect((await compareEditions(limited, { id: templateId, limit: 20 })).items).toEqual([])
    expect(await codeOf(getEditionFigures(limited, { id }))).toBe('camp.not_found')
    expect(await codeOf(compareEditions(head, { id: 999, limit: 20 }))).toBe('camp.template_not_found')
  })

  it('goes on page by page, also over editions that begin on one day', async () => {
    for (const name of ['第二期', '第三期', '第四期']) await createEdition(head, { templateId, name, startsOn: dayAfter(60), seats: 5 })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await compareEditions(head, { id: templateId, limit: 2, ...(cursor ? { cursor } : {}) })
      expect(page.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.items.map((one) => one.name))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen).toEqual(['第四期', '第三期', '第二期', '第一期'])
    await expect(compareEditions(head, { id: templateId, limit: 2, cursor: 'x' })).rejects.toMatchObject({ code: 'kernel.invalid_input' })
  })

  it('keeps what was found until it is changed in the template', async () => {
    const made = await addFinding(head, { id, text: '第 5 天掉人', change: '拆成两天' })
    expect(await codeOf(decideFinding(head, { id: 999, state: 'done' }))).toBe('camp.finding_not_found')
    expect(await decideFinding(head, { id: made.id, state: 'done' })).toEqual({ changed: 1 })
    expect(await decideFinding(head, { id: made.id, state: 'done' })).toEqual({ changed: 0 })
    expect((await listFindings(head, { id: templateId, limit: 50 })).items.map((one) => [one.edition, one.state])).toEqual([
      ['第一期', 'done'],
    ])
    for (const text of ['作业太长', '开营太晚']) await addFinding(head, { id, text, change: '改短' })
    const open = await listFindings(head, { id: templateId, limit: 1 })
    const next = await listFindings(head, { id: templateId, limit: 1, cursor: open.next ?? '' })
    const last = await listFindings(head, { id: templateId, limit: 1, cursor: next.next ?? '' })
    expect([...open.items, ...next.items, ...last.items].map((one) => one.text)).toEqual(['开营太晚', '作业太长', '第 5 天掉人'])
    expect(last.next).toBeNull()
  })
})

describe('the offer', () => {
  it('is not told while the camp runs, and afterwards only to those who were in', async () => {
    const told = async (who: Ctx) => (await lookAtCamp(who, { ws: '', code })).offer
    expect(await told(as(0))).toBeNull()
    day(8)
    await t.drain()
    expect((await getEdition(head, { id })).state).toBe('finished')
    expect([await told(as(0)), await told(as(3))]).toEqual([{ text: '进阶营下周开', link: null }, null])
  })
})
