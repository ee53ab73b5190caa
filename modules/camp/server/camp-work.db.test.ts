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
import sharp from 'sharp'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CampPlan } from '../contract/index.ts'
import { starterPlans } from '../domain/starters.ts'
import {
  certificateFile,
  certificatePicture,
  drawCertificates,
  drawingProgress,
  listCertificates,
  previewCertificate,
  revokeCertificate,
  verifyCertificate,
} from './certificate.ts'
import { certificatePng } from './certificate-art.ts'
import { checkIn } from './check-in.ts'
import { createEdition } from './create-edition.ts'
import { addStudents } from './decide-applicants.ts'
import { graduate } from './graduate.ts'
import { handInWork } from './hand-in-work.ts'
import { camp } from './index.ts'
import { hasAllShapes } from './lettering.ts'
import { lookAtDay } from './look-at-camp.ts'
import { getEdition } from './read-editions.ts'
import { myRecord } from './read-record.ts'
import { readRoster } from './read-roster.ts'
import { listCheckIns, listWork } from './read-work.ts'
import { commentCheckIn, reviewWork } from './review-work.ts'
import { createTemplate } from './save-template.ts'

let t: TestApp
let ws: TestWorkspace
let head: Ctx
let ids: number[]
let id: number
let code: string
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, product, content, community, form, question, task, conversation, camp] })
})
beforeEach(async () => {
  ws = await t.workspace()
  head = await ws.as('head')
  ids = await createMembers(
    ws.ctx,
    ['林喆', '王小雨', '赵彧'].map((displayName) => ({ displayName })),
  )
  const plan: CampPlan = { ...(starterPlans('zh')[0]?.plan as CampPlan), graduation: { checkIns: 50, homework: 25 } }
  const { id: templateId } = await createTemplate(head, { name: '七天营', plan })
  const startsOn = new Date(t.clock.now().getTime() + 32 * 3_600_000).toISOString().slice(0, 10)
  ;({ id } = await createEdition(head, { templateId, name: '第一期', startsOn, seats: 9 }))
  code = (await getEdition(head, { id })).publicCode
  await addStudents(head, { id, memberIds: ids })
})
afterAll(() => t.close())

const phone = (at: number) => ws.asMember(ids[at] ?? 0)
async function at(day: number, hour = 12): Promise<void> {
  const { startsOn } = await getEdition(head, { id })
  t.clock.set(new Date(new Date(`${startsOn}T00:00:00+08:00`).getTime() + (day - 1) * 86_400_000 + hour * 3_600_000))
  await t.drain()
}
const give = (who: number, day: number, more: object = {}) =>
  handInWork(phone(who), { ws: '', code, day, text: '我的作业', pictures: [], link: null, share: true, ...more })
const review = async (day: number, more: object = {}) => {
  const { items } = await listWork(head, { id, state: 'handed_in', limit: 10 })
  const work = items.find((one) => one.day === day)
  return reviewWork(head, {
    id,
    memberId: work?.memberId ?? 0,
    day,
    handedInAt: work?.handedInAt ?? new Date(0),
    accept: true,
    score: 8,
    comment: '写得具体',
    excellent: false,
    ...more,
  })
}
const told = () =>
  ws.ctx.db.rows<{ stepId: number; memberId: number }>(sql`
    select step_id as "stepId", member_id as "memberId" from send where workspace_id = ${ws.id} order by step_id, member_id`)

