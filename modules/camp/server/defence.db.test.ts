import { liveFeed } from '@grove/channel-kit/server'
import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { form } from '@grove/form/server'
import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { createMembers, member } from '@grove/member/server'
import { product } from '@grove/product/server'
import { question } from '@grove/question/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CampPlan } from '../contract/index.ts'
import { starterPlans } from '../domain/starters.ts'
import { listCertificates } from './certificate.ts'
import { createEdition } from './create-edition.ts'
import { addStudents } from './decide-applicants.ts'
import { addSlots, bookDefence, judgeDefence, listSlots, listTimes, lookAtDefence, removeSlot } from './defence.ts'
import { graduate } from './graduate.ts'
import { camp } from './index.ts'
import { lookAtCamp } from './look-at-camp.ts'
import { getEdition } from './read-editions.ts'
import { myRecord } from './read-record.ts'
import { createTemplate } from './save-template.ts'

let t: TestApp
let ws: TestWorkspace
let head: Ctx
let ids: number[]
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, content, community, form, question, task, conversation, camp] })
  ws = await t.workspace()
  head = await ws.as('head')
  ids = await createMembers(
    ws.ctx,
    Array.from({ length: 4 }, (_, at) => ({ displayName: `学员${at}` })),
  )
})
afterAll(() => t.close())

/** One day long; graduation asks for nothing, or for a defence alone. */
async function edition(defence: boolean) {
  const week = starterPlans('zh')[0]?.plan as CampPlan
  const plan: CampPlan = { ...week, days: week.days.slice(0, 1), graduation: { checkIns: 0, homework: 0, ...(defence ? { defence } : {}) } }
  const { id: templateId } = await createTemplate(head, { name: `答辩营${defence}`, plan })
  const startsOn = new Date(t.clock.now().getTime() + 32 * 3_600_000).toISOString().slice(0, 10)
  const { id } = await createEdition(head, { templateId, name: '第一期', startsOn, seats: 5 })
  await addStudents(head, { id, memberIds: ids.slice(0, 3) })
  const { publicCode: code } = await getEdition(head, { id })
  const end = async () => {
    t.clock.set(new Date(Date.parse(`${startsOn}T04:00:00Z`) + 86_400_000))
    await t.drain()
  }
  const times = async (count: number) => {
    const before = (await listSlots(head, { id, limit: 50 })).items.map((one) => one.id)
    const from = new Date(t.clock.now().getTime() + 3_600_000).toISOString()
    expect(await addSlots(head, { id, from, count, minutes: 20, seats: 1, place: '会议室' })).toEqual({ added: count })
    return (await listSlots(head, { id, limit: 50 })).items.map((one) => one.id).filter((one) => !before.includes(one))
  }
  const book = (at: number, slotId: number | null | undefined) =>
    bookDefence(as(at), { ws: '', code, slotId: slotId ?? null, title: '我的作品' })
  const judge = (at: number, passed: boolean) => judgeDefence(head, { id, memberId: ids[at] ?? 0, passed, comment: '讲得清楚' })
  return { id, code, end, times, book, judge }
}
const as = (at: number) => ws.asMember(ids[at] ?? 0)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

