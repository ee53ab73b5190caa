import { type Browser, expect, type Page, test } from '@playwright/test'
import { phone } from './product/browser.ts'
import { setUp, signInBrowser } from './product/desk.ts'
import { chineseOn, faultsOf, settled } from './product/faults-of-page.ts'
import { addressesOf, registered, stale } from './product/routes.ts'
import { firstMorning, type Stage, setStage, type Work } from './product/stage.ts'
import { type Product, startProduct } from './product/start-product.ts'
import { type Faults, look, lookBehindTabs } from './product/walk.ts'

// Default: each page once on a phone in Chinese and once on a desktop in English. `npm run faults -w e2e` adds the other two and every tab.
const every = process.env['GROVE_EVERY_FAULT'] === '1'

// What is wrong is named by place; a trace of so many pages takes longer than the walk.
test.use({ trace: 'off' })
const walks = [
  { locale: 'zh', onPhone: true },
  { locale: 'en', onPhone: false },
  ...(every ? [{ locale: 'zh', onPhone: false } as const, { locale: 'en', onPhone: true } as const] : []),
] as const

for (const locale of ['zh', 'en'] as const) {
  test.describe(`reading ${locale}`, () => {
    let product: Product
    let stage: Stage & Work
    test.beforeAll(async () => {
      product = await startProduct()
      const desk = await setUp(product.url, locale)
      const set = await setStage(product.url, desk, '2026-11-02', locale)
      stage = { ...set, ...(await firstMorning(desk, product.setClock)) }
    })
    test.afterAll(() => product?.stop())

    for (const { onPhone } of walks.filter((walk) => walk.locale === locale)) {
      test(`console on a ${onPhone ? 'phone' : 'desktop'}: nobody is kept out, nothing sticks out`, async ({ browser }) => {
        // Behind every tab there are four times as many pages.
        if (every) test.slow()
        const page = await consolePage(browser, product, locale, onPhone)
        const faults: Faults = {}
        for (const path of addressesOf(stage)) {
          await page.goto(product.url + path)
          const shown = await settled(page).then(
            () => true,
            () => false,
          )
          if (!shown) faults[`${path} (at first)`] = ['shows neither a heading nor a message, or never stops loading']
          await look(page, path, { locale, faults })
          if (every) await lookBehindTabs(page, path, { locale, faults })
        }
        expect(faults).toEqual({})
        await page.context().close()
      })
    }

    test('phone pages: door, joining, welcome, room, leaving', async ({ browser }) => {
      const context = await browser.newContext({ ...phone, locale: locale === 'zh' ? 'zh-CN' : 'en-US' })
      const page = await context.newPage()
      const faults: Faults = {}
      const home = `${product.url}/m/${stage.ws}`
      await page.goto(stage.door)
      await settled(page)
      await look(page, 'door', { locale, faults })
      await page.locator('button').last().click()
      await page.getByRole('dialog').waitFor()
      await look(page, 'joining', { locale, faults })
      await context.request.post(`${product.url}/api/m/${stage.ws}/communities/${stage.code}/join`, { data: { displayName: 'Ann' } })
      for (const path of [`/c/${stage.code}/welcome`, '', `/c/${stage.code}/leave`]) {
        await page.goto(home + path)
        await settled(page)
        await look(page, path || 'groups', { locale, faults })
      }
      await page.goto(`${home}/room/${stage.communityId}`)
      await page.getByRole('log').waitFor()
      await look(page, 'room', { locale, faults })
      await page.getByRole('tab').last().click()
      await look(page, 'private messages', { locale, faults })
      expect(faults).toEqual({})
      await context.close()
    })
  })
}

test('the walk knows the pages', () => {
  expect(stale()).toEqual([])
  expect(registered().length).toBeGreaterThan(25)
})

test('the walk finds what is wrong', async ({ page }) => {
  await page.setContent('<html lang="en"><title>x</title><h1>x</h1><button></button><p>群林</p>')
  expect(await faultsOf(page)).toEqual([expect.stringContaining('button-name')])
  expect(await chineseOn(page)).toEqual(['群林'])
})

async function consolePage(browser: Browser, product: Product, locale: 'zh' | 'en', onPhone: boolean): Promise<Page> {
  const context = await browser.newContext(onPhone ? phone : {})
  await signInBrowser(context, product.url, locale)
  const page = await context.newPage()
  await page.clock.setSystemTime(product.now())
  return page
}