describe('homework', () => {
  it('is refused before its day, without words, and once it is accepted; late work is marked', async () => {
    const refused = (day: number, more: object = {}) => give(0, day, more).catch((error: { code: string }) => error.code)
    expect(await refused(1)).toBe('camp.day_not_open')
    await at(1)
    expect(await refused(2)).toBe('camp.no_homework')
    expect(await refused(1, { text: '' })).toBe('camp.says_nothing')
    expect(await give(0, 1)).toEqual({ late: false })
    await at(4)
    expect(await give(1, 1)).toEqual({ late: true })
    expect(await give(0, 1, { text: '改过' })).toEqual({ late: false })
    await review(1, {
      memberId: ids[0],
      handedInAt: (await listWork(head, { id, state: 'handed_in', limit: 9 })).items.find((one) => one.memberId === ids[0])?.handedInAt,
    })
    expect(await refused(1)).toBe('camp.work_accepted')
  })

  it('is judged as it was seen, within its score; excellent work is shown once, with consent only', async () => {
    await at(1)
    await give(0, 1)
    const [seen] = (await listWork(head, { id, state: 'handed_in', limit: 9 })).items
    t.clock.advance({ minutes: 5 })
    await give(0, 1, { text: '又改了' })
    await expect(review(1, { handedInAt: seen?.handedInAt })).rejects.toMatchObject({ code: 'camp.work_changed' })
    await expect(review(1, { score: 11 })).rejects.toMatchObject({ code: 'camp.score_too_high' })
    await expect(review(3)).rejects.toMatchObject({ code: 'camp.work_not_found' })
    await expect(review(1, { accept: false, comment: '' })).rejects.toMatchObject({ code: 'camp.work_needs_comment' })
    expect(await review(1, { accept: false, comment: '再具体一点' })).toEqual({ shown: false })
    await give(0, 1, { text: '最后一版' })
    expect(await review(1, { excellent: true })).toEqual({ shown: true })
    await give(1, 1, { share: false })
    expect(await review(1, { excellent: true })).toEqual({ shown: false })
    expect((await told()).filter((one) => one.stepId === 7010)).toHaveLength(1)
    const page = await lookAtDay(phone(2), { ws: '', code, day: 1 })
    expect(page.homework?.best.map((one) => [one.name, one.text])).toEqual([['林喆', '最后一版']])
    const [row] = (await readRoster(head, { id, limit: 9 })).items.filter((one) => one.memberId === ids[0])
    expect(row?.works[0]).toBe('excellent')
  })

  it('and check-ins are commented; a viewer may not', async () => {
    await at(1)
    await checkIn(phone(0), { ws: '', code, day: 1, text: '做到了', pictures: [], link: null, sound: null })
    const [row] = (await listCheckIns(head, { id, open: true, limit: 9 })).items
    expect(await commentCheckIn(head, { id, memberId: row?.memberId ?? 0, day: 1, comment: '很好' })).toEqual({ changed: 1 })
    expect((await listCheckIns(head, { id, open: true, limit: 9 })).items).toEqual([])
    expect((await lookAtDay(phone(0), { ws: '', code, day: 1 })).checkIn?.mine?.comment).toBe('很好')
    const limited = await ws.as('owner', { scope: { kind: 'own' } })
    await expect(listWork(limited, { id, state: 'handed_in', limit: 9 })).rejects.toMatchObject({ code: 'camp.not_found' })
  })
})

describe('evenings', () => {
  it('tell each student one line that fits, once, and ask a person to talk to who is far behind', async () => {
    await at(1)
    await checkIn(phone(0), { ws: '', code, day: 1, text: '做到了', pictures: [], link: null, sound: null })
    await at(1, 20.1)
    expect((await told()).map((one) => [one.stepId, one.memberId])).toEqual([
      [7020, ids[1]],
      [7020, ids[2]],
      [7022, ids[0]],
    ])
    await at(1, 21)
    expect(await told()).toHaveLength(3)
    await at(2, 12)
    await checkIn(phone(1), { ws: '', code, day: 1, text: '补上', pictures: [], link: null, sound: null })
    await at(3, 20.1)
    const coached = () =>
      ws.ctx.db.rows<{ memberId: number }>(sql`
        select member_id as "memberId" from task where workspace_id = ${ws.id} and title ->> 'key' = 'camp.task.coach' order by member_id`)
    expect((await coached()).map((row) => row.memberId)).toEqual([ids[2]])
    await at(4, 20.1)
    expect((await coached()).map((row) => row.memberId)).toEqual(ids)
  })
})

