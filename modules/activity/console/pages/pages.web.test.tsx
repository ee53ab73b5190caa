import { questionConsole } from '@grove/question/console'
import { segmentConsole } from '@grove/segment/console'
import { foreignWords, renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { scriptsIn } from '../../domain/library.ts'
import { activityConsole } from '../index.tsx'
import ActivitiesPage from './activities-page.tsx'
import ActivityPage from './activity-page.tsx'
import PlanPage from './plan-page.tsx'

const scripts = scriptsIn('en')
const riddles = scripts.find((one) => one.key === 'riddles') as (typeof scripts)[number]
const at = '2026-11-20T08:00:00Z'
const page = (items: unknown[]) => ({ items, next: null, total: { count: items.length, exact: true } })
const view = {
  id: 4,
  code: 'ACT2345',
  kind: 'riddle',
  mechanism: 'rounds',
  title: 'Riddles',
  intro: 'The first right answer wins.',
  communityId: 3,
  communityName: 'Spring',
  stage: 'open',
  round: 1,
  rounds: 2,
  startsAt: at,
  closesAt: '2026-11-20T08:05:00Z',
  now: '2026-11-20T08:03:00Z',
  joined: 4,
  awards: riddles.spec.awards,
  claimsLeft: null,
  claims: null,
  shown: {
    round: 1,
    text: 'What has hands but cannot clap?',
    options: [
      { key: 'A', label: 'A clock', count: 3 },
      { key: 'B', label: 'A river', count: 1 },
    ],
    answer: null,
    explain: '',
    answered: 4,
    right: null,
    firstName: 'Wei',
    firstAt: '2026-11-20T08:02:00Z',
    revealed: false,
  },
  ranking: [],
  winners: [
    { round: 1, name: 'Wei', memberId: 7, award: 'Fastest', prize: { kind: 'points', points: 20 }, given: true },
    { round: 1, name: 'Wei', memberId: 7, award: 'Right', prize: { kind: 'points', points: 5 }, given: true },
  ],
  wins: 250,
  entryRule: null,
  typed: false,
  commitment: 'abc',
  weights: null,
  spec: riddles.spec,
  members: 8,
  stoppedWhy: null,
  pulse: [{ at, count: 4 }],
  secret: 'A',
}
const spring = {
  id: 3,
  name: 'Spring',
  type: 'newcomer',
  state: 'recruiting',
  channel: 'room',
  publicCode: 'SPRING23',
  capacity: 200,
  memberCount: 8,
  chapter: null,
  owners: ['Lin'],
  closesAt: null,
  waiting: 0,
  createdAt: at,
}
const figures = {
  reached: 8,
  joined: 4,
  answers: 7,
  winners: 1,
  cost: 2500,
  points: 25,
  talkBefore: 2,
  talkAfter: 31,
  left: 0,
  orders: 0,
  orderAmount: 0,
  share: 0.5,
  usual: null,
  elsewhere: null,
  overTime: [],
}
const own = { id: 9, key: 'our-own', name: 'Our own', purpose: 'game', note: '', questions: 12, themes: [], updatedAt: at }
const answers = {
  'GET /api/activities': page([]),
  'GET /api/activity-scripts': { items: scripts },
  'GET /api/activities/:id': view,
  'GET /api/activities/:id/figures': figures,
  'GET /api/communities': page([spring]),
  'GET /api/rewards': page([]),
  'GET /api/question-banks': page([own]),
  'POST /api/activities': { ids: [4] },
  'POST /api/activities/:id/extend': { closesAt: '2026-11-20T08:10:00Z' },
}
const show = (element: ReactElement, options: { at?: string; path?: string; answers?: object } = {}) =>
  renderPage(element, {
    locale: 'en',
    locales: [activityConsole.locales, questionConsole.locales, segmentConsole.locales],
    ...options,
    answers: { ...answers, ...options.answers },
  } as Parameters<typeof renderPage>[1])

describe('activities in the console', () => {
  it('says what to do first when there is none', async () => {
    const { container } = await show(<ActivitiesPage />, { at: '/activities' })
    expect(await screen.findByText('No activities yet')).toBeTruthy()
    expect(foreignWords(container, 'en')).toEqual([])
  })

  it('shows every script of the library', async () => {
    await show(<ActivitiesPage />, { at: '/activities?tab=library' })
    expect((await screen.findAllByText(riddles.title)).length).toBeGreaterThan(0)
    expect(document.querySelectorAll('.activity-card')).toHaveLength(scripts.length)
  })

  it('plans into a group with what was typed, and only once a group was picked', async () => {
    const { calls } = await show(<PlanPage />, { at: '/activities/plan/riddles', path: '/activities/plan/$script' })
    expect(((await screen.findByText('Plan in 0 groups')).closest('button') as HTMLButtonElement).disabled).toBe(true)
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Riddles at eight' } })
    fireEvent.mouseDown(screen.getByLabelText('Communities'))
    fireEvent.click(await screen.findByText('Spring'))
    fireEvent.click(await screen.findByText('Plan in 1 group'))
    await waitFor(() => expect(calls.find((call) => call.route === 'POST /api/activities')).toBeTruthy())
    const { input } = calls.find((call) => call.route === 'POST /api/activities') as (typeof calls)[number]
    expect(input).toMatchObject({ script: 'riddles', communityIds: [3], title: 'Riddles at eight' })
    expect(input).not.toHaveProperty('condition')
  })

  it('asks from the house’s own bank', async () => {
    const { calls } = await show(<PlanPage />, { at: '/activities/plan/riddles?community=3', path: '/activities/plan/$script' })
    fireEvent.mouseDown(await screen.findByLabelText(/^Question bank/))
    fireEvent.click(await screen.findByText('Our own · 12'))
    fireEvent.click(screen.getByText('Plan in 1 group'))
    await waitFor(() => expect(calls.find((call) => call.route === 'POST /api/activities')).toBeTruthy())
    expect(calls.find((call) => call.route === 'POST /api/activities')?.input).toMatchObject({
      source: { kind: 'bank', bank: 'our-own', theme: 'riddle' },
    })
  })

  it('draws for one prize more or fewer, with the guarantee that was set', async () => {
    const { calls } = await show(<PlanPage />, { at: '/activities/plan/lucky-draw?community=3', path: '/activities/plan/$script' })
    fireEvent.click(await screen.findByRole('button', { name: /Add a prize/ }))
    fireEvent.click(screen.getByRole('button', { name: 'Remove prize 2' }))
    fireEvent.change(screen.getByLabelText(/^Goes first after so many draws/), { target: { value: '5' } })
    fireEvent.click(screen.getByText('Plan in 1 group'))
    await waitFor(() => expect(calls.find((call) => call.route === 'POST /api/activities')).toBeTruthy())
    const { awards, guaranteeAfter } = (calls.find((call) => call.route === 'POST /api/activities') as (typeof calls)[number]).input as {
      awards: { who: unknown }[]
      guaranteeAfter: number
    }
    expect(guaranteeAfter).toBe(5)
    expect(awards.map((one) => one.who)).toEqual([
      { kind: 'draw', n: 1 },
      { kind: 'draw', n: 10 },
      { kind: 'draw', n: 1 },
    ])
  })

  it('asks for the condition before it plans for some members only', async () => {
    await show(<PlanPage />, {
      at: '/activities/plan/riddles?community=3',
      path: '/activities/plan/$script',
      answers: { 'GET /api/segment-questions': { items: [] } },
    })
    const button = () => screen.getByText('Plan in 1 group').closest('button') as HTMLButtonElement
    await screen.findByText('Plan in 1 group')
    expect(button().disabled).toBe(false)
    fireEvent.click(screen.getByLabelText('Only members who meet a condition'))
    expect(button().disabled).toBe(true)
  })

  it('shows the round to who runs it, keeps both prizes of one winner apart, and gives more time', async () => {
    const { calls } = await show(<ActivityPage />, { at: '/activities/4', path: '/activities/$id' })
    expect(await screen.findByText('What has hands but cannot clap?')).toBeTruthy()
    expect(document.querySelector('.activity-right')?.textContent).toContain('A clock')
    expect(screen.getAllByText('Wei')).toHaveLength(2)
    expect(screen.getByText('Only the first 2 of 250 are listed')).toBeTruthy()
    fireEvent.click(screen.getByText('5 minutes more'))
    await waitFor(() => expect(calls.find((call) => call.route.endsWith('/extend'))?.input).toEqual({ id: 4, minutes: 5 }))
  })

  it('says what can be won, by whom, and the rules a prize has of its own', async () => {
    const own = {
      kind: 'draw',
      n: 1,
      only: { label: 'Regulars', condition: {} },
      weights: { perSignIn: 0, rules: [{ label: 'Early birds', tickets: 3, condition: {} }] },
    }
    const awards = [
      { name: 'The mug', at: 'end', who: own, prize: { kind: 'reward', rewardId: 1, name: 'Mug' } },
      { name: 'Fastest', at: 'round', who: { kind: 'first', n: 1 }, prize: { kind: 'points', points: 1 } },
    ]
    await show(<ActivityPage />, {
      at: '/activities/4',
      path: '/activities/$id',
      answers: { 'GET /api/activities/:id': { ...view, awards } },
    })
    expect(await screen.findByText('1 drawn · Only: Regulars · Early birds: 3 tickets')).toBeTruthy()
    expect(screen.getByText('First right answer of each round')).toBeTruthy()
    expect(screen.getByText(/^1 point$/)).toBeTruthy()
  })

  it('offers nothing to do in what was stopped, and says why', async () => {
    const stopped = { ...view, stage: 'stopped', stoppedWhy: 'Wrong group', closesAt: null }
    await show(<ActivityPage />, { at: '/activities/4', path: '/activities/$id', answers: { 'GET /api/activities/:id': stopped } })
    expect(await screen.findByText(/Wrong group/)).toBeTruthy()
    expect(screen.queryByText('5 minutes more')).toBeNull()
    expect(screen.queryByText('Stop')).toBeNull()
  })

  it('says what it brought', async () => {
    await show(<ActivityPage />, { at: '/activities/4?tab=results', path: '/activities/$id' })
    expect(await screen.findByText('50%')).toBeTruthy()
    expect(screen.getByText('31')).toBeTruthy()
  })
})
