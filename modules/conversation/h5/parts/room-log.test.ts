import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../contract/index.ts'
import { applyFrame, emptyLog, type ThreadLog, withOlder } from './room-log.ts'

const message = (seq: number, text = `${seq}`): Message => ({
  seq,
  at: '2026-11-22T10:00:00.000Z',
  key: '',
  author: { kind: 'member', id: 1, name: 'a', avatarUrl: null, badge: null },
  content: { kind: 'text', text },
  replyTo: null,
  mentions: [],
  mentionAll: false,
  reactions: [],
})
const run = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => message(from + n))
const log = (from: number, to: number, rev = 0): ThreadLog => ({ messages: run(from, to), place: { seq: to, rev }, older: from > 1 })
const seqs = (one: ThreadLog) => one.messages.map((m) => m.seq)
const catchUp = (messages: Message[], seq: number, more: { reset?: boolean } = {}) => ({
  t: 'log' as const,
  thread: 'room' as const,
  seq,
  rev: 0,
  reset: false,
  messages,
  changed: [] as Message[],
  pin: null,
  ...more,
})

describe('a frame', () => {
  test('before the first answer, or after a hole, asks to be heard anew', () => {
    expect(applyFrame(emptyLog, { t: 'post', thread: 'room', m: message(1) }).gap).toBe(true)
    const { gap, log: same } = applyFrame(log(1, 3), { t: 'post', thread: 'room', m: message(5) })
    expect([gap, seqs(same)]).toEqual([true, [1, 2, 3]])
  })

  test('told twice is heard once', () => {
    const once = applyFrame(log(1, 3), { t: 'post', thread: 'room', m: message(4) }).log
    expect(seqs(applyFrame(once, { t: 'post', thread: 'room', m: message(4) }).log)).toEqual([1, 2, 3, 4])
  })

  test('that changes a message changes it in place; one of a message not here changes nothing', () => {
    const changed = applyFrame(log(2, 3), { t: 'change', thread: 'room', m: message(3, 'changed') }).log
    expect(changed.messages.map((m) => m.content)).toEqual([
      { kind: 'text', text: '2' },
      { kind: 'text', text: 'changed' },
    ])
    expect(applyFrame(log(2, 3), { t: 'change', thread: 'room', m: message(1, 'x') }).log.messages).toEqual(log(2, 3).messages)
  })

  test('that starts over drops what was there, and knows whether there is more above', () => {
    const fresh = applyFrame(log(1, 5), catchUp(run(101, 130), 130, { reset: true })).log
    expect([seqs(fresh)[0], fresh.older]).toEqual([101, true])
    expect(applyFrame(emptyLog, catchUp([], 0, { reset: true })).log).toEqual({ messages: [], place: { seq: 0, rev: 0 }, older: false })
  })
})

test('an older page goes above; one that does not touch the log is dropped', () => {
  expect(seqs(withOlder(log(10, 12), run(7, 9), true))).toEqual([7, 8, 9, 10, 11, 12])
  expect(seqs(withOlder(log(10, 12), run(3, 5), true))).toEqual([10, 11, 12])
})

test('whatever is lost, doubled or overtaken, the log stays a stretch without holes, and catching up makes it whole', () => {
  const step = fc.record({ lost: fc.boolean(), doubled: fc.boolean(), heard: fc.boolean(), late: fc.nat(3) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      let mine: ThreadLog = applyFrame(emptyLog, catchUp([], 0, { reset: true })).log
      let server = 0
      const under: { seq: number; from: number; wait: number }[] = []
      for (const { lost, doubled, heard, late } of steps) {
        server += 1
        if (!lost) mine = applyFrame(mine, { t: 'post', thread: 'room', m: message(server) }).log
        if (doubled) mine = applyFrame(mine, { t: 'post', thread: 'room', m: message(Math.max(1, server - 1)) }).log
        if (heard) under.push({ seq: server, from: mine.place?.seq ?? 0, wait: late })
        for (const answer of under.splice(0)) {
          if (answer.wait > 0) under.push({ ...answer, wait: answer.wait - 1 })
          else mine = applyFrame(mine, catchUp(run(answer.from + 1, answer.seq), answer.seq)).log
        }
        expect(seqs(mine)).toEqual(run(1, mine.place?.seq ?? 0).map((m) => m.seq))
      }
      mine = applyFrame(mine, catchUp(run((mine.place?.seq ?? 0) + 1, server), server)).log
      expect(seqs(mine)).toEqual(run(1, server).map((m) => m.seq))
    }),
    { seed: 20261122 },
  )
})
