import { type Browser, expect, type Page, test } from '@playwright/test'
import { phone } from './product/browser.ts'
import { setUp, signInBrowser } from './product/desk.ts'
import { settled } from './product/faults-of-page.ts'
import { type PlayStage, setPlayStage } from './product/play-stage.ts'
import { type Product, startProduct } from './product/start-product.ts'
import { type Faults, look, lookBehindTabs } from './product/walk.ts'

// Camps, deliveries, prizes and activities with data in them: behind every tab, and on the phones of three students.
// Default: the console on a phone in Chinese and on a desktop in English, and the phone of one student in each. `npm run faults -w e2e` adds the others.
const every = process.env['GROVE_EVERY_FAULT'] === '1'
const students = [
  { who: 0, title: 'with a certificate', walked: 'zh' },
  { who: 1, title: 'who reads others', walked: 'en' },
  { who: 7, title: 'far behind', walked: undefined },
] as const

// What is wrong is named by place; a trace of so many pages takes longer than the walk.
test.use({ trace: 'off' })

for (const locale of ['zh', 'en'] as const) {
  test.describe(`reading ${locale}`, () => {
    let product: Product
    let stage: PlayStage
    test.beforeAll(async () => {
      test.setTimeout(300_000)
      product = await startProduct()
      stage = await setPlayStage(product, await setUp(product.url, locale), locale)
    })
    test.afterAll(() => product?.stop())

    for (const onPhone of every ? [true, false] : [locale === 'zh'])
      test(`console on a ${onPhone ? 'phone' : 'desktop'}: nobody is kept out, nothing sticks out`, async ({ browser }) => {
        test.slow()
        const context = await browser.newContext(onPhone ? phone : {})
        await signInBrowser(context, product.url, locale)
        const page = await context.newPage()
        await page.clock.setSystemTime(product.now())
        const faults: Faults = {}
        for (const path of deskPages(stage)) {
          await page.goto(product.url + path)
          await settled(page)
          await look(page, path, { locale, faults })
          await lookBehindTabs(page, path, { locale, faults })
        }
        expect(faults).toEqual({})
        await context.close()
      })

    for (const { who, title } of students.filter(({ walked }) => every || walked === locale))
      test(`phone pages of a student ${title}`, async ({ browser }) => {
        const page = await phoneOf(browser, product, stage, locale, who)
        const faults: Faults = {}
        for (const path of phonePages(stage)) {
          await page.goto(`${product.url}/m/${stage.ws}${path}`)
          await settled(page)
          await look(page, path, { locale, faults })
        }
        expect(faults).toEqual({})
        await page.context().close()
      })

    test('what was drawn is drawn again on the phone; what is to come offers its fingerprint alone', async ({ browser }) => {
      const page = await phoneOf(browser, product, stage, locale, 0)
      const check = page.getByRole('button', { name: /验证公平|Check that it was fair/ })
      await page.goto(`${product.url}/m/${stage.ws}/a/${stage.games.coming.code}`)
      await expect(page.getByRole('button', { name: /开始前公布的指纹|Published before the start/ })).toBeVisible()
      await expect(check).toHaveCount(0)
      await page.goto(`${product.url}/m/${stage.ws}/a/${stage.games.drawn.code}`)
      await check.click()
      await expect(page.getByText(/^(一致|It fits)$/)).toHaveCount(3)
      await expect(page.locator('.act-bad')).toHaveCount(0)
      await page.context().close()
    })
  })
}

const deskPages = ({ editions, templateId, deliveryId, games }: PlayStage): readonly string[] => [
  '/camps',
  ...editions.map(({ id }) => `/camps/${id}`),
  `/camp-templates/${templateId}`,
  '/deliveries',
  `/deliveries/${deliveryId}`,
  '/rewards',
  '/activities',
  ...Object.values(games).map(({ id }) => `/activities/${id}`),
  '/activities/plan/lucky-draw',
]

const CAMP = ['', '/day/1', '/exam/final', '/feedback', '/peers', '/defence', '/record', '/ranking'] as const

const phonePages = ({ editions, certificate, deliveryId, games, hallId }: PlayStage): readonly string[] => [
  '/camps',
  ...editions.flatMap(({ code }) => CAMP.map((page) => `/camp/${code}${page}`)),
  `/certificate/${certificate}`,
  '/prizes',
  '/points',
  `/delivery/${deliveryId}`,
  `/activities/${hallId}`,
  ...Object.values(games).map(({ code }) => `/a/${code}`),
  ...[games.drawn, games.coming, games.dice].map(({ code }) => `/verify/${code}`),
]

async function phoneOf(browser: Browser, product: Product, stage: PlayStage, locale: 'zh' | 'en', who: number): Promise<Page> {
  const context = await browser.newContext({ ...phone, locale: locale === 'zh' ? 'zh-CN' : 'en-US' })
  const jar = [...(stage.people[who]?.jar ?? [])]
  await context.addCookies(jar.map(([name, value]) => ({ name, value: encodeURIComponent(value), url: product.url })))
  const page = await context.newPage()
  await page.clock.setSystemTime(product.now())
  return page
}
