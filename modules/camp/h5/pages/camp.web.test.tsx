import { showPage } from '@grove/ui-h5/testing'
import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { campH5 } from '../index.tsx'
import CampPage from './camp.tsx'
import CampsPage from './camps.tsx'

const LOOK = 'GET /api/m/:ws/camps/:code'
const MINE = 'GET /api/m/:ws/camps'
const view = {
  code: 'CAMP2345',
  name: '第一期',
  intro: '',
  workspaceName: '小店',
  state: 'running',
  startsOn: '2026-11-20',
  endsOn: '2026-11-26',
  seats: 5,
  seatsLeft: 3,
  today: 2,
  communityId: 7,
  screening: { form: null, quiz: null, pass: 0, proof: 'none', productLine: '', ordered: false },
  you: {
    name: '学员',
    state: 'admitted',
    place: null,
    reason: null,
    post: 'none',
    checkIns: 1,
    streak: 1,
    best: 1,
    cardsLeft: 1,
    feedback: 'closed',
  },
  days: [],
  exams: [],
  peersOpen: 0,
  defence: false,
  offer: null,
}
const show = (more: object) =>
  showPage({
    words: campH5.words,
    path: '/camp/CAMP2345',
    pages: { '/camp/:code': CampPage },
    answers: { [LOOK]: { ...view, ...more } },
  })

describe('the page of a camp', () => {
  it('names no defence where there is none', async () => {
    await show({})
    expect(await screen.findByText('我的记录')).toBeTruthy()
    expect(screen.queryByText('答辩与展示')).toBeNull()
  })

  it('leads to the defence where there is one', async () => {
    const { at } = await show({ defence: true })
    fireEvent.click(await screen.findByText('答辩与展示'))
    expect(at()).toBe('/m/w1/camp/CAMP2345/defence')
  })
})

describe('what comes after a camp', () => {
  it('is not spoken of before it is over', async () => {
    await show({})
    expect(await screen.findByText('我的记录')).toBeTruthy()
    expect(screen.queryByText('接下来')).toBeNull()
  })

  it('is told with where it leads', async () => {
    await show({ state: 'finished', offer: { text: '进阶营下周开', link: 'https://shop.example/next' } })
    expect(await screen.findByText('进阶营下周开')).toBeTruthy()
    expect(screen.getByRole('link', { name: '去看看' }).getAttribute('href')).toBe('https://shop.example/next')
  })
})

describe('the camps of a student', () => {
  const camp = (id: number) => ({ id, code: `CAMP${id}`, name: `第 ${id} 期`, state: 'finished', today: 9, days: 7 })
  const open = (answer: unknown) =>
    showPage({ words: campH5.words, path: '/camps', pages: { '/camps': CampsPage }, answers: { [MINE]: answer } })

  it('say so when there are none', async () => {
    await open({ items: [], next: null, total: null })
    expect(await screen.findByText('还没有参加训练营')).toBeTruthy()
  })

  it('go on behind the first page, each leading to its own', async () => {
    const { at } = await open(({ cursor }: { cursor?: string }) => ({
      items: [camp(cursor ? 1 : 2)],
      next: cursor ? null : '2~',
      total: null,
    }))
    expect([await screen.findByText('第 2 期'), screen.queryByText('第 1 期')]).toEqual([expect.anything(), null])
    fireEvent.click(screen.getByRole('button', { name: '更多' }))
    fireEvent.click(await screen.findByText('第 1 期'))
    expect(at()).toBe('/m/w1/camp/CAMP1')
  })
})
