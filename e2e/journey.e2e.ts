import type { Client } from '@grove/client'
import { getCommunity, listMemberships } from '@grove/community/contract'
import { listPlaybooks } from '@grove/playbook/contract'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { phone } from './product/browser.ts'
import { head, openDesk } from './product/desk.ts'
import { type Product, startProduct } from './product/start-product.ts'

// One story told in order: every test goes on where the one before it stopped.
test.describe.configure({ mode: 'serial' })

const group = '山茶花新人群'
let product: Product
let context: BrowserContext
let desk: Client
let page: Page
let first: Page
let second: Page
let door = ''
let communityId = 0

test.beforeAll(async ({ browser }) => {
  product = await startProduct()
  context = await browser.newContext()
  page = await context.newPage()
  first = await (await browser.newContext(phone)).newPage()
  second = await (await browser.newContext(phone)).newPage()
})
test.afterAll(async () => {
  for (const one of [page, first, second]) await one?.context().close()
  await product?.stop()
})

/** Moves the product and every browser to a moment of November 2026 in Shanghai. */
async function at(day: number, time: string): Promise<void> {
  const moment = new Date(`2026-11-${String(day).padStart(2, '0')}T${time}:00+08:00`)
  await product.setClock(moment)
  for (const one of [page, first, second]) await one.clock.setSystemTime(moment)
}

const openMenu = (name: string) => page.getByRole('navigation', { name: '菜单' }).getByRole('link', { name }).click()

test('first run makes the account and the workspace; the demo is skipped', async () => {
  await at(2, '08:30')
  await page.goto(product.url)
  await expect(page.getByRole('heading', { name: '开始使用群林' })).toBeVisible()
  await page.getByRole('button', { name: '创建并进入' }).click()
  await expect(page.getByText('请填写').first()).toBeVisible()

  await page.getByLabel('空间名称').fill(head.workspaceName)
  await page.getByLabel('你的名字').fill(head.name)
  await page.getByLabel('账号').fill(head.login)
  await page.getByLabel('密码', { exact: true }).fill(head.password)
  await page.getByRole('button', { name: '创建并进入' }).click()
  await expect(page.getByRole('heading', { name: '空间建好了' })).toBeVisible()
  await page.getByRole('button', { name: '跳过，直接开始' }).click()
  await expect(page.getByRole('navigation', { name: '菜单' })).toBeVisible()
  desk = await openDesk(product.url)
})

test('a newcomer group is made and opened', async () => {
  await openMenu('社群')
  await page
    .getByRole('link', { name: '新建社群' })
    .or(page.getByRole('button', { name: '新建社群' }))
    .first()
    .click()
  await page.getByRole('button', { name: /^新用户群/ }).click()
  await page.getByRole('button', { name: '创建社群' }).click()
  await expect(page.getByText('请填写').first()).toBeVisible()
  await page.getByLabel('群名').fill(group)
  await page.getByRole('button', { name: '创建社群' }).click()
  await expect(page.getByRole('heading', { name: group })).toBeVisible()
  await page.getByRole('button', { name: '开始招募' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '开始招募' }).click()
  await expect(page.getByText('招募中').first()).toBeVisible()
  communityId = Number(/communities\/(\d+)/.exec(page.url())?.[1])
  door = (await desk.call(getCommunity, { id: communityId })).joinUrl
  expect(door).toContain(product.url)
})

test('the playbook “newcomer group, 14 days” starts there, after its gate', async () => {
  await openMenu('剧本库')
  await page.getByText('新用户群 14 天').first().click()
  await expect(page.getByRole('heading', { name: '新用户群 14 天' })).toBeVisible()
  const { items } = await desk.call(listPlaybooks, {})
  const playbook = items.find((one) => one.key === 'newcomer-14d')
  await page.goto(`${product.url}/runs/start?playbook=${playbook?.id}&community=${communityId}`)
  const seen = page.getByLabel('我看过了，仍然启动')
  await expect(page.getByRole('button', { name: '启动「新用户群 14 天」' })).toBeEnabled()
  if (await seen.isVisible()) await seen.check()
  await page.getByRole('button', { name: '启动「新用户群 14 天」' }).click()
  await expect(page.getByRole('heading', { name: group })).toBeVisible()
  await expect(page).toHaveURL(/\/runs\/\d+/)
})

async function join(one: Page, name: string): Promise<void> {
  await one.goto(door)
  await expect(one.getByRole('heading', { name: group })).toBeVisible()
  await one.getByRole('button', { name: '加入这个群' }).click()
  const sheet = one.getByRole('dialog')
  await sheet.getByRole('button', { name: '加入', exact: true }).click()
  await expect(sheet.getByLabel('怎么称呼你')).toBeFocused()
  await sheet.getByLabel('怎么称呼你').fill(name)
  await sheet.getByRole('button', { name: '加入', exact: true }).click()
  await expect(one.getByRole('heading', { name: `欢迎你，${name}` })).toBeVisible()
  await one.getByRole('button', { name: '进群打个招呼' }).click()
  await expect(one.getByPlaceholder('说点什么…')).toBeVisible()
}

