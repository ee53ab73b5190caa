import { type Browser, expect, type Page, test } from '@playwright/test'
import { phone } from './product/browser.ts'
import { setUp, signInBrowser } from './product/desk.ts'
import { chineseOn, faultsOf, settled } from './product/faults-of-page.ts'
import { type Stage, setStage } from './product/stage.ts'
import { type Product, startProduct } from './product/start-product.ts'

let product: Product
let stage: Stage
let menu: string[] = []

test.beforeAll(async ({ browser }) => {
  product = await startProduct()
  stage = await setStage(product.url, await setUp(product.url, 'en'), '2026-11-02', 'en')
  const page = await consolePage(browser)
  await page.goto(product.url)
  const links = page.getByRole('navigation').getByRole('link')
  await links.first().waitFor()
  menu = await links.evaluateAll((found) => found.map((one) => one.getAttribute('href') ?? ''))
  await page.context().close()
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

for (const onPhone of [false, true]) {
  test(`console in English, ${onPhone ? 'phone' : 'desktop'}: nobody is kept out, no Chinese is left over, nothing sticks out`, async ({
    browser,
  }) => {
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
