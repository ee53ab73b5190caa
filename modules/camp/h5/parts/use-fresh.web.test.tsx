import { showPage } from '@grove/ui-h5/testing'
import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { campH5 } from '../index.tsx'
import RankingPage from '../pages/ranking.tsx'

const LOOK = 'GET /api/m/:ws/camps/:code/ranking'

/** A line to the room that says what the test says. */
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
    this.sent.push(text)
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
  it('reads again when the room says so, once for many things, and does not ask by itself while the line is up', async () => {
    const looks = await show()
    expect([looks(), line().url.split('?')[1]]).toEqual([1, 'ws=w1&community=7'])
    say({ t: 'ready' })
    expect(JSON.parse(line().sent[0] ?? '')).toMatchObject({ t: 'hear', thread: 'room' })
    await pass(300_000)
    expect(looks()).toBe(1)
    say({ t: 'news', of: 'other' })
    for (let n = 0; n < 20; n++) say({ t: 'news', of: 'camp' })
    await pass(2000)
    expect(looks()).toBe(2)
    say({ t: 'news', of: 'camp' })
    await pass(1000)
    expect(looks()).toBe(2)
    await pass(6000)
    expect(looks()).toBe(3)
  })

  it('asks slowly while the line is down, and at once when it is back', async () => {
    const looks = await show()
    await pass(61_000)
    expect(looks()).toBe(2)
    say({ t: 'ready' })
    act(() => line().onclose?.({ code: 1006 }))
    await pass(61_000)
    expect(looks()).toBe(3)
    say({ t: 'ready' })
    await pass(6000)
    expect(looks()).toBe(4)
    await pass(300_000)
    expect(looks()).toBe(4)
  })

  it('stops knocking where the room does not let in, and asks slowly', async () => {
    const looks = await show()
    act(() => line().onclose?.({ code: 4403 }))
    for (let minute = 0; minute < 2; minute++) await pass(60_000)
    expect([Line.all.length, looks()]).toEqual([1, 3])
  })
})