async function say(phonePage: Page, words: string): Promise<void> {
  await phonePage.getByPlaceholder('说点什么…').fill(words)
  await phonePage.getByRole('button', { name: '发送', exact: true }).click()
}

test('two members join on their phones and talk', async () => {
  await at(2, '09:00')
  await join(first, '周小满')
  await join(second, '陈禾')
  await say(first, '大家好，我是小满，第一次用')
  await expect(second.getByText('大家好，我是小满，第一次用')).toBeVisible()
  await say(second, '小满好，我也刚来')
  await expect(first.getByText('小满好，我也刚来')).toBeVisible()
})

test('five minutes later the owner is asked to greet each of them, and does', async () => {
  await at(2, '09:06')
  await openMenu('今天')
  const greeted = page.getByRole('button', { name: '已打招呼' })
  await expect(async () => {
    await page.reload()
    await expect(greeted).toHaveCount(2)
  }).toPass()
  await greeted.first().click()
  await greeted.first().click()
  await expect(page.getByText('今天已完成 2 件')).toBeVisible()
})

test('the welcome comes at ten, the question at half past seven, and an answer counts', async () => {
  await at(2, '10:01')
  for (const one of [first, second]) await expect(one.getByText(`欢迎新朋友`).first()).toBeVisible()
  await at(2, '19:31')
  await expect(first.getByText('你现在最想先解决哪件事？')).toBeVisible()
  await say(first, 'A')
  await expect(second.getByText('A', { exact: true }).last()).toBeVisible()
  const tagsOf = async () => (await desk.call(listMemberships, { id: communityId })).items.flatMap((one) => one.tags.map((tag) => tag.name))
  await expect.poll(tagsOf).toContain('需求-入门')
})

test('the days go by: guide, a private word after the answer, a game and its answer', async () => {
  await at(3, '10:01')
  await expect(first.getByText('只要做对三步')).toBeVisible()
  await at(3, '19:01')
  await first.getByRole('tab', { name: /私信/ }).click()
  await expect(first.getByText('你选了“不知道从哪儿开始”')).toBeVisible()
  await second.getByRole('tab', { name: /私信/ }).click()
  await expect(second.getByText('还没有私信')).toBeVisible()
  for (const one of [first, second]) await one.getByRole('tab', { name: /群聊/ }).click()
  await at(3, '20:01')
  await expect(first.getByText('十分钟小游戏')).toBeVisible()
  await at(3, '20:13')
  await expect(first.getByText('答案是')).toBeVisible()
})

test('after days without a clock nothing past due is sent', async () => {
  await at(12, '19:50')
  await first.reload()
  await expect(first.getByText('只要做对三步')).toBeVisible()
  for (const missed of ['两分钟小方法', '一周啦', '你们想看哪一个']) await expect(first.getByText(missed)).toHaveCount(0)
})

test('a post about products waits for a person, and leaves when confirmed', async () => {
  await at(12, '20:01')
  await first.getByRole('log').press('End')
  await expect(first.getByText('小游戏').last()).toBeVisible()
  await at(12, '20:13')
  await at(12, '20:36')
  const waiting = page.getByRole('article').filter({ hasText: '有朋友问用完之后怎么办' })
  await expect(async () => {
    await page.reload()
    await expect(waiting).toBeVisible()
  }).toPass()
  await expect(first.getByText('有朋友问用完之后怎么办')).toHaveCount(0)
  await waiting.getByRole('button', { name: /发\s*送/ }).click()
  await expect(first.getByText('有朋友问用完之后怎么办')).toBeVisible()
})

test('nothing came twice', async () => {
  for (const words of [`欢迎新朋友`, '你现在最想先解决哪件事？', '只要做对三步', '有朋友问用完之后怎么办'])
    await expect(second.locator('article').filter({ hasText: words })).toHaveCount(1)
})

test('the figures of the run are on screen', async () => {
  await openMenu('运行')
  await page.getByText(group).first().click()
  await page.getByRole('tab', { name: '数据' }).click()
  await expect(page.getByText('发言人数').first()).toBeVisible()
})

test('one leaves with a reason, and the exit is recorded', async () => {
  await second.getByRole('button', { name: '群菜单' }).click()
  await second.getByRole('button', { name: '退出群聊' }).click()
  await second.getByText('最近太忙').click()
  await second.getByRole('button', { name: '退出', exact: true }).click()
  await expect(second.getByText('已退出')).toBeVisible()

  await page.goto(`${product.url}/communities/${communityId}?tab=members&m-state=left`)
  const row = page.getByRole('row').filter({ hasText: '陈禾' })
  await expect(row).toContainText('已退出')
  const { items } = await desk.call(listMemberships, { id: communityId, state: 'left' })
  expect(items.map((one) => [one.displayName, one.leaveReason])).toEqual([['陈禾', '最近太忙']])
})