describe('graduation', () => {
  async function finish(): Promise<string> {
    for (const day of [1, 2, 3, 4]) {
      await at(day)
      await checkIn(phone(0), { ws: '', code, day, text: '做到了', pictures: [], link: null, sound: null })
      await checkIn(phone(1), { ws: '', code, day, text: '做到了', pictures: [], link: null, sound: null })
    }
    await give(0, 1)
    await review(1)
    await give(1, 1)
    await expect(graduate(head, { id })).rejects.toMatchObject({ code: 'camp.not_over' })
    await at(8)
    return (await listCertificates(head, { id, limit: 9 })).items[0]?.number ?? ''
  }

  it('comes by itself at the end, again when homework was judged later, and is never taken back by counting', async () => {
    const number = await finish()
    expect((await readRoster(head, { id, limit: 9 })).items.map((one) => [one.name, one.graduated])).toEqual([
      ['林喆', true],
      ['王小雨', false],
      ['赵彧', false],
    ])
    await review(1)
    expect(await graduate(head, { id })).toEqual({ graduates: 2, issued: 1 })
    expect(await graduate(head, { id })).toEqual({ graduates: 2, issued: 0 })
    const record = await myRecord(phone(0), { ws: '', code })
    expect(record).toMatchObject({ checkIns: 4, accepted: 1, needs: { checkIns: 4, accepted: 1 }, certificate: number, best: 4 })
  })

  it('gives a certificate that anybody verifies by its number, until it is taken back', async () => {
    const number = await finish()
    const visitor = ws.asVisitor()
    const seen = await verifyCertificate(visitor, { ws: '', number: ` ${number.toLowerCase().replace('-', ' ')}` })
    expect(seen).toMatchObject({ number, name: '林喆', revoked: false })
    expect(seen.text).toContain('林喆')
    await expect(verifyCertificate(visitor, { ws: '', number: 'AAAA-AAAA' })).rejects.toMatchObject({ code: 'camp.certificate_not_found' })
    const other = await t.workspace()
    await expect(verifyCertificate(other.asVisitor(), { ws: '', number })).rejects.toMatchObject({ code: 'camp.certificate_not_found' })
    const png = await sharp(Buffer.from(await (await certificatePicture(visitor, { number })).arrayBuffer())).metadata()
    expect([png.format, png.width, png.height]).toEqual(['png', 1123, 794])
    const pdf = Buffer.from(await (await certificateFile(visitor, { number })).arrayBuffer())
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const [row] = (await listCertificates(head, { id, limit: 9 })).items
    expect(await revokeCertificate(head, { id: row?.id ?? 0 })).toEqual({ changed: 1 })
    expect((await verifyCertificate(visitor, { ws: '', number })).revoked).toBe(true)
    await expect(certificatePicture(visitor, { number })).rejects.toMatchObject({ code: 'camp.certificate_revoked' })
  })

  it('draws all pictures in the background, each kept as it is done', async () => {
    await finish()
    await review(1)
    await graduate(head, { id })
    expect(await drawingProgress(head, { id })).toEqual({ drawn: 0, total: 2 })
    expect(await drawCertificates(head, { id })).toEqual({ total: 2 })
    await t.drain()
    expect(await drawingProgress(head, { id })).toEqual({ drawn: 2, total: 2 })
  })

  it('draws rare characters too: another name is another picture, and none of them is a box', async () => {
    expect([hasAllShapes('林喆翀彧珺龘Ada 95%，。「」'), hasAllShapes('\u{e000}')]).toEqual([true, false])
    const design = starterPlans('zh')[0]?.plan.certificate
    const draw = (name: string) =>
      certificatePng({
        design: design as NonNullable<typeof design>,
        name,
        text: `${name} 完成七天学习`,
        issuedOn: '2026-11-26',
        number: 'ABCD2345',
        url: 'http://localhost/m/x/certificate/ABCD-2345',
        logo: null,
        seal: null,
      })
    const ink = async (name: string) => {
      const line = await sharp(await draw(name))
        .extract({ left: 200, top: 245, width: 720, height: 60 })
        .png()
        .toBuffer()
      return (await sharp(line).stats()).channels[0]?.mean ?? 0
    }
    const [rare, common] = [await ink('喆'), await ink('一')]
    expect(rare).toBeLessThan(common)
    expect(rare).toBeLessThan(253)
    const { png } = await previewCertificate(head, { design: design as NonNullable<typeof design>, camp: '七天营', days: 7 })
    expect(png.startsWith('data:image/png;base64,')).toBe(true)
  })
})
