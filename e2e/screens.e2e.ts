import { type Browser, expect, type Page, test } from '@playwright/test'
import { phone } from './product/browser.ts'
import { openDesk, setUp, signInBrowser } from './product/desk.ts'
import { chineseOn, faultsOf, settled } from './product/faults-of-page.ts'
import { type Stage, setStage } from './product/stage.ts'
import { type Product, startProduct } from './product/start-product.ts'

// Order matters once: empty pages are looked at before the stage is set.
test.describe.configure({ mode: 'serial' })

let product: Product
let stage: Stage
let menu: string[] = []

test.beforeAll(async () => {
  product = await startProduct()
})
test.afterAll(() => product?.stop())

async function consolePage(browser: Browser, onPhone = false): Promise<Page> {
  const context = await browser.newContext(onPhone ? phone : {})
  await signInBrowser(context, product.url, 'en')
  const page = await context.newPage()
  await page.clock.setSystemTime(product.now())
  return page
}

/** Every page of the menu, and one of each kind behind it. */
const addresses = () => [
  ...new Set([
    ...menu,
    '/',
    '/communities/new',
    `/communities/${stage.communityId}`,
    `/communities/${stage.communityId}?tab=members`,
    `/playbooks/${stage.playbookId}`,
    `/runs/start?playbook=${stage.playbookId}&community=${stage.communityId}`,
    `/runs/${stage.runId}`,
    '/members/import',
    '/members/tags',
    `/members/${stage.memberId}`,
    '/lint-rules',
  ]),
]

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
  const links = page.getByRole('navigation').getByRole('link')
  await links.first().waitFor()
  menu = await links.evaluateAll((found) => found.map((one) => one.getAttribute('href') ?? ''))
  expect(menu.length).toBeGreaterThan(8)
  for (const path of ['/communities', '/members', '/runs']) {
    await page.goto(product.url + path)
    await settled(page)
    const empty = page.locator('.g-empty').first()
    await expect(empty, path).toBeVisible()
    expect(await empty.locator('a, button').count(), path).toBe(1)
  }
  await page.context().close()
})

for (const onPhone of [false, true]) {
  test(`console in English, ${onPhone ? 'phone' : 'desktop'}: nobody is kept out, no Chinese is left over, nothing sticks out`, async ({
    browser,
  }) => {
    stage ??= await setStage(product.url, await openDesk(product.url, 'en'), '2026-11-02', 'en')
    const page = await consolePage(browser, onPhone)
    const faults: Record<string, readonly string[]> = {}
    for (const path of addresses()) {
      await page.goto(product.url + path)
      await settled(page)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      const found = [
        ...(await faultsOf(page)),
        ...(await chineseOn(page)).map((words) => `Chinese: ${words}`),
        ...(wide > 1 ? [`wider than the screen by ${wide} px`] : []),
      ]
      if (found.length > 0) faults[path] = found
    }
    expect(faults).toEqual({})
    await page.context().close()
  })
}

for (const language of ['zh-CN', 'en-US']) {
  test(`phone pages in ${language}: door, welcome, room`, async ({ browser }) => {
    const context = await browser.newContext({ ...phone, locale: language })
    const page = await context.newPage()
    const faults: Record<string, readonly string[]> = {}
    const look = async (name: string) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      const left = language === 'en-US' ? (await chineseOn(page)).map((words) => `Chinese: ${words}`) : []
      const found = [...(await faultsOf(page)), ...left, ...(wide > 1 ? [`wider than the screen by ${wide} px`] : [])]
      if (found.length > 0) faults[name] = found
    }
    await page.goto(stage.door)
    await settled(page)
    await look('door')
    await context.request.post(`${product.url}/api/m/${stage.ws}/communities/${stage.code}/join`, {
      data: { displayName: `Ann ${language}` },
    })
    await page.goto(`${product.url}/m/${stage.ws}/c/${stage.code}/welcome`)
    await settled(page)
    await look('welcome')
    await page.goto(`${product.url}/m/${stage.ws}/room/${stage.communityId}`)
    await page.getByRole('log').waitFor()
    await look('room')
    await page.goto(`${product.url}/m/${stage.ws}/c/${stage.code}/leave`)
    await settled(page)
    await look('leave')
    expect(faults).toEqual({})
    await context.close()
  })
}
