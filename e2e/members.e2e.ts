import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from '@grove/client'
import { changeState, createCommunity, getCommunity } from '@grove/community/contract'
import { createPlaybook, publishPlaybook, startRun } from '@grove/playbook/contract'
import { readXlsx, writeXlsx } from '@grove/spreadsheet'
import { expect, type Page, test } from '@playwright/test'
import { phone } from './product/browser.ts'
import { setUp, signInBrowser } from './product/desk.ts'
import { faultsOf, settled } from './product/faults-of-page.ts'
import { type Product, startProduct } from './product/start-product.ts'

test.describe.configure({ mode: 'serial' })

const MEMBERS = 5000
const HEADINGS = ['会员编号', '姓名', '手机号', '城市', '来源', '标签', '生日', '备注']
let product: Product
let page: Page
let desk: Client
let guest: Page
let segmentId = 0
const folder = mkdtempSync(join(tmpdir(), 'grove-members-'))

test.beforeAll(async ({ browser }) => {
  product = await startProduct()
  desk = await setUp(product.url)
  const context = await browser.newContext()
  await signInBrowser(context, product.url)
  page = await context.newPage()
  await page.clock.setSystemTime(product.now())
  guest = await (await browser.newContext(phone)).newPage()
})
test.afterAll(async () => {
  for (const one of [page, guest]) await one?.context().close()
  await product?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const pick = (from: string, at: number) => [...from][at % [...from].length] ?? ''

/** A shop's customer table: primes scatter the values, alike in every run. Every thousandth row has something wrong. */
function customers(): string[][] {
  return Array.from({ length: MEMBERS }, (_, at) => {
    const name = pick('王李张刘陈杨赵黄周吴徐孙胡朱高林', at) + pick('小雨子思佳若', at * 7) + pick('涵轩琪宁晨溪安', at * 31)
    const phone = at % 1000 === 7 ? '12' : `13${String((at * 999_983) % 1_000_000_000).padStart(9, '0')}`
    return [
      `V${String(at).padStart(5, '0')}`,
      at % 1000 === 13 ? '' : name,
      phone,
      ['成都', '杭州', '上海', '西安', '长沙'][at % 5] ?? '',
      ['门店', '抖音', '老客介绍', '地推'][at % 4] ?? '',
      at % 3 === 0 ? '老客;会员日' : '新客',
      `${1970 + (at % 40)}-0${1 + (at % 9)}-1${at % 10}`,
      at % 50 === 0 ? '对坚果过敏，\n送礼请避开 "花生"' : '',
    ]
  })
}

async function writeTable(name: string, rows: readonly (readonly string[])[]): Promise<string> {
  const path = join(folder, name)
  const batches = (async function* () {
    yield rows
  })()
  await pipeline(Readable.fromWeb(writeXlsx('客户', batches) as never), createWriteStream(path))
  return path
}

async function readTable(path: string): Promise<string[][]> {
  const rows: string[][] = []
  for await (const { cells } of readXlsx(path)) rows.push([...cells])
  return rows
}

const figure = (name: string) => page.locator('.g-figure').filter({ hasText: name })

test('five thousand customers come from a workbook, with what each column is already guessed', async () => {
  const path = await writeTable('客户表.xlsx', [HEADINGS, ...customers()])
  await page.goto(`${product.url}/members/import`)
  await settled(page)
  await page.locator('input[type=file]').setInputFiles(path)
  await expect(page.getByText('共 5,000 行，请核对每一列是什么')).toBeVisible()
  await expect(page.getByText('文件编码')).toHaveCount(0)
  // The shell around the page is looked at by faults.ts.
  expect((await faultsOf(page)).filter((fault) => !fault.includes('.c-account'))).toEqual([])
  await page.getByRole('button', { name: '开始导入 5,000 行' }).click()
  await expect(page.getByText('10 行没有导入')).toBeVisible({ timeout: 60_000 })
  await expect(figure('新建')).toContainText('4,990')
  await expect(page.getByText('手机号不对').first()).toBeVisible()
})

test('the rows that were not taken are downloaded, mended and sent again; nobody is made twice', async () => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载没导入的行' }).click()])
  const [heading, ...rejected] = await readTable(await download.path())
  expect(heading).toEqual(['没导入的原因', ...HEADINGS])
  expect(rejected.map((row) => row[0])).toEqual(Array.from({ length: 5 }, () => ['手机号：手机号不对', '新成员没有姓名']).flat())
  const mended = rejected.map((row, at) => [...row.slice(0, 2), row[2] || '补名', `1390000${String(1000 + at)}`, ...row.slice(4)])
  const path = await writeTable('改好的.xlsx', [heading ?? [], ...mended])
  await page.getByRole('button', { name: '再导入一份' }).click()
  await page.locator('input[type=file]').setInputFiles(path)
  await page.getByRole('button', { name: '开始导入 10 行' }).click()
  await expect(page.getByText('去看成员列表')).toBeVisible({ timeout: 60_000 })
  await expect(figure('新建')).toContainText('10')
  await expect(figure('没导入')).toContainText('0')
})

test('they are found in the list, by filter and by name, and the table sent once more changes nothing', async () => {
  await page.goto(`${product.url}/members?source=${encodeURIComponent('抖音')}`)
  await settled(page)
  await expect(page.getByText('新客').first()).toBeVisible()
  await page.getByRole('textbox', { name: '姓名、手机号、编号' }).fill('V04997')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.goto(`${product.url}/members/import`)
  await page.locator('input[type=file]').setInputFiles(join(folder, '改好的.xlsx'))
  await page.getByRole('button', { name: '开始导入 10 行' }).click()
  await expect(page.getByText('没有任何变化')).toBeVisible({ timeout: 60_000 })
})

test('a segment of those who spoke this week is built without a line of code; nobody is in it yet', async () => {
  await page.goto(`${product.url}/segments/new`)
  await settled(page)
  await page.getByPlaceholder('例如：上海、近 30 天没发言的会员').fill('这周开口的人')
  await page.getByRole('button', { name: '加条件' }).click()
  await page.getByRole('menuitem', { name: '行为次数' }).click()
  await page.getByRole('button', { name: '去掉「至多」' }).click()
  await page.getByRole('button', { name: '加限制' }).click()
  await page.getByRole('menuitem', { name: '至少' }).click()
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('heading', { name: '这周开口的人' })).toBeVisible()
  segmentId = Number(/segments\/(\d+)/.exec(page.url())?.[1])
  await expect(figure('人数').first()).toContainText('0')
})

