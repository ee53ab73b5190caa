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
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CampPlan } from '../contract/index.ts'
import { starterPlans } from '../domain/starters.ts'
import { checkIn } from './check-in.ts'
import { createEdition } from './create-edition.ts'
import { addStudents } from './decide-applicants.ts'
import { handInWork } from './hand-in-work.ts'
import { camp } from './index.ts'
import { lookAtCamp, lookAtDay } from './look-at-camp.ts'
import { listPeerWork, lookAtPeers, readPeer } from './peers.ts'
import { getEdition } from './read-editions.ts'
import { listCheckIns, listWork } from './read-work.ts'
import { createTemplate } from './save-template.ts'
import { serveSound, uploadSound } from './sounds.ts'

let t: TestApp
let ws: TestWorkspace
let head: Ctx
let ids: number[]
let id: number
let code: string
let startsOn: string
const criteria = [
  { name: '具体', most: 5, weight: 3 },
  { name: 'Kind', most: 20, weight: 1 },
]
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, content, community, form, question, task, conversation, camp] })
  ws = await t.workspace()
  head = await ws.as('head')
  ids = await createMembers(
    ws.ctx,
    Array.from({ length: 5 }, (_, at) => ({ displayName: `学员${at}` })),
  )
  const week = starterPlans('zh')[0]?.plan as CampPlan
  type Day = CampPlan['days'][0]
  const [first, second, third, fourth, ...rest] = week.days as [Day, Day, Day, Day]
  const days = [
    {
      ...first,
      checkIn: { ask: '读一段', needs: 'sound' as const },
      homework: { ask: '写三句', dueInDays: 0, dueAt: '22:00', outOf: 10, peer: { readers: 2, days: 2 } },
    },
    second,
    third,
    {
      ...fourth,
      homework: { ask: '拍一段', dueInDays: 0, dueAt: '22:00', outOf: 10, peer: { readers: 2, days: 2, criteria } },
    },
    ...rest,
  ]
  const { id: templateId } = await createTemplate(head, { name: '七天营', plan: { ...week, days } })
  startsOn = new Date(t.clock.now().getTime() + 32 * 3_600_000).toISOString().slice(0, 10)
  id = (await createEdition(head, { templateId, name: '第一期', startsOn, seats: 5 })).id
  code = (await getEdition(head, { id })).publicCode
  await addStudents(head, { id, memberIds: ids.slice(0, 4) })
  await day(1)
})
afterAll(() => t.close())

const as = (at: number) => ws.asMember(ids[at] ?? 0)
const readers = (at: number, limit = 20, cursor?: string) => listPeerWork(as(at), { ws: '', code, limit, ...(cursor ? { cursor } : {}) })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )
/** Noon of a day in Shanghai, the nights before included. */
async function day(number: number): Promise<void> {
  t.clock.set(new Date(Date.parse(`${startsOn}T04:00:00Z`) + (number - 1) * 86_400_000))
  await t.drain()
}
const bytesOf = (text: string) => ({ request: new Request('http://localhost', { method: 'POST', body: text }) })
const read = (at: number, more: object = {}) =>
  readPeer(as(at), { ws: '', code, day: 1, place: 1, score: 8, points: [], comment: '写得很具体，试试早上做', ...more })

describe('a voice', () => {
  it('is refused when it is none, from a stranger, and in the check-in of somebody else', async () => {
    expect(await codeOf(uploadSound(as(0), { ws: '', code }, bytesOf('hello')))).toBe('camp.not_a_sound')
    expect(await codeOf(uploadSound(as(4), { ws: '', code }, bytesOf('OggS')))).toBe('camp.not_a_student')
    const say = (at: number, sound: number | null) => checkIn(as(at), { ws: '', code, day: 1, text: '', pictures: [], link: null, sound })
    const { id: sound, url } = (await (await uploadSound(as(0), { ws: '', code }, bytesOf('OggS0123456789'))).json()) as {
      id: number
      url: string
    }
    expect(await codeOf(say(0, null))).toBe('camp.sound_missing')
    expect(await codeOf(say(1, sound))).toBe('camp.unknown_sound')
    await say(0, sound)
    expect((await listCheckIns(head, { id, open: true, limit: 5 })).items.map((one) => one.sound)).toEqual([url])
  })

  it('plays whole and in part at its signed address, and at no other', async () => {
    const mine = (await lookAtDay(as(0), { ws: '', code, day: 1 })).checkIn?.mine
    const address = new URL(mine?.sound ?? '', 'http://localhost')
    const asked = {
      ws: '',
      id: Number(address.pathname.split('/').at(-1)),
      e: Number(address.searchParams.get('e')),
      s: address.searchParams.get('s') ?? '',
    }
    const range = (bytes: string) => ({ request: new Request('http://localhost', { headers: { range: bytes } }) })
    expect(await codeOf(serveSound(ws.asVisitor(), { ...asked, id: asked.id + 1 }, range('')))).toBe('camp.sound_expired')
    const whole = await serveSound(ws.asVisitor(), asked, range(''))
    expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([200, 'audio/ogg', 'OggS0123456789'])
    const part = await serveSound(ws.asVisitor(), asked, range('bytes=4-6'))
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 4-6/14', '012'])
  })
})

