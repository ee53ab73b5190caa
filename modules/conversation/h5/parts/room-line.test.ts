import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type LineState, openLine, type SocketHandlers } from './room-line.ts'

const ready = { t: 'ready', seat: {}, name: '', state: 'active' }

function world() {
  const opened: { handlers: SocketHandlers; sent: Record<string, unknown>[]; closed: boolean }[] = []
  const states: LineState[] = []
  const line = openLine({
    open: (handlers) => {
      const one = { handlers, sent: [] as Record<string, unknown>[], closed: false }
      opened.push(one)
      return {
        send: (text) => one.sent.push(JSON.parse(text)),
        close: () => {
          one.closed = true
        },
      }
    },
    onFrame: () => undefined,
    onState: (state) => states.push(state),
  })
  const last = () => {
    const one = opened.at(-1)
    if (!one) throw new Error('no socket was opened')
    return one
  }
  const hear = (frame: object) => last().handlers.message(JSON.stringify(frame))
  return { line, opened, states, last, hear }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a line', () => {
  test('fails what is asked of it while it is down, and what was on its way when it broke', async () => {
    const { line, last, hear } = world()
    await expect(line.act({ t: 'who' })).rejects.toMatchObject({ code: 'client.offline' })
    hear(ready)
    const asked = line.act({ t: 'who' })
    last().handlers.close(1006)
    await expect(asked).rejects.toMatchObject({ code: 'client.offline' })
  })

  test('answers each act by its number, whatever the order, with the server’s refusal as an error', async () => {
    const { line, last, hear } = world()
    hear(ready)
    const [first, second] = [line.act({ t: 'who' }), line.act({ t: 'recall', thread: 'room', seq: 9 })]
    const [a, b] = last().sent.map((frame) => frame.id)
    hear({ t: 'no', id: b, code: 'room.message_not_found', data: {} })
    hear({ t: 'who', id: a, people: ['m1'] })
    await expect(second).rejects.toMatchObject({ code: 'room.message_not_found' })
    expect(await first).toMatchObject({ people: ['m1'] })
  })

  test('gives up an act that gets no answer', async () => {
    const { line, hear } = world()
    hear(ready)
    const asked = line.act({ t: 'who' }).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await asked).toMatchObject({ code: 'client.timeout' })
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

  test('that is dead without saying so is found by silence', () => {
    const { opened, states, hear } = world()
    hear(ready)
    vi.advanceTimersByTime(20_000)
    expect(opened[0]?.sent.at(-1)).toMatchObject({ t: 'ping' })
    vi.advanceTimersByTime(10_000)
    expect(states.at(-1)).toBe('waiting')
    expect(opened[0]?.closed).toBe(true)
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
