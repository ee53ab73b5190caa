import { CallError } from '@grove/client'
import { showPage } from '@grove/ui-h5/testing'
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { scriptsIn } from '../../domain/library.ts'
import { activityH5 } from '../index.tsx'
import ActivitiesPage from './activities.tsx'
import ActivityPage from './activity.tsx'

const LOOK = 'GET /api/m/:ws/activities/:code'
const ANSWER = 'POST /api/m/:ws/activities/:code/answer'
const ENTRIES = 'GET /api/m/:ws/activities/:code/entries'
const scriptOf = (key: string) => scriptsIn('zh').find((one) => one.key === key) as ReturnType<typeof scriptsIn>[number]
const riddles = scriptOf('riddles')
const luckyDraw = scriptOf('lucky-draw')
const mine = { choice: null, right: null, score: 0, streak: 0, wins: [], counted: true }
const view = {
  code: 'ACT2345',
  kind: 'riddle',
  mechanism: 'rounds',
  title: '猜谜语',
  intro: '最先答对的得奖。',
  communityId: 3,
  communityName: '春日群',
  stage: 'open',
  round: 1,
  rounds: 2,
  startsAt: '2026-11-20T08:00:00Z',
  closesAt: '2026-11-20T08:05:00Z',
  now: '2026-11-20T08:03:00Z',
  joined: 0,
  awards: riddles.spec.awards,
  claimsLeft: null,
  claims: null,
  shown: {
    round: 1,
    text: '有手不能拍，是什么？',
    options: [
      { key: 'A', label: '钟', count: null },
      { key: 'B', label: '河', count: null },
    ],
    answer: null,
    explain: '',
    answered: 0,
    right: null,
    firstName: null,
    firstAt: null,
    revealed: false,
  },
  ranking: [],
  winners: [],
  wins: 0,
  entryRule: null,
  typed: false,
  commitment: 'abc',
  mine,
}

/** A line to the room on which nobody says anything but the test. */
class QuietSocket {
  static last: QuietSocket
  onmessage?: (event: { data: string }) => void
  constructor() {
    QuietSocket.last = this
  }
  close() {}
  send(text: string) {
    if (JSON.parse(text).t === 'ping') this.onmessage?.({ data: '{"t":"ok","id":0}' })
  }
}
beforeEach(() => void vi.stubGlobal('WebSocket', QuietSocket))
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function show(answers: Readonly<Record<string, unknown>>) {
  const { calls } = await showPage({ words: activityH5.words, path: '/a/ACT2345', pages: { '/a/:code': ActivityPage }, answers })
  return calls
}

const option = async (label: string) => (await screen.findByText(label)).closest('button') as HTMLButtonElement

