import type { SocketHandlers } from '@grove/live/line'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openLine } from './room-line.ts'

const ready = { t: 'ready', seat: {}, name: '', state: 'active' }

function world() {
  const opened: { handlers: SocketHandlers; sent: Record<string, unknown>[] }[] = []
  const line = openLine({
    open: (handlers) => {
      const one = { handlers, sent: [] as Record<string, unknown>[] }
      opened.push(one)
      return { send: (text) => one.sent.push(JSON.parse(text)), close: () => undefined }
    },
    onFrame: () => undefined,
    onState: () => undefined,
  })
  const last = () => {
    const one = opened.at(-1)
    if (!one) throw new Error('no socket was opened')
    return one
  }
  const hear = (frame: object) => last().handlers.message(JSON.stringify(frame))
  return { line, last, hear }
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
})
