import { fileURLToPath } from 'node:url'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { phone } from './product/browser.ts'
import { setUp, signInBrowser } from './product/desk.ts'
import { settled } from './product/faults-of-page.ts'
import { type Stage, setStage } from './product/stage.ts'
import { type Product, startProduct } from './product/start-product.ts'

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
const talk: readonly (readonly [number, string])[] = [
  [0, '大家好，我是小满，昨天刚收到，还没拆'],
  [1, '我用了两天，早上真的只要两分钟'],
  [2, '请问手上和脸上可以用同一个吗？'],
  [1, '我是分开用的，群主今天应该会讲'],
  [3, '我家孩子说味道像茶园'],
]
let product: Product
let stage: Stage

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  product = await startProduct()
  stage = await setStage(product.url, await setUp(product.url), '2026-11-02')
})
test.afterAll(() => product?.stop())

async function open(browser: Browser, path: string, onPhone = false): Promise<Page> {
  const context = await browser.newContext(onPhone ? phone : {})
  await signInBrowser(context, product.url)
  const page = await context.newPage()
  await page.clock.setSystemTime(product.now())
  await page.goto(product.url + path)
  await settled(page)
  return page
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: `${folder}${name}.png`, scale: 'css', animations: 'disabled' })
  await page.context().close()
}

test('room on a phone', async ({ browser }) => {
  const context = await browser.newContext(phone)
  const page = await context.newPage()
  await context.request.post(`${product.url}/api/m/${stage.ws}/communities/${stage.code}/join`, { data: { displayName: '阿宁' } })
  await page.clock.setSystemTime(product.now())
  await page.goto(`${product.url}/m/${stage.ws}/room/${stage.communityId}`)
  await page.getByPlaceholder('说点什么…').waitFor()
  for (const [who, words] of talk) await stage.say(who, words)
  await product.setClock(new Date('2026-11-02T02:01:00Z'))
  await page.clock.setSystemTime(product.now())
  await expect(page.locator('article').filter({ hasText: '欢迎来到' })).toBeVisible()
  await product.setClock(new Date('2026-11-02T11:31:00Z'))
  await page.clock.setSystemTime(product.now())
  await expect(page.getByText('你现在最想先解决哪件事？')).toBeVisible()
  await take(page, 'room-phone')
})

test('screens of the console', async ({ browser }) => {
  await take(await open(browser, '/'), 'today')
  await take(await open(browser, `/communities/${stage.communityId}`), 'community')
  await take(await open(browser, `/playbooks/${stage.playbookId}`), 'playbook')
  await take(await open(browser, `/runs/start?playbook=${stage.playbookId}&community=${stage.communityId}`), 'preview')
  await take(await open(browser, '/', true), 'today-phone')
})
