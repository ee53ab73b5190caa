import { community } from '@grove/community/server'
import { content, storePicture } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { form } from '@grove/form/server'
import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { createMembers, eraseMember, member, mergeMembers } from '@grove/member/server'
import { newOrder } from '@grove/product/contract'
import { product, recordOrders } from '@grove/product/server'
import { bankByKey, drawQuestions, question } from '@grove/question/server'
import { task } from '@grove/task/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sharp from 'sharp'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CampPlan } from '../contract/index.ts'
import { starterPlans } from '../domain/starters.ts'
import { applyToCamp, leaveCamp } from './apply-to-camp.ts'
import { checkIn } from './check-in.ts'
import { createEdition } from './create-edition.ts'
import { addStudents, decideApplicants, givePost, removeStudent } from './decide-applicants.ts'
import { camp } from './index.ts'
import { lookAtCamp, lookAtDay, myCamps, rankCamp } from './look-at-camp.ts'
import { getEdition, listApplicants, listEditions } from './read-editions.ts'
import { readRoster } from './read-roster.ts'
import { saveEdition } from './save-edition.ts'
import { createTemplate, removeTemplate } from './save-template.ts'
import { listTemplates, readTemplate } from './store-template.ts'

let t: TestApp
let ws: TestWorkspace
let head: Ctx
let ids: number[]
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, content, community, form, question, task, conversation, camp] })
})
beforeEach(async () => {
  ws = await t.workspace()
  head = await ws.as('head')
  ids = await createMembers(
    ws.ctx,
    Array.from({ length: 6 }, (_, at) => ({ displayName: `学员${at}` })),
  )
})
afterAll(() => t.close())

const [week] = starterPlans('zh')
const planWith = (more: Partial<CampPlan>): CampPlan => ({ ...(week?.plan as CampPlan), ...more })
const OPEN: CampPlan['screening'] = { form: null, quiz: null, proof: 'none', productLine: '', byPerson: false }
/** An edition that begins on the next day in Shanghai, and its link's code. */
async function edition(more: Partial<CampPlan> = {}, seats = 3): Promise<{ id: number; code: string }> {
  const template = await createTemplate(head, { name: '七天营', plan: planWith({ screening: OPEN, ...more }) })
  const next = new Date(t.clock.now().getTime() + 32 * 3_600_000).toISOString().slice(0, 10)
  const { id } = await createEdition(head, { templateId: template.id, name: '第一期', startsOn: next, seats })
  return { id, code: (await getEdition(head, { id })).publicCode }
}
const apply = (at: number, code: string, more: object = {}) =>
  applyToCamp(ws.asMember(ids[at] ?? 0), { ws: '', code, answers: {}, ...more })
const states = async (id: number) => (await listApplicants(head, { id, limit: 50 })).items.map((one) => one.state)
const tell = (at: number, code: string, day: number, more: object = {}) =>
  checkIn(ws.asMember(ids[at] ?? 0), { ws: '', code, day, text: '今天做到了', pictures: [], link: null, sound: null, ...more })
/** Runs the clock to the n-th day of the edition, noon in Shanghai. */
async function dayOf(id: number, day: number): Promise<void> {
  const { startsOn } = await getEdition(head, { id })
  t.clock.set(new Date(new Date(`${startsOn}T04:00:00Z`).getTime() + (day - 1) * 86_400_000))
  await t.drain()
}

