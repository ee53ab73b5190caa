import { type ActivityRow, answerActivity, getCockpit, listActivities, lookAtActivity } from '@grove/activity/contract'
import type { Client } from '@grove/client'
import { changeState, createCommunity, getCommunity, joinByPhone } from '@grove/community/contract'
import { createReward } from '@grove/reward/contract'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { phone } from './product/browser.ts'
import { setUp, signInBrowser } from './product/desk.ts'
import { ownClient } from './product/own-client.ts'
import { type Product, startProduct } from './product/start-product.ts'

// One game told in order: every test goes on where the one before it stopped.
test.describe.configure({ mode: 'serial' })

const MEMBERS = 30
const group = '山茶花新人群'
const voucher = '护手霜小样'
let product: Product
let context: BrowserContext
let desk: Client
let page: Page
let quick: Page
let late: Page
let door = ''
let ws = ''
let crowd: readonly Client[] = []
let running: ActivityRow

test.beforeAll(async ({ browser }) => {
  product = await startProduct()
  desk = await setUp(product.url)
  context = await browser.newContext()
  await signInBrowser(context, product.url)
  page = await context.newPage()
  quick = await (await browser.newContext(phone)).newPage()
  late = await (await browser.newContext(phone)).newPage()
  const { id } = await desk.call(createCommunity, { name: group, type: 'newcomer' })
  await desk.call(changeState, { id, to: 'recruiting' })
  const nothing = { points: 0, budget: null, validDays: 30, description: '' }
  await desk.call(createReward, { ...nothing, key: 'sample', kind: 'coupon', name: voucher, cost: 300, stock: 10 })
  door = (await desk.call(getCommunity, { id })).joinUrl
  const [, key = '', code = ''] = /\/m\/([^/]+)\/c\/([^/?]+)/.exec(door) ?? []
  ws = key
  crowd = await Promise.all(
    Array.from({ length: MEMBERS }, async (_, at) => {
      const client = ownClient(product.url)
      await client.call(joinByPhone, { ws, code, displayName: `成员${at + 1}` })
      return client
    }),
  )
})
test.afterAll(async () => {
  for (const one of [page, quick, late]) await one?.context().close()
  await product?.stop()
})

/** Every clock goes on by so many seconds. */
async function pass(seconds: number): Promise<void> {
  const moment = new Date(product.now().getTime() + seconds * 1000)
  await product.setClock(moment)
  for (const one of [page, quick, late]) await one.clock.setSystemTime(moment)
}

const cockpit = () => desk.call(getCockpit, { id: running.id })
const reached = (stage: string, round: number) =>
  expect.poll(async () => cockpit().then((one) => `${one.stage} ${one.round}`)).toBe(`${stage} ${round}`)
const answers = (choice: (at: number) => string, some = crowd) =>
  Promise.all(some.map((one, at) => one.call(answerActivity, { ws, code: running.code, choice: choice(at) })))
const option = (on: Page, key: string) => on.locator('.act-option').filter({ has: on.locator(`b:text-is("${key}")`) })
const otherThan = (right: string) => (right === 'A' ? 'B' : 'A')

/** What the phone shows stays as it is until somebody taps. */
async function knowNothingNew(one: Page): Promise<void> {
  let tapped = false
  await one.route(/\/api\/m\/[^/]+\/activities\//, async (route) => {
    tapped ||= route.request().method() === 'POST'
    await (tapped ? route.continue() : route.abort())
  })
}

async function join(one: Page, name: string): Promise<void> {
  await one.clock.setSystemTime(product.now())
  await one.goto(door)
  await one.getByRole('button', { name: '加入这个群' }).click()
  const sheet = one.getByRole('dialog')
  await sheet.getByRole('button', { name: '加入', exact: true }).click()
  await sheet.getByLabel('怎么称呼你').fill(name)
  await sheet.getByRole('button', { name: '加入', exact: true }).click()
  await one.getByRole('button', { name: '进群打个招呼' }).click()
  await expect(one.getByPlaceholder('说点什么…')).toBeVisible()
}

