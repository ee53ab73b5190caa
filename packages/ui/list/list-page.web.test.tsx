import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { foreignWords, type PageTest, renderPage } from '../testing/index.ts'
import { answerTrees, type listTrees, TreeList } from './list-fixture.tsx'
import type { BulkAction } from './list-spec.ts'

const zh = { trees: '树木', name: '名字', plant: '还没有树' }
const en = { trees: 'Trees', name: 'Name', plant: 'No trees yet' }
const trees = { 'GET /api/trees': answerTrees }
const open = (test: PageTest = {}, words = zh) => renderPage(<TreeList words={words} />, { answers: trees, at: '/?limit=20', ...test })

test('an error is said with a way to try again', async () => {
  let down = true
  const page = await renderPage(<TreeList words={zh} />, {
    answers: { 'GET /api/trees': (input: never) => answerTrees(down ? { limit: 50, q: 'boom' } : input) },
  })
  await screen.findByText(/暂时连不上数据库/)
  down = false
  fireEvent.click(screen.getByRole('button', { name: '重试' }))
  await screen.findByText('T1')
  expect(page.calls.length).toBeGreaterThan(1)
})

test('nothing there yet: one next step, no filters in the way', async () => {
  await renderPage(<TreeList words={zh} />, { answers: { 'GET /api/trees': { items: [], next: null, total: null } } })
  await screen.findByText('还没有树')
  expect(screen.queryByRole('textbox')).toBeNull()
})

test('nothing matches: the filters can be cleared, and the address with them', async () => {
  const page = await open({ at: '/?q=nothing' })
  await screen.findByText('没有符合条件的内容')
  fireEvent.click(screen.getAllByRole('button', { name: '清空筛选' })[0] as HTMLElement)
  await screen.findByText('T1')
  expect(page.address()).toBe('/')
})

test('filters and sort come from the address and go into the call', async () => {
  const page = await open({ at: '/?q=oak&kind=oak&kind=elm&sort=-height&limit=20' })
  await screen.findByText('T20')
  expect(page.calls[0]?.input).toEqual({ q: 'oak', kind: ['oak', 'elm'], sort: '-height', limit: 20 })
  expect(screen.queryByText('T21')).toBeNull()
})

test('typing a filter changes the address after a pause, and not while a word is being composed', async () => {
  const page = await open()
  await screen.findByText('T1')
  const box = screen.getByRole('textbox', { name: '名字' })
  fireEvent.compositionStart(box)
  fireEvent.change(box, { target: { value: 'wang' } })
  fireEvent.compositionEnd(box, { target: { value: '王' } })
  fireEvent.change(box, { target: { value: '王' } })
  await waitFor(() => expect(page.address()).toBe('/?limit=20&q=%E7%8E%8B'))
  expect(page.calls.map((call) => call.input.q)).not.toContain('wang')
})

test('pages turn by cursor, and the estimate is marked', async () => {
  const page = await open()
  await screen.findByText('T1')
  expect(screen.getByText('共 ≈120,000 条')).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: '下一页' }))
  await screen.findByText('T21')
  expect(page.calls.at(-1)?.input.cursor).toBe('20')
  fireEvent.click(screen.getByRole('button', { name: '上一页' }))
  await screen.findByText('T1')
  expect(screen.getByText('第 1 页')).toBeDefined()
})

test('a click on a column’s head sorts on the server', async () => {
  const page = await open()
  await screen.findByText('T1')
  fireEvent.click(screen.getByRole('columnheader', { name: /m/ }))
  await waitFor(() => expect(page.address()).toBe('/?limit=20&sort=height'))
  await waitFor(() => expect(page.calls.at(-1)?.input.sort).toBe('height'))
})

test('a bulk action gets the ticked rows, asks first, says how it went and clears the ticks', async () => {
  const run = vi.fn<BulkAction<typeof listTrees>['run']>(async () => '已浇水')
  const bulk = [{ key: 'water', label: '浇水', confirm: () => ({ title: '浇水？', ok: '浇' }), run }]
  await renderPage(<TreeList words={zh} bulk={bulk} />, { answers: trees, at: '/?limit=20' })
  await screen.findByText('T1')
  fireEvent.click(screen.getByRole('checkbox', { name: '选中第 2 行' }))
  fireEvent.click(screen.getByRole('checkbox', { name: '选中第 3 行' }))
  fireEvent.click(screen.getByRole('button', { name: '浇水' }))
  const dialog = await screen.findByRole('dialog')
  fireEvent.click(within(dialog).getByRole('button', { name: '取消' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: '浇' })).toBeNull())
  expect(run).not.toHaveBeenCalled()
  fireEvent.click(screen.getByRole('button', { name: '浇水' }))
  fireEvent.click(await screen.findByRole('button', { name: '浇' }))
  await screen.findByText('已浇水')
  expect(run).toHaveBeenCalledWith({ kind: 'rows', keys: [2, 3], count: 2 })
  expect(screen.queryByText('已选 2 项')).toBeNull()
})

test('everything the filters match can be chosen where the action allows it', async () => {
  const run = vi.fn<BulkAction<typeof listTrees>['run']>(async () => undefined)
  await renderPage(<TreeList words={zh} bulk={[{ key: 'tag', label: '打标签', onAll: true, run }]} />, {
    answers: trees,
    at: '/?q=oak&limit=20',
  })
  await screen.findByText('T1')
  fireEvent.click(screen.getByRole('checkbox', { name: '选中第 1 行' }))
  fireEvent.click(screen.getByRole('button', { name: '选中全部 ≈120,000 项' }))
  fireEvent.click(screen.getByRole('button', { name: '打标签' }))
  await waitFor(() => expect(run).toHaveBeenCalledWith({ kind: 'all', input: { q: 'oak', sort: 'name', limit: 20 }, count: 120_000 }))
})

test('cards on a phone, with more rows below', async () => {
  const wide = globalThis.matchMedia
  vi.stubGlobal('matchMedia', (query: string) => ({
    ...wide(query),
    matches: true,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
  await open()
  await screen.findByText('T1')
  expect(screen.queryByRole('table')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '加载更多' }))
  await screen.findByText('T21')
  expect(screen.getByText('T1')).toBeDefined()
  vi.unstubAllGlobals()
})

test.each([
  ['zh', zh],
  ['en', en],
] as const)('one language at a time (%s)', async (locale, words) => {
  const page = await open({ locale }, words)
  await screen.findByText('T1')
  expect(foreignWords(page.container, locale)).toEqual([])
})