describe('a template and its editions', () => {
  it('refuse what is not there, a first day that is over, and to go while there are editions', async () => {
    const { id: templateId } = await createTemplate(head, {
      name: 'x',
      plan: planWith({ screening: { ...OPEN, quiz: { bank: 'nowhere', count: 3, pass: 60 } } }),
    })
    await expect(createEdition(head, { templateId, name: 'x', startsOn: '2999-01-01', seats: 2 })).rejects.toMatchObject({
      code: 'camp.unknown_bank',
    })
    const { id } = await edition()
    const { templateId: used } = await getEdition(head, { id })
    await expect(createEdition(head, { templateId: used, name: 'x', startsOn: '2020-01-01', seats: 2 })).rejects.toMatchObject({
      code: 'camp.starts_in_past',
    })
    await expect(removeTemplate(head, { id: used })).rejects.toMatchObject({ code: 'camp.has_editions' })
    expect(await removeTemplate(head, { id: templateId })).toEqual({ changed: 1 })
  })

  it('are listed page by page, and found by a word of the name', async () => {
    for (const name of ['早起营', '写作营']) await createTemplate(head, { name, plan: planWith({}) })
    const list = (more: object) => listTemplates(head, { limit: 1, ...more })
    const first = await list({})
    const second = await list({ cursor: first.next })
    expect([first, second].map((page) => page.items.map((one) => one.name))).toEqual([['写作营'], ['早起营']])
    expect(await list({ text: '早起' })).toMatchObject({ items: [{ name: '早起营', editions: 0, students: 0 }], next: null })
  })

  it('bring the pictures that a plan names, of this house alone', async () => {
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#1d7a4c' } })
      .png()
      .toBuffer()
    const { id: own } = await storePicture(head, { bytes })
    const { id: foreign } = await storePicture(await (await t.workspace()).as('head'), { bytes })
    const [first, ...rest] = planWith({}).days
    const days = [{ ...first, lesson: { ...first?.lesson, pictures: [own, foreign] } }, ...rest] as CampPlan['days']
    const { id } = await createTemplate(head, { name: '图', plan: planWith({ days }) })
    expect((await readTemplate(head, { id })).pictures.map((one) => [one.id, one.thumb.includes('/thumb')])).toEqual([[own, true]])
    const elsewhere = await (await t.workspace()).as('head')
    await expect(readTemplate(elsewhere, { id })).rejects.toMatchObject({ code: 'camp.template_not_found' })
  })

  it('are seen by those who serve their community only', async () => {
    const { id } = await edition()
    const limited = await ws.as('owner', { scope: { kind: 'own' } })
    expect((await listEditions(limited, { limit: 10 })).items).toEqual([])
    await expect(getEdition(limited, { id })).rejects.toMatchObject({ code: 'camp.not_found' })
    expect((await listEditions(head, { limit: 10 })).items.map((one) => [one.id, one.state, one.seats])).toEqual([[id, 'enrolling', 3]])
  })
})

describe('screening', () => {
  it('says what is missing before anything is written', async () => {
    const quiz = { bank: 'group-games', count: 4, pass: 100 }
    const { id, code } = await edition({ screening: { ...OPEN, quiz, proof: 'order', productLine: '训练营' } })
    const refused = (more: object = {}) => apply(0, code, more).catch((error: { code: string }) => error.code)
    expect(await refused()).toBe('camp.quiz_missing')
    const bankId = (await bankByKey(ws.ctx, 'group-games'))?.id ?? 0
    const drawn = await drawQuestions(ws.ctx, {
      bankId,
      kinds: ['single', 'multi', 'blank'],
      count: 4,
      seed: `${ws.ctx.seed}|camp ${id}|${ids[0]}`,
    })
    const right = Object.fromEntries(drawn.map(({ id, body }) => [id, body.kind === 'single' ? body.right : 0]))
    expect(await refused({ answers: { 1: 0, 999_999: 1 } })).toBe('camp.quiz_changed')
    expect(await refused({ answers: { ...right, [drawn[0]?.id ?? 0]: 7 } })).toBe('camp.quiz_failed')
    expect(await refused({ answers: right })).toBe('camp.order_missing')
    const shown = await lookAtCamp(ws.asMember(ids[0] ?? 0), { ws: '', code })
    expect(shown.screening.quiz?.map((one) => one.id)).toEqual(drawn.map((one) => one.id))
    expect(JSON.stringify(shown.screening.quiz)).not.toContain('right')
    await recordOrders(ws.ctx, {
      orders: [
        newOrder.parse({ number: 'A1', memberId: ids[0], amount: 9900, productLine: '训练营', paidAt: t.clock.now().toISOString() }),
      ],
      makeMembers: false,
    })
    expect(await apply(0, code, { answers: right })).toEqual({ state: 'admitted', percent: 100 })
    expect(await refused({ answers: right })).toBe('camp.applied_already')
  })

  it('takes a picture of the payment only from who uploaded it, and waits for a person', async () => {
    const { id, code } = await edition({ screening: { ...OPEN, proof: 'picture' } })
    const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#3a7' } })
      .png()
      .toBuffer()
    const { id: mine } = await storePicture(ws.asMember(ids[0] ?? 0), { bytes })
    await expect(apply(0, code)).rejects.toMatchObject({ code: 'camp.proof_missing' })
    await expect(apply(1, code, { proof: mine })).rejects.toMatchObject({ code: 'camp.unknown_picture' })
    expect(await apply(0, code, { proof: mine })).toMatchObject({ state: 'applied' })
    const [row] = (await listApplicants(head, { id, limit: 10 })).items
    expect([row?.state, typeof row?.proof]).toEqual(['applied', 'string'])
    expect(await decideApplicants(head, { id, memberIds: [ids[0] ?? 0], admit: false, reason: '金额不对' })).toMatchObject({ declined: 1 })
    const seen = await lookAtCamp(ws.asMember(ids[0] ?? 0), { ws: '', code })
    expect([seen.you?.state, seen.you?.reason]).toEqual(['declined', '金额不对'])
    expect(await apply(0, code, { proof: mine })).toMatchObject({ state: 'applied' })
    expect(await decideApplicants(head, { id, memberIds: [ids[0] ?? 0], admit: true, reason: '' })).toMatchObject({ admitted: 1 })
  })
})

