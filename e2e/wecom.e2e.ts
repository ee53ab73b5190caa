import type { Client } from '@grove/client'
import { listSendsRoute, saveChannelAccountRoute } from '@grove/conversation/contract'
import { acceptInvitation, inviteStaff } from '@grove/identity/contract'
import { runFigures } from '@grove/analytics/contract'
import { listRuns } from '@grove/playbook/contract'
import { listSynced, listStaffLinks, matchStaff, startSync } from '@grove/sync/contract'
import { listTasksRoute, todayRoute } from '@grove/task/contract'
import { type Sim, startSim } from '@grove/wecom-sim'
import { expect, type Page, test } from '@playwright/test'
import { signInBrowser, setUp } from './product/desk.ts'
import { faultsOf, settled } from './product/faults-of-page.ts'
import { ownClient } from './product/own-client.ts'
import { type Product, startProduct } from './product/start-product.ts'

test.describe.configure({ mode: 'serial' })

const OWNERS = 5
const GROUPS = 40
const EACH = GROUPS / OWNERS
const MEMBERS = GROUPS * 5
/** Monday, 2026-11-02, in Shanghai. */
const at = (time: string, day = '02') => new Date(`2026-11-${day}T${time}+08:00`)

let product: Product
let sim: Sim
let page: Page
let desk: Client
const owners: Client[] = []

test.beforeAll(async ({ browser }) => {
  product = await startProduct()
  desk = await setUp(product.url)
  sim = await startSim({
    clock: { now: () => product.now() },
    population: { customers: MEMBERS, groups: GROUPS, employees: OWNERS },
    port: 0,
  })
  const context = await browser.newContext()
  await signInBrowser(context, product.url)
  page = await context.newPage()
  await page.clock.setSystemTime(product.now())
})
test.afterAll(async () => {
  await page?.context().close()
  await sim?.close()
  await product?.stop()
})

/** Looks until it is so; the clock of the product stands where the test put it. */
async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (let left = 200; left > 0; left--) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('what was waited for did not come')
}

async function clockTo(moment: Date): Promise<void> {
  await product.setClock(moment)
  await page.clock.setSystemTime(product.now())
}
/** Shows a page anew: what is on it was asked for after the clock moved. */
async function open(path: string): Promise<void> {
  await page.goto(`${product.url}${path}`)
  await settled(page)
}
const employees = () => [...sim.platform.world.employees.values()]
const countOf = async (state: 'sent' | 'refused' | 'held') => (await desk.call(listSendsRoute, { state })).total?.count
/** Who did not press send: of the last task. */
const silentOne = () => employees().find(({ userid }) => [...(tasks().at(-1)?.senders.values() ?? [])][0]?.userid === userid)?.name
/** Groups or customers of each mass message that waits for somebody to press send. */
const confirmsOpen = async () =>
  (await desk.call(listTasksRoute, { kind: 'do', state: 'open', limit: 100 })).items.flatMap(({ title }) =>
    'key' in title && title.key === 'send.task.confirm_in_channel' ? [Number(title.params['count'])] : [],
  )
const tasks = () => [...sim.platform.world.massTasks.values()]

test('a company of forty groups is connected, and its five owners are colleagues here', async () => {
  for (const { name } of employees()) {
    const { url } = await desk.call(inviteStaff, { displayName: name, role: 'owner', scope: { kind: 'own' } })
    const owner = ownClient(product.url)
    const token = url.split('/').at(-1) ?? ''
    await owner.call(acceptInvitation, { token, login: `owner${owners.length}@example.com`, password: 'correct horse battery', name })
    owners.push(owner)
  }
  const { app } = sim
  const account = await desk.call(saveChannelAccountRoute, {
    kind: 'wecom',
    name: '山茶花企业微信',
    settings: {
      corp_id: sim.corpId,
      agent_id: String(app.agentId),
      secret: app.secret,
      callback_token: 'QDG6eK',
      callback_aes_key: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
      confirm_hours: '24',
      mass_rule: 'day_1',
      api_url: sim.url,
    },
  })
  await desk.call(startSync, { account: account.id })
  await until(async () => {
    const found = (await desk.call(listSynced, {})).items[0]
    return found?.run.state === 'done' && found.counts.find((one) => one.kind === 'groups')?.count === GROUPS
  })
  expect((await desk.call(matchStaff, { account: account.id })).linked).toBe(OWNERS)
  expect((await desk.call(listStaffLinks, { account: account.id })).items.every((one) => one.groups === EACH)).toBe(true)
  await open('/sync')
  await page.getByRole('button', { name: '接管全部未接管的群' }).click()
  const dialog = page.getByRole('dialog')
  const type = dialog.getByRole('combobox')
  await type.fill('福利群')
  await type.press('Enter')
  await expect(dialog.getByText('福利群').last()).toBeVisible()
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText(`已接管 ${GROUPS} 个群`)).toBeVisible()
})

