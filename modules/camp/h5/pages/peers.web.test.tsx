import { showPage } from '@grove/ui-h5/testing'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { campH5 } from '../index.tsx'
import PeersPage from './peers.tsx'

const LOOK = 'GET /api/m/:ws/camps/:code/peers'
const LIST = 'GET /api/m/:ws/camps/:code/peers/work'
const READ = 'PUT /api/m/:ws/camps/:code/peers'
const work = {
  id: 11,
  day: 1,
  place: 1,
  title: '起步',
  ask: '写三句',
  text: '我的三句',
  pictures: [],
  link: null,
  outOf: 10,
  until: '2026-11-20T08:00:00Z',
  open: true,
  criteria: [],
  points: [],
  score: null,
  comment: null,
}
const show = (more: object, answer?: (input: unknown) => unknown) =>
  showPage({
    words: campH5.words,
    path: '/camp/CAMP2345/peers',
    pages: { '/camp/:code/peers': PeersPage },
    answers: {
      [LOOK]: { camp: '第一期', communityId: 7 },
      [LIST]: answer ?? { items: [{ ...work, ...more }], next: null, total: null },
      [READ]: { kept: true },
    },
  })
const send = () => screen.getByRole<HTMLButtonElement>('button', { name: '提交' })
const comment = () => fireEvent.change(screen.getByLabelText('写一句具体的话'), { target: { value: '写得很具体' } })

describe('reading the homework of somebody else', () => {
  it('takes points for each criterion, tells the sum as it comes about, and sends nothing that is not whole', async () => {
    const page = await show({
      criteria: [
        { name: '具体', most: 5, weight: 3 },
        { name: '可行', most: 20, weight: 1 },
      ],
    })
    const specific = await screen.findByRole('radiogroup', { name: '具体（0 到 5 分）' })
    comment()
    expect([send().disabled, screen.getByText('还要给「具体」打分').textContent]).toEqual([true, '还要给「具体」打分'])
    fireEvent.click(specific.querySelectorAll('input')[4] as Element)
    fireEvent.change(screen.getByLabelText('可行（0 到 20 分）'), { target: { value: '21' } })
    expect(send().disabled).toBe(true)
    fireEvent.change(screen.getByLabelText('可行（0 到 20 分）'), { target: { value: '10' } })
    expect(screen.getByText('合计 7.3 / 10 分')).toBeTruthy()
    fireEvent.click(send())
    await waitFor(() => expect(page.calls.find((one) => one.route === READ)?.input).toMatchObject({ day: 1, place: 1, points: [4, 10] }))
  })

  it('goes on behind the first page', async () => {
    const last = { ...work, id: 12, place: 2, text: '第二份' }
    const list = (input: unknown) =>
      (input as { cursor?: string }).cursor === '11~'
        ? { items: [last], next: null, total: null }
        : { items: [work], next: '11~', total: null }
    await show({}, list)
    expect([await screen.findByText('我的三句'), screen.queryByText('第二份')]).toEqual([expect.anything(), null])
    fireEvent.click(screen.getByRole('button', { name: '更多' }))
    expect(await screen.findByText('第二份')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '更多' })).toBeNull()
  })

  it('asks for one score where there is no rubric', async () => {
    const page = await show({})
    fireEvent.change(await screen.findByLabelText('打几分（满分 10）'), { target: { value: '8' } })
    comment()
    fireEvent.click(send())
    await waitFor(() => expect(page.calls.find((one) => one.route === READ)?.input).toMatchObject({ score: 8 }))
  })
})