describe('seats', () => {
  it('are never given twice when all come at once; who waits moves up when one frees', async () => {
    const { id, code } = await edition()
    await Promise.all(ids.map((_id, at) => apply(at, code)))
    expect((await states(id)).toSorted()).toEqual(['admitted', 'admitted', 'admitted', 'waiting', 'waiting', 'waiting'])
    const { communityId, admitted } = await getEdition(head, { id })
    expect(admitted).toBe(3)
    const inside = await ws.ctx.db.one<{ count: number }>(sql`
      select count(*)::int as count from membership where workspace_id = ${ws.id} and community_id = ${communityId} and state = 'active'`)
    expect(inside.count).toBe(3)
    const rows = (await listApplicants(head, { id, limit: 50 })).items
    const [first] = rows.filter((one) => one.state === 'admitted')
    const [waits] = rows.filter((one) => one.state === 'waiting')
    expect((await lookAtCamp(ws.asMember(waits?.memberId ?? 0), { ws: '', code })).you?.place).toBe(0)
    const leaving = rows.filter((one) => one.state === 'admitted').map((one) => leaveCamp(ws.asMember(one.memberId), { ws: '', code }))
    await Promise.all(leaving.slice(0, 1))
    expect((await listApplicants(head, { id, limit: 50 })).items.find((one) => one.memberId === waits?.memberId)?.state).toBe('admitted')
    await Promise.all([leaveCamp(ws.asMember(first?.memberId ?? 0), { ws: '', code }), ...leaving])
    expect((await states(id)).toSorted()).toEqual(['admitted', 'admitted', 'admitted', 'left', 'left', 'left'])
    expect((await getEdition(head, { id })).admitted).toBe(3)
  })

  it('follow a change of their number, and a person’s notice is asked for each', async () => {
    const { id, code } = await edition({}, 1)
    for (const at of [0, 1, 2]) await apply(at, code)
    const { startsOn } = await getEdition(head, { id })
    await expect(saveEdition(head, { id, name: '第一期', startsOn, seats: 1 })).resolves.toEqual({ admitted: 0 })
    expect(await saveEdition(head, { id, name: '第一期', startsOn, seats: 2 })).toEqual({ admitted: 1 })
    await expect(saveEdition(head, { id, name: '第一期', startsOn, seats: 1 })).rejects.toMatchObject({ code: 'camp.seats_below_admitted' })
    const notices = await ws.ctx.db.rows<{ memberId: number }>(sql`
      select member_id as "memberId" from task where workspace_id = ${ws.id} and title ->> 'key' = 'camp.task.notice' order by member_id`)
    expect(notices.map((row) => row.memberId)).toEqual(ids.slice(0, 2))
    expect(await addStudents(head, { id, memberIds: [ids[3] ?? 0] })).toEqual({ admitted: 0, waiting: 1 })
    expect(await removeStudent(head, { id, memberId: ids[0] ?? 0 })).toEqual({ promoted: 1 })
    await expect(removeStudent(head, { id, memberId: ids[0] ?? 0 })).rejects.toMatchObject({ code: 'camp.member_not_found' })
  })
})