const means = (specific: number, kind: number) => [
  { name: '具体', most: 5, mean: specific },
  { name: 'Kind', most: 20, mean: kind },
]

describe('peer review', () => {
  it('gives each piece to two others once it is due, and never twice', async () => {
    for (const at of [0, 1, 2])
      await handInWork(as(at), { ws: '', code, day: 1, text: `作业${at}`, pictures: [], link: null, share: false })
    expect((await readers(0)).items).toEqual([])
    expect([await codeOf(readers(4)), await codeOf(lookAtPeers(as(4), { ws: '', code }))]).toEqual([
      'camp.not_a_student',
      'camp.not_a_student',
    ])
    const stranger = (await t.workspace()).asMember(ids[0] ?? 0)
    expect(await codeOf(listPeerWork(stranger, { ws: '', code, limit: 20 }))).toBe('camp.not_found')
    await day(2)
    await day(3)
    const seen = await Promise.all([0, 1, 2, 3].map(async (at) => (await readers(at)).items.map((one) => one.text)))
    expect(seen.map((texts) => texts.toSorted())).toEqual([['作业1', '作业2'], ['作业0', '作业2'], ['作业0', '作业1'], []])
    expect((await lookAtCamp(as(0), { ws: '', code })).peersOpen).toBe(2)
    const { count } = await ws.ctx.db.one<{ count: number }>(sql`
      select count(*)::int as count from send s where s.workspace_id = ${ws.id} and s.step_id = 7030`)
    expect(count).toBe(3)
  })

  it('takes a score of the reader alone, tells the author without a name, and ends', async () => {
    expect(await codeOf(read(3))).toBe('camp.peer_not_found')
    expect(await codeOf(read(0, { place: 5 }))).toBe('camp.peer_not_found')
    expect(await codeOf(read(0, { score: 11 }))).toBe('camp.score_too_high')
    expect(await codeOf(read(0, { score: null }))).toBe('camp.score_missing')
    for (const at of [0, 1, 2]) for (const place of [1, 2]) await read(at, { place, score: 6 + place })
    const mine = (await lookAtDay(as(0), { ws: '', code, day: 1 })).homework?.mine
    expect(mine?.peers.map((one) => one.score)).toEqual([8, 7])
    expect(JSON.stringify(mine)).not.toContain('学员')
    expect((await listWork(head, { id, state: 'handed_in', limit: 9 })).items.map((one) => [one.peers, one.peerScore])).toEqual([
      [2, 7.5],
      [2, 7.5],
      [2, 7.5],
    ])
    await day(4)
    expect(await codeOf(read(0))).toBe('camp.peer_over')
  })

  it('is scored by criterion where there is a rubric: the sum is derived, the author sees the means', async () => {
    for (const at of [0, 1, 2])
      await handInWork(as(at), { ws: '', code, day: 4, text: `视频${at}`, pictures: [], link: null, share: false })
    await day(5)
    await day(6)
    const [given] = (await readers(0)).items
    expect([given?.day, given?.criteria, given?.points]).toEqual([4, criteria, []])
    const judge = (at: number, place: number, points: number[]) => read(at, { day: 4, place, score: null, points })
    expect(await codeOf(judge(0, 1, [5]))).toBe('camp.points_missing')
    expect(await codeOf(judge(0, 1, [6, 10]))).toBe('camp.points_missing')
    for (const at of [0, 1, 2]) for (const place of [1, 2]) await judge(at, place, [place + 2, 12])
    await read(0, { day: 4, place: 1, score: 10, points: [4, 20, 9] })
    const pages = [await readers(0, 3)]
    pages.push(await readers(0, 3, pages[0]?.next ?? ''))
    const places = pages.map((page) => page.items.map((one) => [one.day, one.place]))
    expect([places, pages[1]?.next]).toEqual([
      [
        [
          [4, 1],
          [4, 2],
          [1, 1],
        ],
        [[1, 2]],
      ],
      null,
    ])
    const again = (await readers(0)).items.filter((one) => one.day === 4)
    expect(again.map((one) => [one.score, one.points])).toEqual([
      [8.5, [4, 20]],
      [7.5, [4, 12]],
    ])
    const works = (await listWork(head, { id, state: 'handed_in', limit: 9 })).items.filter((one) => one.day === 4)
    expect(works.map((one) => [one.peerScore, one.peerRubric]).toSorted()).toEqual([
      [6.8, means(3.5, 12)],
      [6.8, means(3.5, 12)],
      [8, means(4, 16)],
    ])
    const mine = (await lookAtDay(as(works.find((one) => one.peerScore === 8)?.name === '学员1' ? 1 : 2), { ws: '', code, day: 4 }))
      .homework?.mine
    expect([mine?.rubric, mine?.peers.map((one) => one.score)]).toEqual([means(4, 16), [8.5, 7.5]])
    const plain = (await lookAtDay(as(0), { ws: '', code, day: 1 })).homework?.mine
    expect(plain?.rubric).toEqual([])
  })
})