describe('an activity on the phone', () => {
  it('asks nothing before it starts, and tells the rules', async () => {
    await show({ [LOOK]: { ...view, stage: 'planned', round: 0, closesAt: null, shown: null } })
    expect(await screen.findByText('最先答对的得奖。')).toBeTruthy()
    expect(screen.queryByText('钟')).toBeNull()
  })

  it('says that the result is about to come once the time is over, instead of standing at nought', async () => {
    await show({ [LOOK]: { ...view, now: view.closesAt } })
    expect(await screen.findByText('即将公布')).toBeTruthy()
    expect(screen.queryByText('0:00')).toBeNull()
  })

  it('offers to check what lots decide, by the fingerprint before the draw; a quiz has nothing to check', async () => {
    const draw = { ...view, kind: 'lottery', mechanism: 'draw', joined: 3, awards: luckyDraw.spec.awards }
    await show({ [LOOK]: view })
    expect(await screen.findByText('有手不能拍，是什么？')).toBeTruthy()
    expect(screen.queryByText('验证公平')).toBeNull()
    cleanup()
    await show({ [LOOK]: draw })
    expect(await screen.findByText('开始前公布的指纹')).toBeTruthy()
    expect(screen.queryByText('验证公平')).toBeNull()
    cleanup()
    await show({ [LOOK]: { ...draw, stage: 'won' } })
    expect(await screen.findByText('验证公平')).toBeTruthy()
  })

  it('says how to answer in the chat where that counts', async () => {
    const guess = { ...view, kind: 'guess', shown: { ...view.shown, options: [] } }
    await show({ [LOOK]: guess })
    await screen.findByText('有手不能拍，是什么？')
    expect(screen.queryByText(/直接在群里发：猜/)).toBeNull()
    cleanup()
    await show({ [LOOK]: { ...guess, typed: true } })
    expect(await screen.findByText(/直接在群里发：猜/)).toBeTruthy()
    cleanup()
    const entryRule = { picture: 'none', most: 3, votes: 5 }
    await show({
      [LOOK]: { ...view, kind: 'ama', mechanism: 'entries', entryRule, typed: true },
      [ENTRIES]: { items: [], next: null, total: null },
    })
    expect(await screen.findByText(/直接在群里发：问/)).toBeTruthy()
  })

  it('lets staff look, and not take part', async () => {
    await show({ [LOOK]: { ...view, mine: { ...mine, counted: false } } })
    expect((await option('钟')).disabled).toBe(true)
    expect(screen.getByText('员工和气氛组可以看，不参与。')).toBeTruthy()
  })

  it('says why an answer was refused, and takes none twice', async () => {
    const answers: Record<string, unknown> = { [LOOK]: view, [ANSWER]: new CallError('activity.not_allowed', 403, {}) }
    const calls = await show(answers)
    fireEvent.click(await option('钟'))
    expect((await screen.findByRole('alert')).textContent).toContain('条件')
    answers[ANSWER] = { choice: 'A', repeated: false, won: null }
    fireEvent.click(await option('钟'))
    await waitFor(async () => expect((await option('钟')).getAttribute('aria-pressed')).toBe('true'))
    expect((await option('河')).disabled).toBe(true)
    expect(calls.filter((call) => call.route === ANSWER).map((call) => call.input['choice'])).toEqual(['A', 'A'])
  })

  it('shows how it came out, and what I got', async () => {
    const shown = { ...view.shown, answer: 'A', revealed: true, answered: 3, right: 1, explain: '指针也叫手。' }
    const win = { round: 1, name: '我', memberId: 7, award: '最快答对', prize: { kind: 'points', points: 20 }, given: true }
    await show({ [LOOK]: { ...view, stage: 'revealed', shown, mine: { ...mine, choice: 'A', right: true, wins: [win] } } })
    expect(await screen.findByText('指针也叫手。')).toBeTruthy()
    expect(screen.getByText(/答对了/)).toBeTruthy()
    expect(screen.getByText('最快答对 · 第 1 轮')).toBeTruthy()
  })
})

