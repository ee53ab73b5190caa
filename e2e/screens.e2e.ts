import { createTaskRoute } from '@grove/task/contract'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { openDesk, setUp, signInBrowser } from './product/desk.ts'
import { settled } from './product/faults-of-page.ts'
import { type Product, startProduct } from './product/start-product.ts'

// The first test makes the account that the others sign in with.
test.describe.configure({ mode: 'serial' })

let product: Product

test.beforeAll(async () => {
  product = await startProduct()
})
test.afterAll(() => product?.stop())

async function consolePage(browser: Browser): Promise<Page> {
  const context = await browser.newContext()
  await signInBrowser(context, product.url, 'en')
  const page = await context.newPage()
  await page.clock.setSystemTime(product.now())
  return page
}

test('a stranger is asked to sign in, at whatever address', async ({ page }) => {
  await setUp(product.url, 'en')
  for (const path of ['/', '/communities', '/members', '/settings']) {
    await page.goto(product.url + path)
    await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
    await expect(page.getByRole('navigation')).toHaveCount(0)
  }
})

test('a wrong password says so, and the right one opens the page one wanted', async ({ page }) => {
  await page.goto(`${product.url}/settings`)
  await page.getByLabel('账号').fill('lin@example.com')
  await page.getByLabel('密码', { exact: true }).fill('wrong wrong wrong')
  await page.getByRole('button', { name: /登\s*录/ }).click()
  await expect(page.getByText('账号或密码不对')).toBeVisible()
  await page.getByLabel('密码', { exact: true }).fill('correct horse battery')
  await page.getByRole('button', { name: /登\s*录/ }).click()
  await expect(page).toHaveURL(/\/settings/)
  await expect(page.getByRole('navigation')).toBeVisible()
})

test('an empty page says what would be here, and names one next step', async ({ browser }) => {
  const page = await consolePage(browser)
  await page.goto(product.url)
  await settled(page)
  for (const path of ['/communities', '/members', '/runs']) {
    await page.goto(product.url + path)
    await settled(page)
    const empty = page.locator('.g-empty').first()
    await expect(empty, path).toBeVisible()
    expect(await empty.locator('a, button').count(), path).toBe(1)
  }
  await page.context().close()
})

test('what is given to somebody stands on their Today without a reload', async ({ browser }) => {
  const page = await consolePage(browser)
  const line = page.waitForEvent('websocket', { predicate: (socket) => socket.url().includes('/ws/live') })
  await page.goto(product.url)
  await settled(page)
  const told = (await line).waitForEvent('framereceived', { predicate: ({ payload }) => String(payload).includes('task') })
  const desk = await openDesk(product.url, 'en')
  const soon = new Date(product.now().getTime() + 3_600_000).toISOString()
  await desk.call(createTaskRoute, { title: 'Ring the printer', assigneeId: null, communityId: null, memberId: null, dueAt: soon })
  await told
  await expect(page.getByText('Ring the printer')).toBeVisible({ timeout: 10_000 })
  await page.context().close()
})
