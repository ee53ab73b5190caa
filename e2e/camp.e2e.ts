import { createEdition, createTemplate, getEdition, listStarters } from '@grove/camp/contract'
import type { Client } from '@grove/client'
import { changeState, createCommunity, getCommunity } from '@grove/community/contract'
import { addQuestion, createBank } from '@grove/question/contract'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { phone } from './product/browser.ts'
import { setUp, signInBrowser } from './product/desk.ts'
import { settled } from './product/faults-of-page.ts'
import { type Product, startProduct } from './product/start-product.ts'

// Seven days on a fast clock, told in order: from the door with its quiz to a certificate that a stranger verifies.
test.describe.configure({ mode: 'serial' })

const DAYS = 7
let product: Product
let desk: Client
let student: Page
let owner: Page
let outside: BrowserContext
let editionId = 0
let hall = ''
let camp = ''
let certificate = ''

test.beforeAll(async ({ browser }) => {
  product = await startProduct()
  desk = await setUp(product.url)
  student = await (await browser.newContext(phone)).newPage()
  const context = await browser.newContext()
  await signInBrowser(context, product.url)
  owner = await context.newPage()
  outside = await browser.newContext(phone)
  await stage()
})
test.afterAll(async () => {
  for (const one of [student, owner]) await one?.context().close()
  await outside?.close()
  await product?.stop()
})

/** Noon of a day of the camp, which begins on Tuesday the 3rd of November. */
const noonOf = (day: number) => new Date(Date.UTC(2026, 10, 2 + day, 4))

async function stage(): Promise<void> {
  const { id: bank } = await desk.call(createBank, { key: 'skin', name: '护肤基础', purpose: 'exam' })
  for (const stem of ['早上最后一步是什么', '白天防什么', '出门前涂什么'])
    await desk.call(addQuestion, { id: bank, body: { kind: 'single', theme: 'lesson', stem, options: ['卸妆', '防晒'], right: 1 } })
  const plan = (await desk.call(listStarters, {})).items.find((one) => one.key === 'camp-7d')?.plan
  if (!plan) throw new Error('no plan to start from')
  const { id: templateId } = await desk.call(createTemplate, {
    name: '七天护肤营',
    plan: {
      ...plan,
      screening: { ...plan.screening, byPerson: false, quiz: { bank: 'skin', count: 2, pass: 100 } },
      graduation: { checkIns: 100, homework: 20 },
      exams: [{ key: 'final', title: '结业考试', day: DAYS, bank: 'skin', count: 3, minutes: 10, attempts: 2 }],
    },
  })
  const edition = await desk.call(createEdition, { templateId, name: '七天护肤营 · 第 1 期', startsOn: '2026-11-03', seats: 5 })
  editionId = edition.id
  camp = (await desk.call(getEdition, { id: editionId })).url
  const { id: communityId } = await desk.call(createCommunity, { name: '山茶花新人群', type: 'newcomer' })
  await desk.call(changeState, { id: communityId, to: 'recruiting' })
  hall = (await desk.call(getCommunity, { id: communityId })).joinUrl
}

const pick = async (option: string) => {
  await expect(student.getByText(option).first()).toBeVisible()
  for (const one of await student.getByText(option).all()) await one.click()
}

test('a member of the house passes the quiz at the door and gets a seat', async () => {
  await student.goto(hall)
  await student.getByRole('button', { name: '加入这个群' }).click()
  const sheet = student.getByRole('dialog')
  await sheet.getByRole('button', { name: '加入', exact: true }).click()
  await sheet.getByLabel('怎么称呼你').fill('周小满')
  await sheet.getByRole('button', { name: '加入', exact: true }).click()
  await expect(student.getByRole('heading', { name: '欢迎你，周小满' })).toBeVisible()
  await student.goto(camp)
  await pick('A. 卸妆')
  await student.getByRole('button', { name: '报名' }).click()
  await expect(student.getByRole('alert')).toBeVisible()
  await pick('B. 防晒')
  await student.getByRole('button', { name: '报名' }).click()
  await expect(student.getByText('2026年11月3日 开营').first()).toBeVisible()
})

test('seven days: a lesson, a check-in, homework that a person accepts', async () => {
  for (let day = 1; day <= DAYS; day++) {
    await product.setClock(noonOf(day))
    await student.goto(`${camp}/day/${day}`)
    await student.locator('textarea').first().fill(`第 ${day} 天做到了`)
    await student.getByRole('button', { name: '打卡', exact: true }).click()
    await expect(student.getByText('已打卡').first()).toBeVisible()
    if (day !== 1) continue
    await student.getByLabel('我的作业').fill('我是小满，卡在总是忘记，希望结营时不再忘。')
    await student.getByRole('button', { name: '交作业' }).click()
    await expect(student.getByText('待批改').first()).toBeVisible()
    await owner.goto(`${product.url}/camps/${editionId}?tab=work`)
    await settled(owner)
    await expect(owner.getByText('总是忘记')).toBeVisible()
    await owner.keyboard.press('a')
    await expect(owner.getByText('没有要批改的作业').or(owner.getByText('已批改')).first()).toBeVisible()
  }
})

test('the exam of the last day is drawn, answered and graded', async () => {
  await student.goto(`${camp}/exam/final`)
  await student.getByRole('button', { name: '开始答题' }).click()
  await expect(student.getByRole('timer')).toContainText('已答 0 / 3')
  await pick('B. 防晒')
  await student.getByRole('button', { name: '交卷' }).click()
  await student.getByRole('dialog').getByRole('button', { name: '交卷' }).click()
  await expect(student.getByRole('heading', { name: '已通过' })).toBeVisible()
  await expect(student.locator('.camp-mark-big')).toHaveText('100 分')
})

test('the day after, who met the rules has a certificate, and anybody can verify it', async () => {
  await product.setClock(noonOf(DAYS + 1))
  const link = student.getByRole('button', { name: '我的证书' })
  await expect(async () => {
    await student.goto(`${camp}/record`)
    await expect(link).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 20_000 })
  await link.click()
  await expect(student).toHaveURL(/\/certificate\/[A-Z0-9-]+$/)
  certificate = student.url()
  const stranger = await outside.newPage()
  await stranger.goto(certificate)
  await expect(stranger.locator('.camp-verdict')).toContainText('真实有效')
  const picture = stranger.locator('img.camp-certificate')
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1123)
  await stranger.goto(certificate.replace(/[^/]+$/, 'AAAA-2222'))
  await expect(stranger.getByText('没有这个编号的证书')).toBeVisible()
})