/** A group whose playbook greets who enters the segment. */
async function openGroup(): Promise<string> {
  const { id } = await desk.call(createCommunity, { name: '会员聊天群', type: 'newcomer' })
  await desk.call(changeState, { id, to: 'recruiting' })
  const text = `grove: 1
key: greet-speakers
title: { zh: 开口有回应, en: Answer who speaks }
communityTypes: [newcomer]
goal: { text: { zh: 第一次开口就被回应, en: Answered the first time they speak }, figure: retention_7d, target: 0.6 }
steps:
  - id: greet
    title: { zh: 回应第一次开口, en: Answer the first words }
    why: { zh: 开口就有人接话, en: Is answered at once }
    track: member
    when: { on: segmentEntered, filter: { segment: ${segmentId} } }
    do: { kind: send, text: { zh: '{name|朋友}，看到你开口啦，很高兴认识你！', en: '{name|Friend}, good to hear from you!' } }
`
  const playbook = await desk.call(createPlaybook, { text })
  await desk.call(publishPlaybook, { id: playbook.id, note: '' })
  await desk.call(startRun, { playbookId: playbook.id, communityId: id, startDay: '2026-11-02', params: {}, confirm: true })
  return (await desk.call(getCommunity, { id })).joinUrl
}

test('a member who speaks in the room enters it within seconds, and the playbook greets them in private', async () => {
  await product.setClock(new Date('2026-11-02T10:00:00+08:00'))
  for (const one of [page, guest]) await one.clock.setSystemTime(product.now())
  await guest.goto(await openGroup())
  await guest.getByRole('button', { name: '加入这个群' }).click()
  await guest.getByLabel('怎么称呼你').fill('沈知夏')
  await guest.getByRole('button', { name: '加入', exact: true }).click()
  await guest.getByRole('button', { name: '进群打个招呼' }).click()
  await guest.getByPlaceholder('说点什么…').fill('大家好，我是知夏')
  await guest.getByRole('button', { name: '发送', exact: true }).click()
  await expect(guest.getByText('大家好，我是知夏')).toBeVisible()
  await expect(async () => {
    await page.goto(`${product.url}/segments/${segmentId}`)
    await expect(page.getByRole('row').filter({ hasText: '沈知夏' })).toBeVisible({ timeout: 3000 })
  }).toPass()
  await guest.getByRole('tab', { name: /私信/ }).click()
  await expect(guest.getByText('沈知夏，看到你开口啦，很高兴认识你！')).toBeVisible({ timeout: 20_000 })
})

test('the four rates count them, say how, and open the members behind the number', async () => {
  await expect(async () => {
    await page.goto(`${product.url}/rates?grain=day&until=2026-11-02`)
    await expect(page.getByRole('link', { name: '5,001', exact: true }).first()).toBeVisible({ timeout: 3000 })
  }).toPass()
  await expect(page.getByRole('heading', { name: '四率' })).toBeVisible()
  await page.getByRole('link', { name: '5,001', exact: true }).first().click()
  await expect(page.getByRole('row').filter({ hasText: '沈知夏' })).toBeVisible()
})