describe('days', () => {
  it('take check-ins on their day, by card in the window, once each', async () => {
    const { id, code } = await edition({ makeUp: { cards: 1, windowDays: 2 } })
    await apply(0, code)
    const refused = (at: number, day: number, more: object = {}) => tell(at, code, day, more).catch((error: { code: string }) => error.code)
    expect(await refused(1, 1)).toBe('camp.not_a_student')
    expect(await refused(0, 1)).toBe('camp.day_not_open')
    await dayOf(id, 1)
    expect((await getEdition(head, { id })).state).toBe('running')
    expect(await refused(0, 1, { text: '' })).toBe('camp.says_nothing')
    expect(await refused(0, 1, { pictures: [999_999] })).toBe('camp.unknown_picture')
    expect(
      (await Promise.allSettled([tell(0, code, 1), tell(0, code, 1), tell(0, code, 1)])).filter((one) => one.status === 'fulfilled'),
    ).toHaveLength(1)
    expect(await refused(0, 1)).toBe('camp.checked_in_already')
    await dayOf(id, 4)
    expect(await refused(0, 9)).toBe('camp.no_check_in')
    expect(await tell(0, code, 3)).toEqual({ madeUp: true, streak: 1 })
    expect(await refused(0, 2)).toBe('camp.no_cards')
    expect(await tell(0, code, 4)).toEqual({ madeUp: false, streak: 2 })
    await dayOf(id, 5)
    expect(await refused(0, 2)).toBe('camp.window_over')
    const [row] = (await readRoster(head, { id, limit: 10 })).items
    expect(row).toMatchObject({ checks: ['done', 'none', 'made_up', 'done', 'none', 'none', 'none'], checkIns: 3, streak: 2, missed: 1 })
    const page = await lookAtDay(ws.asMember(ids[0] ?? 0), { ws: '', code, day: 4 })
    expect([page.checkIn?.may, page.checkIn?.mine?.text, page.cardsLeft]).toEqual(['done', '今天做到了', 0])
    await expect(lookAtDay(ws.asMember(ids[0] ?? 0), { ws: '', code, day: 6 })).rejects.toMatchObject({ code: 'camp.day_not_open' })
  })

  it('rank equal marks equally, and end when they are over', async () => {
    const { id, code } = await edition({}, 5)
    for (const at of [0, 1, 2]) await apply(at, code)
    await dayOf(id, 1)
    for (const at of [1, 2]) await tell(at, code, 1)
    expect(await givePost(head, { id, memberId: ids[1] ?? 0, post: 'committee' })).toEqual({ changed: 1 })
    const { items } = await rankCamp(ws.asMember(ids[0] ?? 0), { ws: '', code })
    expect(items.map((one) => [one.name, one.rank, one.post, one.you])).toEqual([
      ['学员1', 1, 'committee', false],
      ['学员2', 1, 'none', false],
      ['学员0', 3, 'none', true],
    ])
    await dayOf(id, 8)
    expect((await getEdition(head, { id })).state).toBe('finished')
    const { code: next } = await edition()
    await apply(0, next)
    const mine = (cursor?: string) => myCamps(ws.asMember(ids[0] ?? 0), { ws: '', limit: 1, ...(cursor ? { cursor } : {}) })
    const first = await mine()
    expect(first.items).toMatchObject([{ code: next, state: 'enrolling' }])
    expect(await mine(first.next ?? '')).toMatchObject({ items: [{ code, state: 'finished', days: 7 }], next: null })
  })
})

