import { type Client } from '@grove/client'
import { changeState, createCommunity, listMemberships } from '@grove/community/contract'
import { listPlaybooks, startRun } from '@grove/playbook/contract'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { phone } from './product/browser.ts'
import { head, openDesk } from './product/desk.ts'
import { type Product, startProduct } from './product/start-product.ts'

// One story told in order: every test goes on where the one before it stopped.
test.describe.configure({ mode: 'serial' })

let product: Product
let context: BrowserContext
let desk: Client
let page: Page
const places = { community: 0, door: '', run: 0 }
const phones: Page[] = []

test.beforeAll(async ({ browser }) => {
  product = await startProduct()
  context = await browser.newContext()
  page = await context.newPage()
})
test.afterAll(async () => {
  await Promise.all([context, ...phones.map((one) => one.context())].map((one) => one?.close()))
  await product?.stop()
})

/** Moves the product and every browser to a moment of November 2026 in Shanghai. */
async function at(day: number, time: string): Promise<void> {
  const moment = new Date(`2026-11-${String(day).padStart(2, '0')}T${time}:00+08:00`)
  await product.setClock(moment)
  for (const one of [page, ...phones]) await one.context().clock.setSystemTime(moment)
}

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
  await expect(page.getByRole('navigation', { name: '菜单' })).toBeVisible()
  desk = await openDesk(product.url)
})
