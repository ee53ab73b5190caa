import { foreignWords, refuse, renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { SendState, SendSummary } from '../../contract/index.ts'
import { conversationConsole } from '../index.tsx'
import SendPage from './send-page.tsx'
import SendsPage from './sends-page.tsx'

const consoles = [conversationConsole]
const at = new Date('2026-11-22T02:00:00Z')

const send = (id: number, state: SendState, more: Partial<SendSummary> = {}): SendSummary => ({
  id,
  state,
  source: 'manual',
  channel: 'room',
  community: { id: 3, name: 'G3' },
  member: null,
  runId: null,
  activity: null,
  announcementId: 5,
  gist: `W${id}`,
  variant: null,
  reason: null,
  heldReason: null,
  detail: null,
  attempts: 1,
  notBefore: at,
  expiresAt: null,
  sentAt: null,
  ...more,
})
const detail = (one: SendSummary) => ({
  ...one,
  content: { parts: [{ kind: 'text', text: one.gist }] },
  createdAt: at,
  priority: 0,
  exempt: false,
  externalId: null,
  worker: null,
  leaseUntil: null,
  touch: '1-2-5-0-0-3-0',
  lineage: [{ at, attempt: 1, outcome: 'unknown', reason: 'no_answer', worker: 'w', staff: null }],
})

const lists = (items: readonly SendSummary[]) => ({
  'GET /api/sends': { items, next: null, total: { count: items.length, exact: true } },
  'GET /api/communities': { items: [{ id: 3, name: 'G3' }], next: null, total: null },
  'GET /api/channels': { items: [] },
})

describe('the list of sends', () => {
  it('says what to do first when nothing was sent', async () => {
    const page = await renderPage(<SendsPage />, { answers: lists([]), consoles })
    expect(await page.findByText('还没有发送过消息')).toBeTruthy()
  })

  it('says every reason in words', async () => {
    const items = [
      send(1, 'held', { heldReason: 'quiet_hours' }),
      send(2, 'needs_person', { reason: 'missing_variable', detail: 'owner' }),
      send(3, 'expired', { reason: 'past_due', heldReason: 'member_day' }),
    ]
    const page = await renderPage(<SendsPage />, { answers: lists(items), consoles })
    expect(await page.findByText('免打扰时段')).toBeTruthy()
    expect(page.getByText('内容里的变量没有值，缺 owner')).toBeTruthy()
    expect(page.getByText('这位成员今天的私信已达上限')).toBeTruthy()
  })

  it('takes its filters from the address: the way from Today', async () => {
    const page = await renderPage(<SendsPage />, { answers: lists([send(1, 'unknown')]), consoles, at: '/?state=unknown&reason=no_answer' })
    await page.findByText('W1')
    expect(page.calls.find((call) => call.route === 'GET /api/sends')?.input).toMatchObject({ state: 'unknown', reason: 'no_answer' })
  })

  it('offers no decisions to those who only look', async () => {
    const page = await renderPage(<SendsPage />, { answers: lists([send(1, 'unknown')]), consoles, rights: ['send.read'] })
    await page.findByText('W1')
    expect(page.queryByRole('checkbox')).toBeNull()
  })

  it.each(['zh', 'en'] as const)('speaks one language (%s)', async (locale) => {
    const page = await renderPage(<SendsPage />, {
      answers: lists([send(1, 'unknown', { reason: 'no_answer' }), send(2, 'sent')]),
      consoles,
      locale,
    })
    await page.findByText('W1')
    expect(foreignWords(page.container, locale, ['Select all'])).toEqual([])
  })
})

describe('one send', () => {
  const one = (state: SendState, more: Record<string, unknown> = {}, rights?: readonly string[]) =>
    renderPage(<SendPage />, {
      consoles,
      path: '/sends/$id',
      at: '/sends/1',
      answers: { 'GET /api/sends/:id': detail(send(1, state, { reason: 'no_answer' })), ...more },
      ...(rights ? { rights } : {}),
    })
  const retries = (page: Awaited<ReturnType<typeof one>>) =>
    page.calls.filter((call) => call.route === 'POST /api/sends/retry').map((call) => call.input['acceptRisk'])

  it('that is unknown is sent again only after the risk is taken over', async () => {
    const answer = (input: unknown) =>
      (input as { acceptRisk?: boolean }).acceptRisk ? { changed: 1 } : refuse('send.risk_not_accepted', 409, { count: 1 })
    const page = await one('unknown', { 'POST /api/sends/retry': answer })
    fireEvent.click(await page.findByRole('button', { name: '再发一次' }))
    await screen.findByText('再发一次？有 1 条可能重复')
    const dialog = screen.getByRole('dialog')
    const again = [...dialog.querySelectorAll('button')].find((button) => button.textContent?.includes('再发一次'))
    expect(again?.disabled).toBe(true)
    fireEvent.click(screen.getByRole('checkbox'))
    expect(again?.disabled).toBe(false)
    if (again) fireEvent.click(again)
    await waitFor(() => expect(retries(page)).toEqual([false, true]))
  })

  it('that is unknown can be settled by somebody who looked', async () => {
    const page = await one('unknown', { 'POST /api/sends/settle': { changed: 1 } })
    fireEvent.click(await page.findByRole('button', { name: '我看过了，已送达' }))
    await waitFor(() => expect(page.calls.find((call) => call.route === 'POST /api/sends/settle')?.input).toEqual({ ids: [1], as: 'sent' }))
  })

  it('shows its lineage and no decisions to those who only look', async () => {
    const page = await one('unknown', {}, ['send.read'])
    expect(await page.findByText('第 1 次尝试：结果不明')).toBeTruthy()
    expect(page.getByText('排入发送计划')).toBeTruthy()
    expect(page.queryByRole('button', { name: '再发一次' })).toBeNull()
  })

  it('that left offers nothing to take back', async () => {
    const page = await one('sent')
    await page.findByText('排入发送计划')
    expect(page.queryByRole('button', { name: /再发一次|取消发送/ })).toBeNull()
  })

  it('that waits says until when, and can be cancelled after asking', async () => {
    const page = await one('retry', { 'POST /api/sends/cancel': { changed: 1 } })
    expect(await page.findByText(/通道没有回执，.*再试/)).toBeTruthy()
    fireEvent.click(page.getByRole('button', { name: '取消发送' }))
    await screen.findByText('取消这 1 条还没发出的消息？')
    const ok = [...screen.getByRole('dialog').querySelectorAll('button')].find((button) => button.textContent === '取消发送')
    if (ok) fireEvent.click(ok)
    await waitFor(() => expect(page.calls.some((call) => call.route === 'POST /api/sends/cancel')).toBe(true))
  })

  it.each(['zh', 'en'] as const)('speaks one language (%s)', async (locale) => {
    const page = await renderPage(<SendPage />, {
      consoles,
      locale,
      path: '/sends/$id',
      at: '/sends/1',
      answers: { 'GET /api/sends/:id': detail(send(1, 'unknown', { reason: 'no_answer' })) },
    })
    await page.findByText('W1')
    expect(foreignWords(page.container, locale, ['Select all'])).toEqual([])
  })
})