describe('records that become one, or are forgotten', () => {
  it('keep one student, count seats anew, and let in who waits', async () => {
    const { id, code } = await edition({}, 2)
    for (const at of [0, 1, 2, 3]) await apply(at, code)
    await dayOf(id, 1)
    await tell(1, code, 1)
    await mergeMembers(head, { winnerId: ids[0] ?? 0, loserId: ids[1] ?? 0 })
    await t.drain()
    expect((await getEdition(head, { id })).admitted).toBe(2)
    expect((await listApplicants(head, { id, limit: 9 })).items.map((one) => [one.memberId, one.state])).toEqual([
      [ids[0], 'admitted'],
      [ids[2], 'admitted'],
      [ids[3], 'waiting'],
    ])
    const grid = (await readRoster(head, { id, limit: 9 })).items.find((one) => one.memberId === ids[0])
    expect(grid?.checks[0]).toBe('done')
    await eraseMember(head, { id: ids[0] ?? 0, confirm: '学员0' })
    await t.drain()
    expect((await listApplicants(head, { id, limit: 9 })).items.find((one) => one.memberId === ids[3])?.state).toBe('admitted')
    const left = await ws.ctx.db.one<{ text: string }>(
      sql`select text from camp_check_in where workspace_id = ${ws.id} and edition_id = ${id}`,
    )
    expect(left.text).toBe('')
  })
})

describe('every endpoint of camps', () => {
  it.each(camp.api.map(({ route }) => [`${route.method} ${route.path}`, route] as const))(
    '%s refuses who may not',
    async (_name, route) => {
      const viewer = await ws.session('viewer')
      const boss = await ws.session('head')
      const foreign = await foreignEdition()
      const body = {
        name: 'x',
        plan: week?.plan,
        startsOn: '2999-01-01',
        seats: 2,
        templateId: 1,
        memberIds: [1],
        admit: true,
        accept: true,
        post: 'none',
        text: 'x',
        memberId: 1,
        day: 1,
        handedInAt: '2026-01-01T00:00:00Z',
        comment: 'x',
        answers: {},
        exam: 'x',
        attempt: 1,
        questionId: 1,
        points: 1,
        place: route.path.includes('/slots') ? 'x' : 1,
        slotId: 1,
        from: '2026-01-01T00:00:00Z',
        count: 1,
        minutes: 20,
        passed: true,
        score: 1,
        rating: 5,
        nps: 9,
        change: 'x',
        state: 'done',
      }
      const query = route.path.includes('camp-sounds') ? '?e=1&s=x' : ''
      const ask = (headers: Record<string, string>) =>
        t.http.request(
          route.path
            .replace(':ws', ws.publicKey)
            .replace(':code', 'NOWHERE1')
            .replace(':memberId', '1')
            .replace(':day', '1')
            .replace(':slotId', '1')
            .replace(':number', 'X1')
            .replace(':id', String(foreign)) + query,
          {
            method: route.method,
            headers: { 'content-type': 'application/json', ...headers },
            ...(['POST', 'PUT'].includes(route.method) ? { body: JSON.stringify(body) } : {}),
          },
        )
      if (route.access === 'visitor') return expect([403, 404]).toContain((await ask({})).status)
      expect((await ask({})).status).toBe(401)
      if (route.access === 'member') return expect((await ask(boss)).status).toBe(401)
      const right = typeof route.access === 'object' ? route.access.right : ''
      if (right !== 'camp.read') expect((await ask(viewer)).status).toBe(403)
      if (route.path.includes(':id')) expect((await ask(boss)).status).toBe(404)
    },
  )

  let made = 0
  async function foreignEdition(): Promise<number> {
    if (made) return made
    const other = await t.workspace()
    const boss = await other.as('head')
    const { id: templateId } = await createTemplate(boss, { name: '别家', plan: planWith({ screening: OPEN }) })
    made = (await createEdition(boss, { templateId, name: '别家', startsOn: '2999-01-01', seats: 2 })).id
    return made
  }
})
