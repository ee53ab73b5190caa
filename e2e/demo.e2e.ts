import { expect, type Page, test } from '@playwright/test'
import { head } from './product/desk.ts'
import { faultsOf, settled } from './product/faults-of-page.ts'
import { type Product, startProduct } from './product/start-product.ts'

let product: Product
test.beforeAll(async () => {
  product = await startProduct('2026-11-20T12:30:00Z')
})
test.afterAll(() => product?.stop())

/** Three days instead of six weeks: what the page does is the same. */
async function shorten(page: Page): Promise<void> {
  await page.route('**/api/demo', (route) => {
    const wish = route.request().postDataJSON() as object
    return route.continue({ postData: JSON.stringify({ ...wish, days: 3 }) })
  })
}

test('from the first page to the opened demo, by one button', async ({ page }) => {
  await page.clock.setSystemTime(product.now())
  await shorten(page)
  await page.goto(product.url)
  await page.getByLabel('空间名称').fill(head.workspaceName)
  await page.getByLabel('你的名字').fill(head.name)
  await page.getByLabel('账号').fill(head.login)
  await page.getByLabel('密码', { exact: true }).fill(head.password)
  await page.getByRole('button', { name: '创建并进入' }).click()
  await page.getByRole('button', { name: '生成演示空间' }).click()
  await expect(page.getByText(/正在过第 \d 天，共 3 天/)).toBeVisible()
  expect(await faultsOf(page)).toEqual([])

  // A page that was loaded anew finds the one that is being made.
  await page.reload()
  await page.getByRole('button', { name: '生成演示空间' }).click()
  await expect(page.getByRole('progressbar').or(page.getByRole('navigation', { name: '菜单' }))).toBeVisible()

  // Nobody presses anything any more.
  await expect(page.getByRole('navigation', { name: '菜单' })).toBeVisible({ timeout: 120_000 })
  await expect(page.getByText('林间好物').first()).toBeVisible()
  await settled(page)
  await page.getByRole('navigation', { name: '菜单' }).getByRole('link', { name: '社群' }).click()
  for (const name of ['林间福利社', '秋日快闪群', '新朋友 · 十月班']) await expect(page.getByRole('link', { name }).first()).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('communities.png') })
})
