import { showPage } from '@grove/ui-h5/testing'
import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { rewardH5 } from '../index.tsx'
import PrizesPage from './prizes.tsx'

const LIST = 'GET /api/m/:ws/prizes'
const ADDRESS = 'PUT /api/m/:ws/prizes/:id/address'
const mug = {
  id: 9,
  reward: '马克杯',
  description: '陶瓷',
  kind: 'goods',
  points: 0,
  why: '猜谜语',
  code: null,
  state: 'issued',
  address: null,
  carrier: '',
  tracking: '',
  issuedAt: '2026-11-20T08:00:00Z',
  expiresAt: null,
}
const coupon = { ...mug, id: 8, reward: '减 10 元', kind: 'coupon', code: 'K7P2', expiresAt: '2026-12-20T08:00:00Z' }
const page = (items: unknown[]) => ({ items, next: null, total: { count: items.length, exact: true } })

async function show(answers: Readonly<Record<string, unknown>>) {
  const { calls } = await showPage({ words: rewardH5.words, path: '/prizes', pages: { '/prizes': PrizesPage }, answers })
  return calls
}

/** What the phone is told over its line; each socket is greeted. */
class FakeSocket {
  static all: FakeSocket[] = []
  onmessage?: (event: { data: string }) => void
  readonly url: string
  constructor(url: string) {
    this.url = url
    FakeSocket.all.push(this)
  }
  send() {}
  close() {}
}
const say = (changed: readonly string[]) => act(async () => FakeSocket.all.at(-1)?.onmessage?.({ data: JSON.stringify({ changed }) }))

beforeEach(() => {
  FakeSocket.all = []
  vi.stubGlobal('WebSocket', FakeSocket)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('my prizes', () => {
  it('shows what was given, picked up or sent meanwhile, without a touch; news of other things read nothing', async () => {
    const answers: Record<string, unknown> = { [LIST]: page([coupon]) }
    const calls = await show(answers)
    await screen.findByText('待使用')
    expect(FakeSocket.all.map((one) => new URL(one.url).pathname + new URL(one.url).search)).toEqual(['/ws/live?ws=w1'])
    await say([])
    const before = calls.length
    await say(['camp'])
    expect(calls).toHaveLength(before)
    answers[LIST] = page([mug, { ...coupon, state: 'redeemed' }])
    await say(['reward', 'points'])
    expect(await screen.findByText('马克杯')).toBeTruthy()
    expect(screen.getByText('已到手')).toBeTruthy()
  })

  it('says that a prize is over when its moment comes', async () => {
    vi.useFakeTimers({ now: new Date('2026-12-20T07:59:00Z'), shouldAdvanceTime: true })
    const answers: Record<string, unknown> = { [LIST]: page([coupon]) }
    await show(answers)
    await screen.findByText('待使用')
    answers[LIST] = page([{ ...coupon, state: 'expired' }])
    await act(() => vi.advanceTimersByTimeAsync(61_000))
    expect(await screen.findByText('已过期')).toBeTruthy()
  })

  it('says how to get one when there is none', async () => {
    await show({ [LIST]: page([]) })
    expect(await screen.findByText('还没有奖品')).toBeTruthy()
  })

  it('shows the code to use, and no address for what is not sent', async () => {
    await show({ [LIST]: page([coupon]) })
    expect(await screen.findByText('K7P2')).toBeTruthy()
    expect(screen.queryByText('填收货地址')).toBeNull()
  })

  it('marks what an address lacks before it is sent, then sends it and looks again', async () => {
    const answers: Record<string, unknown> = { [LIST]: page([mug]), [ADDRESS]: { changed: 1 } }
    const calls = await show(answers)
    fireEvent.click(await screen.findByText('填收货地址'))
    fireEvent.click(await screen.findByText('保存地址'))
    expect(await screen.findByText('写上收货人')).toBeTruthy()
    expect(calls.some((call) => call.route === ADDRESS)).toBe(false)
    fireEvent.change(screen.getByLabelText(/收货人/), { target: { value: '林小雨' } })
    fireEvent.change(screen.getByLabelText(/电话/), { target: { value: '13800138000' } })
    fireEvent.change(screen.getByLabelText(/详细地址/), { target: { value: '上海市静安区一路 1 号' } })
    answers[LIST] = page([{ ...mug, state: 'ready' }])
    fireEvent.click(screen.getByText('保存地址'))
    expect(await screen.findByText('等待寄出')).toBeTruthy()
    expect(calls.find((call) => call.route === ADDRESS)?.input).toMatchObject({ ws: 'w1', id: 9, name: '林小雨', phone: '13800138000' })
  })
})