describe('an activity that goes on while one looks', () => {
  const say = (frame: object) => act(() => QuietSocket.last.onmessage?.({ data: JSON.stringify(frame) }))
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
  const card = (facts: object) => ({
    t: 'change',
    thread: 'room',
    m: {
      content: {
        kind: 'card',
        title: '',
        facts: { activity: 'ACT2345', stage: 'open', round: 1, answered: 0, claimed: 0, first: 0, ...facts },
      },
    },
  })
  const open = async (answers: Record<string, unknown>) => {
    vi.useFakeTimers()
    const calls = await show(answers)
    await pass(1)
    const count = (route: string) => calls.filter((one) => one.route === route).length
    return { looks: () => count(LOOK), lists: () => count(ENTRIES) }
  }

  it('asks once when the line is up, then only when the room has news; counts come by the card', async () => {
    const answers: Record<string, unknown> = { [LOOK]: view }
    const { looks } = await open(answers)
    say({ t: 'ready' })
    await pass(300_000)
    expect(looks()).toBe(2)
    say(card({ answered: 41 }))
    say(card({ activity: 'OTHER234', stage: 'done' }))
    await pass(5000)
    expect([looks(), screen.getByText(/41/) !== null]).toEqual([2, true])
    answers[LOOK] = { ...view, round: 2, shown: { ...view.shown, round: 2, text: '下一题' } }
    say(card({ round: 2 }))
    say({ t: 'news', of: 'activity' })
    await pass(1000)
    expect([looks(), screen.queryByText('下一题') !== null]).toEqual([3, true])
  })

  it('shows votes and contributions of others in every page that is open', async () => {
    const entry = (id: number, votes: number) => ({
      id,
      number: id,
      memberId: id,
      name: `成员${id}`,
      text: `第${id}条`,
      thumb: null,
      url: null,
      votes,
      voted: false,
      hidden: false,
      reply: '',
      at: '2026-11-20T08:00:00Z',
    })
    const contest = {
      ...view,
      kind: 'contest',
      mechanism: 'entries',
      joined: 2,
      entryRule: { picture: 'none', most: 1, votes: 3 },
      shown: { ...view.shown, options: [{ key: 'A', label: '投稿', count: null }] },
    }
    const answers: Record<string, unknown> = { [LOOK]: contest, [ENTRIES]: { items: [entry(1, 0), entry(2, 0)], next: null, total: null } }
    const { lists } = await open(answers)
    await pass(1)
    expect(screen.getAllByRole('article').map((one) => one.querySelector('p')?.textContent)).toEqual(['第1条', '第2条'])
    say({ t: 'ready' })
    await pass(6000)
    const before = lists()
    answers[ENTRIES] = { items: [entry(2, 5), entry(1, 0), entry(3, 0)], next: null, total: null }
    answers[LOOK] = { ...contest, joined: 3 }
    say(card({ answered: 3 }))
    await pass(6000)
    expect(lists()).toBe(before + 1)
    expect(screen.getAllByRole('article').map((one) => one.querySelector('p')?.textContent)).toEqual(['第2条', '第1条', '第3条'])
    expect(screen.getByRole('button', { name: /5/ })).toBeTruthy()
  })
})

describe('the activities of a group', () => {
  const RUNNING = 'GET /api/m/:ws/communities/:communityId/activities'
  const open = (items: unknown[]) =>
    showPage({
      words: activityH5.words,
      path: '/activities/3',
      pages: { '/activities/:community': ActivitiesPage, '/a/:code': ActivityPage },
      answers: {
        [RUNNING]: ({ cursor }: { cursor?: string }) =>
          cursor
            ? { items: items.slice(1), next: null, total: null }
            : { items: items.slice(0, 1), next: items[1] ? '1~1' : null, total: null },
        [LOOK]: view,
      },
    })

  it('say so when nothing is on', async () => {
    const { calls } = await open([])
    expect(await screen.findByText('现在没有活动')).toBeTruthy()
    expect(calls[0]?.input).toMatchObject({ ws: 'w1', communityId: 3 })
  })

  it('are listed with how far they are, also behind the first page, and lead to their page', async () => {
    const { at } = await open([
      { id: 1, code: 'ACT2345', kind: 'riddle', title: '猜谜语', stage: 'open', startsAt: '2026-11-20T08:00:00Z' },
      { id: 2, code: 'ACT9999', kind: 'lottery', title: '周日抽奖', stage: 'planned', startsAt: '2026-11-22T08:00:00Z' },
    ])
    expect([await screen.findByText('猜谜语'), screen.queryByText('周日抽奖')]).toEqual([expect.anything(), null])
    fireEvent.click(screen.getByRole('button', { name: '更多' }))
    expect(await screen.findByText('周日抽奖')).toBeTruthy()
    fireEvent.click(screen.getByText('猜谜语'))
    expect(await screen.findByText('有手不能拍，是什么？')).toBeTruthy()
    expect(at()).toBe('/m/w1/a/ACT2345')
  })
})
