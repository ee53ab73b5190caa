import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { keepLine, type LineState, type SocketHandlers } from './index.ts'

function world() {
  const opened: { handlers: SocketHandlers; sent: string[]; closed: boolean }[] = []
  const states: LineState[] = []
  const heard: string[] = []
  const line = keepLine({
    open: (handlers) => {
      const one = { handlers, sent: [] as string[], closed: false }
      opened.push(one)
      return {
        send: (text) => one.sent.push(text),
        close: () => {
          one.closed = true
        },
      }
    },
    beat: 'there?',
    onText: (text) => heard.push(text),
    onState: (state) => states.push(state),
  })
  const last = () => {
    const one = opened.at(-1)
    if (!one) throw new Error('no socket was opened')
    return one
  }
  return { line, opened, states, heard, last }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a kept line', () => {
  test('is live with the first word of the server, and sends nothing before', () => {
    const { line, last, states, heard } = world()
    line.send('early')
    expect([line.state, last().sent]).toEqual(['connecting', []])
    last().handlers.message('hello')
    line.send('now')
    expect([line.state, states, heard, last().sent]).toEqual(['live', ['live'], ['hello'], ['now']])
  })

  test('comes back sooner at first and later when the server stays away; at once when poked', () => {
    const { line, opened, last } = world()
    const delays = Array.from({ length: 8 }, () => {
      last().handlers.close(1006)
      const before = opened.length
      let waited = 0
      for (; opened.length === before && waited < 30_000; waited += 50) vi.advanceTimersByTime(50)
      return waited
    })
    expect(delays[0]).toBeLessThan(600)
    expect(delays[3]).toBeGreaterThan(2500)
    expect(delays[7]).toBeGreaterThan(11_000)
    expect(Math.max(...delays)).toBeLessThan(20_000)
    last().handlers.close(1006)
    const before = opened.length
    line.poke()
    expect(opened.length).toBe(before + 1)
  })

  test('that was live again starts anew with its patience', () => {
    const { opened, last } = world()
    for (let n = 0; n < 5; n++) {
      last().handlers.close(1006)
      vi.advanceTimersByTime(20_000)
    }
    last().handlers.message('hello')
    last().handlers.close(1012)
    const before = opened.length
    vi.advanceTimersByTime(600)
    expect(opened.length).toBe(before + 1)
  })

  test('that is dead without saying so is found by silence, and a late word of the dead socket is not heard', () => {
    const { opened, states, heard, last } = world()
    last().handlers.message('hello')
    vi.advanceTimersByTime(20_000)
    expect(opened[0]?.sent).toEqual(['there?'])
    last().handlers.message('yes')
    vi.advanceTimersByTime(20_000)
    expect([opened[0]?.sent.length, states.at(-1)]).toEqual([2, 'live'])
    vi.advanceTimersByTime(10_000)
    expect([states.at(-1), opened[0]?.closed]).toEqual(['waiting', true])
    opened[0]?.handlers.message('too late')
    expect(heard).toEqual(['hello', 'yes'])
  })

  test('asks at once when poked, and only once', () => {
    const { line, last } = world()
    last().handlers.message('hello')
    line.poke()
    line.poke()
    expect(last().sent).toEqual(['there?'])
  })

  test('that never opens is tried anew', () => {
    const { opened } = world()
    vi.advanceTimersByTime(11_000)
    expect(opened.length).toBe(2)
  })

  test('stays away when the server turned this person away, and when the page is left', () => {
    const turned = world()
    turned.last().handlers.close(4403)
    vi.advanceTimersByTime(60_000)
    expect([turned.opened.length, turned.states.at(-1)]).toEqual([1, 'gone'])
    const left = world()
    left.line.close()
    vi.advanceTimersByTime(60_000)
    expect([left.opened.length, left.last().closed]).toEqual([1, true])
  })
})
