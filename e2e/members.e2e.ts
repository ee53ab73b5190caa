import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readXlsx, writeXlsx } from '@grove/spreadsheet'
import { expect, type Page, test } from '@playwright/test'
import { setUp, signInBrowser } from './product/desk.ts'
import { faultsOf, settled } from './product/faults-of-page.ts'
import { type Product, startProduct } from './product/start-product.ts'

test.describe.configure({ mode: 'serial' })

const MEMBERS = 5000
const HEADINGS = ['会员编号', '姓名', '手机号', '城市', '来源', '标签', '生日', '备注']
let product: Product
let page: Page
const folder = mkdtempSync(join(tmpdir(), 'grove-members-'))

test.beforeAll(async ({ browser }) => {
  product = await startProduct()
  await setUp(product.url)
  const context = await browser.newContext()
  await signInBrowser(context, product.url)
  page = await context.newPage()
  await page.clock.setSystemTime(product.now())
})
test.afterAll(async () => {
  await page?.context().close()
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