describe('defences', () => {
  it('give one seat to one of all who want it at once, take a change back, and end with the result', async () => {
    const { id, code, times, book, judge } = await edition(false)
    const row = async (at: number, of = code) => (await lookAtCamp(as(at), { ws: '', code: of })).defence
    expect([await row(0), await row(0, (await edition(true)).code)]).toEqual([false, true])
    const [first, second, third] = await times(3)
    expect([await row(0), await row(3)]).toEqual([true, false])
    expect([await codeOf(book(3, first)), await codeOf(book(0, 999))]).toEqual(['camp.not_a_student', 'camp.slot_not_found'])
    const both = await Promise.allSettled([book(0, first), book(1, first)])
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const winner = both[0]?.status === 'fulfilled' ? 0 : 1
    expect(await codeOf(removeSlot(head, { id, slotId: first ?? 0 }))).toBe('camp.slot_booked')
    await book(winner, second)
    expect((await listSlots(head, { id, limit: 50 })).items.map((one) => one.taken)).toEqual([0, 1, 0])
    const page = await listSlots(head, { id, limit: 2 })
    expect(page.items.map((one) => one.bookings.length)).toEqual([0, 1])
    expect((await listSlots(head, { id, limit: 2, cursor: page.next ?? '' })).items.map((one) => one.id)).toEqual([third])
    expect(await removeSlot(head, { id, slotId: first ?? 0 })).toEqual({ changed: 1 })
    await judge(winner, true)
    expect([await codeOf(book(winner, null)), await codeOf(book(winner, third))]).toEqual(['camp.defence_judged', 'camp.defence_judged'])
    expect(await lookAtDefence(as(winner), { ws: '', code })).toMatchObject({
      counts: false,
      mine: { slotId: second, place: '会议室', passed: true, comment: '讲得清楚' },
    })
  })

  it('are chosen from the times still to come, page by page, by students alone', async () => {
    const { code, times } = await edition(false)
    const all = await times(5)
    const list = (at: number, more: { cursor?: string } = {}) => listTimes(as(at), { ws: '', code, limit: 2, ...more })
    expect(await codeOf(list(3))).toBe('camp.not_a_student')
    expect(await codeOf(listTimes((await t.workspace()).asMember(ids[0] ?? 0), { ws: '', code, limit: 2 }))).toBe('camp.not_found')
    // The first of them has begun.
    t.clock.advance({ minutes: 61 })
    const first = await list(0)
    const rest = await list(0, { cursor: first.next ?? '' })
    expect([first, rest].map((page) => page.items.map((one) => one.id))).toEqual([all.slice(1, 3), all.slice(3)])
    expect(rest.next).toBeNull()
  })

  it('that were not passed stand until another time is booked, which is judged anew', async () => {
    const { code, times, book, judge } = await edition(true)
    const [first, second] = await times(2)
    await book(0, first)
    await judge(0, false)
    expect([await codeOf(book(0, null)), await codeOf(book(0, first))]).toEqual(['camp.defence_judged', 'camp.defence_judged'])
    expect((await myRecord(as(0), { ws: '', code })).defence).toEqual({ counts: true, passed: false })
    await book(0, second)
    expect((await myRecord(as(0), { ws: '', code })).defence).toEqual({ counts: true, passed: null })
  })
})

describe('phones', () => {
  it('are told after the commit: everybody of a new time, one of a result, nobody of what was refused', async () => {
    const { id, times, book, judge } = await edition(true)
    const { communityId } = await getEdition(head, { id })
    const heard: unknown[] = []
    const stop = liveFeed(t.app).on((changes) =>
      heard.push(...changes.flatMap((one) => (one.communityId === communityId && one.news ? [one.news] : []))),
    )
    const [slot] = await times(1)
    expect(await codeOf(book(3, slot))).toBe('camp.not_a_student')
    expect(heard).toEqual([{ of: 'camp' }])
    await book(0, slot)
    await judge(0, true)
    stop()
    expect(heard).toEqual([{ of: 'camp' }, { of: 'camp' }, { of: 'camp', member: ids[0] }])
  })
})

describe('graduation', () => {
  it('waits for a passed defence where the plan asks for one, and counts what is judged after the end', async () => {
    const { id, code, end, times, book, judge } = await edition(true)
    const slots = await times(2)
    await book(0, slots[0])
    await book(1, slots[1])
    await judge(0, true)
    await judge(1, false)
    await end()
    const names = async () => (await listCertificates(head, { id, limit: 9 })).items.map((one) => one.name).toSorted()
    expect(await names()).toEqual(['学员0'])
    expect((await myRecord(as(2), { ws: '', code })).defence).toEqual({ counts: true, passed: null })
    await judge(1, true)
    expect(await graduate(head, { id })).toEqual({ graduates: 2, issued: 1 })
    await judge(1, false)
    expect(await graduate(head, { id })).toEqual({ graduates: 2, issued: 0 })
    expect(await names()).toEqual(['学员0', '学员1'])
  })

  it('never looks at defences where the plan does not ask for one', async () => {
    const { id, code, end, times, book, judge } = await edition(false)
    await book(0, (await times(1))[0])
    await judge(0, false)
    await end()
    expect((await listCertificates(head, { id, limit: 9 })).items).toHaveLength(3)
    const defence = async (at: number) => (await myRecord(as(at), { ws: '', code })).defence
    expect([await defence(0), await defence(1)]).toEqual([{ counts: false, passed: false }, null])
  })
})
