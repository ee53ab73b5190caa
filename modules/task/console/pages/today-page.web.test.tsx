import { foreignWords, refuse, renderPage } from '@grove/ui/testing'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Task } from '../../contract/index.ts'
import { taskConsole } from '../index.tsx'
import TodayPage from './today-page.tsx'

const consoles = [taskConsole]
const soon = new Date(Date.now() + 3_600_000)

const task = (id: number, more: Partial<Task> = {}): Task => ({
  id,
  kind: 'do',
  state: 'open',
  title: { text: `T${id}` },
  body: null,
  script: null,
  why: null,
  options: [{ outcome: 'done', label: { key: 'task.option.done', params: {} } }],
  community: null,
  member: null,
  assignee: { id: 1, name: 'Lin' },
  role: null,
  runId: null,
  dueAt: soon,
  expiresAt: null,
  outcome: null,
  note: null,
  doneBy: null,
  doneAt: null,
  preview: null,
  ...more,
})
const confirm = (id: number) =>
  task(id, {
    kind: 'confirm',
    expiresAt: soon,
    preview: { text: '{name} 123', editable: true, recipients: 3, toGroup: false },
    options: [{ outcome: 'send', label: { key: 'task.option.send', params: {} } }],
  })

const answers = (today: object = {}) => ({
  'GET /api/today': {
    confirm: [],
    now: [],
    later: [],
    wrong: [],
    next: [],
    counts: { open: 0, overdue: 0, doneToday: 0 },
    stopped: false,
    ...today,
  },
  'GET /api/notices': { items: [], next: null, total: null, unread: 0 },
  'GET /api/tasks/assignees': { items: [{ id: 2, name: 'Wu', role: 'owner', open: 4 }] },
  'GET /api/communities': { items: [], next: null, total: null },
  'POST /api/tasks/complete': { ok: true },
  'POST /api/tasks/reassign': { ok: true },
})
const completed = (page: Awaited<ReturnType<typeof renderPage>>) =>
  page.calls.filter((call) => call.route === 'POST /api/tasks/complete').map((call) => call.input)

describe('today', () => {
  it('says how to begin when nothing has been started, and that all is done when it is', async () => {
    const empty = await renderPage(<TodayPage />, { answers: answers(), consoles, at: '/' })
    expect(await empty.findByText('近几天没有要做的事')).toBeTruthy()
    empty.unmount()
    const next = [{ at: soon, title: { text: 'N' }, community: null, count: 2, href: '/runs/1' }]
    const done = await renderPage(<TodayPage />, { answers: answers({ next }), consoles, at: '/' })
    expect(await done.findByText('手上的事都做完了')).toBeTruthy()
  })

  it('lets those who only look, only look', async () => {
    const page = await renderPage(<TodayPage />, {
      answers: answers({ confirm: [confirm(1)], now: [task(2)] }),
      consoles,
      rights: ['task.read'],
    })
    await page.findByText('T1')
    expect(page.queryByRole('button', { name: /发送|做完了|派个活|转给同事/ })).toBeNull()
  })

  it('shows what went wrong with the way to the rows', async () => {
    const wrong = [{ key: 'task.notice.assigned', params: { count: 3 }, severity: 'error', href: '/sends?state=unknown' }]
    const page = await renderPage(<TodayPage />, { answers: answers({ wrong }), consoles })
    const link = await page.findByText('有人转给你 3 件待办')
    expect(link.getAttribute('href')).toBe('/sends?state=unknown')
  })

  it.each(['zh', 'en'] as const)('speaks one language (%s)', async (locale) => {
    const today = { confirm: [confirm(1)], now: [task(2)], later: [task(3)], counts: { open: 3, overdue: 1, doneToday: 2 } }
    const page = await renderPage(<TodayPage />, { answers: answers(today), consoles, locale })
    await page.findByText('T1')
    expect(foreignWords(page.container, locale)).toEqual([])
  })
})

describe('one tap', () => {
  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

  it('can be taken back: the server never hears of it', async () => {
    const page = await renderPage(<TodayPage />, { answers: answers({ confirm: [confirm(1)] }), consoles })
    fireEvent.click(await page.findByRole('button', { name: /发送/ }))
    expect(page.getByRole('status').textContent).toContain('即将发送「T1」')
    fireEvent.click(page.getByRole('button', { name: '撤销' }))
    await wait(6000)
    expect(completed(page)).toEqual([])
    expect(page.getByRole('button', { name: /发送/ })).toBeTruthy()
  })

  it('is said after five seconds, once', async () => {
    const page = await renderPage(<TodayPage />, { answers: answers({ now: [task(2)] }), consoles })
    fireEvent.click(await page.findByRole('button', { name: '做完了' }))
    expect(completed(page)).toEqual([])
    await wait(6000)
    expect(completed(page)).toEqual([{ ids: [2], outcome: 'done' }])
  })

  it('is said at once when the page goes away', async () => {
    const page = await renderPage(<TodayPage />, { answers: answers({ now: [task(2)] }), consoles })
    fireEvent.click(await page.findByRole('button', { name: '做完了' }))
    page.unmount()
    await wait(0)
    expect(completed(page)).toEqual([{ ids: [2], outcome: 'done' }])
    await wait(6000)
    expect(completed(page)).toHaveLength(1)
  })

  it('sends the person’s own words', async () => {
    const page = await renderPage(<TodayPage />, { answers: answers({ confirm: [confirm(1)] }), consoles })
    expect((await page.findByText('成员昵称')).className).toBe('t-variable')
    fireEvent.click(page.getByRole('button', { name: /改一改/ }))
    const box = page.getByRole('textbox', { name: '要发送的内容' })
    fireEvent.change(box, { target: { value: '  ' } })
    expect(page.getByRole('button', { name: /发送/ }).hasAttribute('disabled')).toBe(true)
    fireEvent.change(box, { target: { value: '早呀' } })
    fireEvent.click(page.getByRole('button', { name: /按修改后的发送/ }))
    await wait(6000)
    expect(completed(page)).toEqual([{ ids: [1], outcome: 'send', text: '早呀' }])
  })

  it('sends all that wait', async () => {
    const page = await renderPage(<TodayPage />, { answers: answers({ confirm: [confirm(1), confirm(2)] }), consoles })
    fireEvent.click(await page.findByRole('button', { name: '全部发送（2）' }))
    await wait(6000)
    expect(completed(page)).toEqual([{ ids: [1, 2], outcome: 'send' }])
  })

  it('that fails says why and brings the task back', async () => {
    const fails = { ...answers({ now: [task(2)] }), 'POST /api/tasks/complete': () => refuse('task.already_closed', 409, { by: '吴敏' }) }
    const page = await renderPage(<TodayPage />, { answers: fails, consoles })
    fireEvent.click(await page.findByRole('button', { name: '做完了' }))
    await wait(6000)
    await waitFor(() => expect(screen.getByText(/吴敏/)).toBeTruthy())
    expect(page.getByRole('button', { name: '做完了' })).toBeTruthy()
  })

  it('on a name hands a task over', async () => {
    const page = await renderPage(<TodayPage />, { answers: answers({ now: [task(2)] }), consoles })
    fireEvent.click(await page.findByRole('button', { name: '转给同事' }))
    fireEvent.click(await screen.findByRole('button', { name: /Wu/ }))
    await waitFor(() => expect(page.calls.at(-1)?.route).not.toBeUndefined())
    expect(page.calls.find((call) => call.route === 'POST /api/tasks/reassign')?.input).toEqual({ ids: [2], staffId: 2 })
  })
})