test('two people join on their phones; the owner plans three rounds of riddles and begins', async () => {
  await join(quick, '周小满')
  await join(late, '陈禾')
  await page.clock.setSystemTime(product.now())
  await page.goto(`${product.url}/activities/plan/riddles`)
  await page.getByLabel('社群', { exact: false }).first().fill(group)
  await page.getByText(group, { exact: true }).last().click()
  await page.getByLabel('轮数').fill('3')
  await page.getByLabel('第 1 个奖 奖品').click()
  await page.getByTitle(new RegExp(voucher)).click()
  await page.getByRole('button', { name: '安排到 1 个群' }).click()
  await page.getByRole('button', { name: '现在就开始' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '现在就开始' }).click()
  running = (await desk.call(listActivities, {})).items[0] as ActivityRow
  expect(running.rounds).toBe(3)
  await reached('open', 1)
})

test('the card is in the room, and opens the page of the round', async () => {
  for (const one of [quick, late]) {
    const card = one.locator('article').filter({ hasText: '第 1/3 题' })
    await expect(card).toHaveCount(1)
    await card.getByText('打开活动页').click()
    await expect(one.locator('.act-question')).toBeVisible()
  }
})

test('thirty answer, the first right one is on a phone, who comes after the end is told so', async () => {
  const right = (await cockpit()).secret as string
  await option(quick, right).click()
  await expect(quick.getByText('已收到，等揭晓')).toBeVisible()
  await answers((at) => (at % 3 === 0 ? right : otherThan(right)))
  await expect(page.getByText(String(MEMBERS + 1), { exact: true }).first()).toBeVisible()
  await expect(late.getByText(`已有人答对，抓紧 · ${MEMBERS + 1} 人作答`)).toBeVisible()
  // The grace of two minutes after the first right answer is over, and this phone does not know it yet.
  await knowNothingNew(late)
  await pass(121)
  await reached('revealed', 1)
  await option(late, right).click()
  await expect(late.getByText('晚了一步，这一轮已经截止。')).toBeVisible()
  await expect(quick.getByText(`答对了！· 共 ${MEMBERS + 1} 人作答`)).toBeVisible()
  await expect(quick.getByText('第一个答对：周小满')).toBeVisible()
  await expect(late.getByText('这一轮没有作答')).toBeVisible()
})

test('the owner reveals the second round, the third runs out by itself', async () => {
  await pass(61)
  await reached('open', 2)
  const second = (await cockpit()).secret as string
  await answers(() => otherThan(second), crowd.slice(0, 5))
  await expect(option(late, second)).toBeEnabled()
  await option(late, second).click()
  await expect(late.getByText('已收到，等揭晓')).toBeVisible()
  await page.getByRole('button', { name: '立即揭晓' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '立即揭晓' }).click()
  await reached('revealed', 2)
  await expect(late.getByText('答对了！')).toBeVisible()

  await pass(61)
  await reached('open', 3)
  const third = (await cockpit()).secret as string
  await option(quick, third).click()
  await expect(quick.getByText('已收到，等揭晓')).toBeVisible()
  await pass(121)
  await reached('won', 3)
})

test('winners are told in the room, prizes are on the phones', async () => {
  const seen = await crowd[0]?.call(lookAtActivity, { ws, code: running.code })
  // Ten of the crowd had one right as well, and sooner than the second phone.
  expect(seen?.ranking.map((one) => one.score)).toEqual([2, ...Array.from({ length: 11 }, () => 1)])
  expect([seen?.ranking[0]?.name, seen?.ranking.at(-1)?.name]).toEqual(['周小满', '陈禾'])
  expect(seen?.winners.filter((one) => one.round > 0).map((one) => [one.round, one.name])).toEqual([
    [1, '周小满'],
    [2, '陈禾'],
    [3, '周小满'],
  ])
  // No lot decided anything here.
  await expect(quick.getByRole('button', { name: /验证公平/ })).toHaveCount(0)
  await quick
    .getByRole('button', { name: new RegExp(voucher) })
    .first()
    .click()
  await expect(quick.locator('.prize')).toHaveCount(2)
  await expect(quick.locator('.prize').first()).toContainText('猜谜语')

  await late.getByRole('button', { name: '返回' }).click()
  for (const words of ['第 1 题答案', '第 2 题答案', '第 3 题答案'])
    await expect(late.locator('article').filter({ hasText: words })).toHaveCount(1)
  await late.getByRole('log').press('End')
  await expect(late.locator('article').filter({ hasText: '周小满' }).last()).toBeVisible()
})
