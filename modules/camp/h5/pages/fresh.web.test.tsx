import { showPage } from '@grove/ui-h5/testing'
import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { campH5 } from '../index.tsx'
import ExamPage from './exam.tsx'
import FeedbackPage from './feedback.tsx'
import RankingPage from './ranking.tsx'

const LOOK = 'GET /api/m/:ws/camps/:code/ranking'
const EXAM = 'GET /api/m/:ws/camps/:code/exams/:exam'
const FEEDBACK = 'GET /api/m/:ws/camps/:code/feedback'

/** A line to the room that says what the test says, and answers whoever asks whether anybody is there. */
class Line {
  static all: Line[] = []
  onmessage?: (event: { data: string }) => void
  onclose?: (event: { code: number }) => void
  sent: string[] = []
  readonly url: string
  constructor(url: string) {
    this.url = url
    Line.all.push(this)
  }
  send(text: string) {
    if (JSON.parse(text).t === 'ping') this.onmessage?.({ data: '{"t":"ok","id":0}' })
    else this.sent.push(text)
  }
  close() {}
}
const line = () => Line.all.at(-1) as Line
const say = (frame: object) => act(() => line().onmessage?.({ data: JSON.stringify(frame) }))

beforeEach(() => {
  Line.all = []
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', Line)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
async function show() {
  const page = await showPage({
    words: campH5.words,
    path: '/camp/CAMP2345/ranking',
    pages: { '/camp/:code/ranking': RankingPage },
    answers: { [LOOK]: { items: [], students: 0, communityId: 7 } },
  })
  await pass(1)
  expect(screen.getByText('还没有人打卡')).toBeTruthy()
  return () => page.calls.filter((one) => one.route === LOOK).length
}

describe('a page of the camp', () => {
  it('reads again once the line is up and when the room says so, once for many things; it does not ask by itself', async () => {
    const looks = await show()
    expect([looks(), line().url.split('?')[1]]).toEqual([1, 'ws=w1&community=7'])
    say({ t: 'ready' })
    expect(JSON.parse(line().sent[0] ?? '')).toMatchObject({ t: 'hear', thread: 'room' })
    await pass(300_000)
    expect(looks()).toBe(2)
    say({ t: 'news', of: 'other' })
    for (let n = 0; n < 20; n++) say({ t: 'news', of: 'camp' })
    await pass(2000)
    expect(looks()).toBe(3)
    say({ t: 'news', of: 'camp' })
    await pass(1000)
    expect(looks()).toBe(3)
    await pass(6000)
    expect(looks()).toBe(4)
  })

  it('asks slowly while the line is down, and at once when it is back', async () => {
    const looks = await show()
    act(() => line().onclose?.({ code: 1006 }))
    await pass(61_000)
    expect(looks()).toBe(2)
    say({ t: 'ready' })
    await pass(6000)
    expect(looks()).toBe(3)
    await pass(300_000)
    expect([looks(), Line.all.length > 1]).toEqual([3, true])
  })

  it('stops knocking where the room does not let in, and asks slowly', async () => {
    const looks = await show()
    act(() => line().onclose?.({ code: 4403 }))
    for (let minute = 0; minute < 2; minute++) await pass(60_000)
    expect([Line.all.length, looks()]).toEqual([1, 3])
  })
})

const question = { id: 5, kind: 'single', stem: '几点了？', options: ['一点', '两点'], blanks: 0, points: 10 }
const going = { attempt: 1, dueAt: '2026-11-20T08:10:00Z', now: '2026-11-20T08:00:00Z', questions: [question], answers: {} }
const exam = {
  title: '结业考',
  camp: '七天营',
  communityId: 7,
  day: 7,
  state: 'going',
  count: 1,
  minutes: 10,
  pass: 60,
  counts: true,
  attempts: 2,
  used: 1,
  percent: null,
  going,
  last: null,
}

describe('the exam page', () => {
  it('read again in the middle keeps what was picked and the time that is left, and shows the mark once somebody gave it', async () => {
    const answers: Record<string, unknown> = { [EXAM]: exam }
    const pages = { '/camp/:code/exam/:exam': ExamPage }
    await showPage({ words: campH5.words, path: '/camp/CAMP2345/exam/final', pages, answers })
    await pass(1)
    say({ t: 'ready' })
    await pass(5000)
    fireEvent.click(screen.getByRole('radio', { name: /两点/ }))
    await pass(55_000)
    answers[EXAM] = { ...exam, going: { ...going, now: '2026-11-20T08:01:00Z' } }
    say({ t: 'news', of: 'camp' })
    await pass(2000)
    expect(screen.getByRole('timer').textContent).toMatch(/8:5\d|9:00/)
    expect((screen.getByRole('radio', { name: /两点/ }) as HTMLInputElement).checked).toBe(true)
    answers[EXAM] = { ...exam, state: 'passed', percent: 90, going: null }
    say({ t: 'news', of: 'camp' })
    await pass(6000)
    expect(screen.queryByRole('timer')).toBeNull()
    expect(screen.getByText(/90/)).toBeTruthy()
  })
})

describe('the feedback page', () => {
  const mine = { camp: '七天营', communityId: 7, open: false, from: '2026-11-26', given: null }
  const open = async (answers: Record<string, unknown>) => {
    const page = await showPage({ words: campH5.words, path: '/camp/C/feedback', pages: { '/camp/:code/feedback': FeedbackPage }, answers })
    await pass(1)
    return page
  }

  it('says from when on one may rate, and opens by itself on that day', async () => {
    const answers: Record<string, unknown> = { [FEEDBACK]: mine }
    await open(answers)
    expect(screen.getByText(/2026年11月26日/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: '提交' })).toBeNull()
    answers[FEEDBACK] = { ...mine, open: true }
    say({ t: 'ready' })
    await pass(2000)
    expect(screen.getByRole('button', { name: '提交' })).toBeTruthy()
  })

  it('shows what was given, to be changed, and nothing that is being written is lost to news', async () => {
    const given = { rating: 4, nps: 9, best: '每天有人点评', better: '', talk: true }
    const answers: Record<string, unknown> = {
      [FEEDBACK]: { ...mine, open: true, given },
      'PUT /api/m/:ws/camps/:code/feedback': { kept: true },
    }
    const { calls } = await open(answers)
    expect((screen.getByLabelText('最有用的一件事') as HTMLTextAreaElement).value).toBe('每天有人点评')
    fireEvent.change(screen.getByLabelText('最该改的一件事'), { target: { value: '作业少一点' } })
    say({ t: 'ready' })
    say({ t: 'news', of: 'camp' })
    await pass(6000)
    fireEvent.click(screen.getByRole('button', { name: '提交' }))
    await pass(1)
    expect(calls.at(-1)?.input).toMatchObject({ ...given, better: '作业少一点' })
  })
})