test('the operator starts the finance workweek in all of them at once, and is told beforehand what it asks of whom', async () => {
  await open('/runs/start?many=1')
  const choice = page.getByRole('combobox', { name: '剧本' })
  await choice.fill('金融')
  await choice.press('Enter')
  await page
    .getByRole('checkbox', { name: /选中第/ })
    .first()
    .check()
  await page.getByRole('button', { name: `选中全部 ${GROUPS} 项` }).click()
  await page.getByRole('button', { name: '选好了，下一步' }).click()
  await expect(page.getByRole('row').filter({ hasText: employees()[0]?.name ?? '' })).toContainText(String(EACH))
  // One mass message a day is the company's rule: Tuesday has more than that for every group.
  await expect(page.getByText(/11月3日.*40 个群/)).toBeVisible()
  expect((await faultsOf(page)).filter((fault) => !fault.includes('.c-account'))).toEqual([])
  const seen = page.getByRole('checkbox', { name: '我看过了，仍然启动' })
  if (await seen.isVisible()) await seen.check()
  await page.getByRole('button', { name: new RegExp(`在 ${GROUPS} 个群启动`) }).click()
  await expect(page.getByText(`已在 ${GROUPS} 个群启动`)).toBeVisible()
  expect((await desk.call(listRuns, { state: 'active' })).total?.count).toBe(GROUPS)
})

test('the week’s plan becomes one task for each owner; four press send, one says no', async () => {
  await clockTo(at('10:00:05'))
  await until(async () => tasks().length === OWNERS)
  expect(tasks().map((task) => [...task.senders.values()].map((sender) => sender.receivers?.length))).toEqual(
    Array.from({ length: OWNERS }, () => [EACH]),
  )
  const mine = await until(async () =>
    (await owners[0]?.call(todayRoute, {}))?.now.find((one) => 'key' in one.title && one.title.key === 'send.task.confirm_in_channel'),
  )
  expect(mine).toBeDefined()
  for (const task of tasks().slice(0, -1)) for (const sender of task.senders.values()) sim.employee(sender.userid).confirm(task.msgid)
  const [last] = tasks().slice(-1)
  for (const sender of last?.senders.values() ?? []) sim.employee(sender.userid).ignore(last?.msgid ?? '')
  await clockTo(at('10:05:00'))
  await until(async () => countOf('sent').then((count) => count === GROUPS - EACH))
  await open('/sends?state=sent')
  await expect(page.getByText(`${GROUPS - EACH}`).first()).toBeVisible()
})

test('who says nothing is reminded three times, then the lead is called', async () => {
  const reminded = () => tasks().map((task) => task.reminders.length)
  for (const [count, moment] of [
    [1, at('12:01:00')],
    [2, at('16:01:00')],
  ] as const) {
    await clockTo(moment)
    await until(async () => reminded().at(-1) === count)
  }
  await clockTo(at('04:01:00', '03'))
  await until(async () => (await desk.call(listTasksRoute, { kind: 'risk' })).items.length === 1)
  await open('/')
  await expect(page.getByText(`${silentOne()} 还没点发送，${EACH} 个群或客户等着`).first()).toBeVisible()
  await clockTo(at('06:01:00', '03'))
  await until(async () => reminded().at(-1) === 3)
  expect(reminded()).toEqual([0, 0, 0, 0, 3])
})

test('what nobody confirmed ends as such; results, quota and figures are right', async () => {
  await clockTo(at('10:01:00', '03'))
  await until(async () => countOf('refused').then((count) => count === EACH))
  await open('/sends?state=refused')
  await expect(page.getByRole('row').filter({ hasText: '没有人' })).toHaveCount(EACH)
  const { items } = await desk.call(listRuns, { limit: 100 })
  const figures = await Promise.all(items.map((run) => desk.call(runFigures, { id: run.id })))
  expect(figures.reduce((sum, run) => sum + run.total.posts, 0)).toBe(GROUPS - EACH)
  expect(figures.reduce((sum, run) => sum + run.total.members, 0)).toBe(MEMBERS)
  const effects = figures.flatMap((run) => run.steps.filter((step) => step.step === 'week-plan'))
  expect(effects.map(({ sent, notSent }) => sent - notSent).filter((one) => one === 1)).toHaveLength(GROUPS - EACH)
  expect(effects.map(({ sent, notSent }) => sent - notSent).filter((one) => one === -1)).toHaveLength(EACH)
})

test('the company’s quota is kept: what is one too many on Tuesday waits, and says why', async () => {
  await clockTo(at('12:20:05', '03'))
  // Beside the game for the groups, every owner writes to the members of theirs on their second day.
  const games = () => tasks().filter((task) => task.chatType === 'group' && task.createdAt > at('12:00:00', '03').getTime())
  await until(async () => games().length === OWNERS)
  // The product has heard that the platform has them, too: what it asks later it would look after later, and the clock stands still.
  await until(async () => (await confirmsOpen()).filter((count) => count === EACH).length === OWNERS)
  for (const task of games()) for (const sender of task.senders.values()) sim.employee(sender.userid).confirm(task.msgid)
  await clockTo(at('12:25:00', '03'))
  await until(async () => countOf('sent').then((count) => count === 2 * GROUPS - EACH))
  await clockTo(at('12:36:00', '03'))
  await until(async () => countOf('held').then((count) => count === GROUPS))
  await open('/sends?state=held')
  await expect(page.getByText('平台给这个客户或群的群发额度用完了').first()).toBeVisible()
  expect(games()).toHaveLength(OWNERS)
})
