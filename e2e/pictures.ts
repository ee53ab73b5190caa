import { fileURLToPath } from 'node:url'
import type { Client } from '@grove/client'
import { getCommunity, listCommunities } from '@grove/community/contract'
import { buildDemo, getDemo } from '@grove/demo/contract'
import { switchWorkspace } from '@grove/identity/contract'
import { createPlaybook, getPlaybook, listPlaybooks, saveDraft } from '@grove/playbook/contract'
import { type Browser, type BrowserContext, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { phone } from './product/browser.ts'
import { setUp, signInBrowser } from './product/desk.ts'
import { settled } from './product/faults-of-page.ts'
import { type Product, startProduct } from './product/start-product.ts'

// The pictures of the README, taken in the demo workspace as it stands on a Friday at noon, when a member price waits to be confirmed.
const NOON = '2026-11-27T04:06:00Z'
const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
let product: Product
let desk: Client
let demo: number
let newcomers: number
let benefits: number
let playbook: number
let flawed: number

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(900_000)
  product = await startProduct(NOON)
  desk = await setUp(product.url)
  demo = await makeDemo()
  await desk.call(switchWorkspace, { workspaceId: demo })
  const communities = (await desk.call(listCommunities, {})).items
  newcomers = communities.find((one) => one.type === 'newcomer')?.id ?? 0
  benefits = communities.find((one) => one.type === 'benefit')?.id ?? 0
  playbook = (await desk.call(listPlaybooks, {})).items.find((one) => one.key === 'newcomer-14d')?.id ?? 0
  flawed = await makeFlawed()
})
test.afterAll(() => product?.stop())

async function makeDemo(): Promise<number> {
  let progress = await desk.call(buildDemo, {})
  while (progress.state === 'building') {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    progress = await desk.call(getDemo, { workspaceId: progress.workspaceId })
  }
  if (progress.state !== 'ready') throw new Error('the demo workspace was not made')
  return progress.workspaceId
}

/** A copy in which somebody forgot what the welcome is for, and asks at an hour when nobody is disturbed. */
async function makeFlawed(): Promise<number> {
  const { id } = await desk.call(createPlaybook, { copyOf: playbook, key: 'newcomer-14d-spring' })
  const { text } = await desk.call(getPlaybook, { id })
  const flawedText = text
    .replace(/\n +why:\s+(?:\{ )?zh: 进群就知道[^\n]*(?:\n +en: [^\n]*)?/, '')
    .replace(/at: ['"]?19:30['"]?/, "at: '23:10'")
  await desk.call(saveDraft, { id, text: flawedText })
  return id
}

async function open(browser: Browser, path: string, onPhone = false): Promise<Page> {
  const context = await browser.newContext(onPhone ? phone : { viewport: { width: 1440, height: 900 } })
  await signInBrowser(context, product.url)
  await stand(context)
  const page = await context.newPage()
  await page.clock.setSystemTime(product.now())
  await page.goto(product.url + path)
  await settled(page)
  return page
}

/** The browser's session stands in the demo workspace. */
async function stand(context: BrowserContext): Promise<void> {
  const csrf = (await context.cookies()).find((one) => one.name === 'grove_csrf')?.value ?? ''
  await context.request.put(`${product.url}/api/session/workspace`, { data: { workspaceId: demo }, headers: { 'x-grove-csrf': csrf } })
}

/** Few colours keep a picture of a screen small. */
async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  const shot = await page.screenshot({ scale: 'css', animations: 'disabled' })
  await sharp(shot).png({ palette: true, quality: 90, effort: 9 }).toFile(`${folder}${name}.png`)
  await page.context().close()
}

test('Today, at the desk and in a hand', async ({ browser }) => {
  await take(await open(browser, '/'), 'today')
  await take(await open(browser, '/', true), 'today-phone')
})

test('a community', async ({ browser }) => {
  await take(await open(browser, `/communities/${newcomers}?tab=figures`), 'community')
})

test('a playbook with its lint beside the line', async ({ browser }) => {
  const page = await open(browser, `/playbooks/${flawed}`)
  await page.getByText('文本', { exact: true }).click()
  await page.locator('.cm-content').waitFor()
  await page.locator('.cm-scroller').evaluate((scroller) => scroller.scrollTo(0, 3750))
  await page.locator('.cm-lint-marker').first().waitFor()
  await take(page, 'playbook')
})

test('the preview calendar', async ({ browser }) => {
  const page = await open(browser, `/playbooks/${playbook}?tab=preview`)
  await page.locator('.pb-day').first().waitFor()
  await take(page, 'preview')
})

test('the room on a phone', async ({ browser }) => {
  const { joinUrl } = await desk.call(getCommunity, { id: benefits })
  const [, ws = '', code = ''] = /\/m\/([^/]+)\/c\/([^/?]+)/.exec(joinUrl) ?? []
  const context = await browser.newContext(phone)
  await context.request.post(`${product.url}/api/m/${ws}/communities/${code}/join`, { data: { displayName: '阿宁' } })
  const page = await context.newPage()
  await page.clock.setSystemTime(product.now())
  await page.goto(`${product.url}/m/${ws}/room/${benefits}`)
  await page.getByRole('log').waitFor()
  await take(page, 'room-phone')
})
