import { showPage } from '@grove/ui-h5/testing'
import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
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

describe('my prizes', () => {
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
