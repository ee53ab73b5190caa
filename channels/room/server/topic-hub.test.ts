import type { LiveFrame, LivePlace, LiveTopic, LiveVisit } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTopicHub, type Listener } from './topic-hub.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const ctx = { workspaceId: 1 } as unknown as Ctx
const topic = { workspaceId: 1, communityId: 2, thread: 0 } as unknown as LiveTopic

/** A conversation kept in memory; every read takes a turn, and some take two. */
function fakeHost() {
  let seq = 0
  let rev = 0
  let slow = 0
  const turn = async () => {
    for (let n = 0; n <= slow; n++) await Promise.resolve()
  }
  const after = (place: LivePlace): LiveFrame[] => {
    const posts = Array.from({ length: seq - place.seq }, (_, n) => ({
      frame: { t: 'post', seq: place.seq + n + 1 },
      place: { seq: place.seq + n + 1, rev },
    }))
    return [...(rev > place.rev ? [{ frame: { t: 'pin', rev }, place: { seq: place.seq, rev } }] : []), ...posts]
  }
  return {
    post: () => (seq += 1),
    change: () => (rev += 1),
    slow: (turns: number) => {
      slow = turns
    },
    now: () => ({ seq, rev }),
    reads: 0,
    catchUp: async (_visit: LiveVisit, _thread: number, place: LivePlace | null): Promise<LiveFrame> => {
      const from = place ?? { seq: 0, rev: 0 }
      const frame = { t: 'log', from: from.seq, to: seq, rev }
      const at = { seq, rev }
      await turn()
      return { frame, place: at }
    },
    async since(_ctx: Ctx, _topic: LiveTopic, place: LivePlace) {
      this.reads += 1
      const frames = after(place)
      await turn()
      return frames
    },
    places: async () => [{ ...topic, seq, rev }],
  }
}

interface Heard extends Listener {
  readonly frames: { t: string; seq?: number; from?: number; to?: number; rev?: number }[]
  /** Numbers heard, in order. */
  seqs(): number[]
}

function listen(): Heard {
  const frames: Heard['frames'] = []
  return {
    visit: { ctx, communityId: 2, person: 'm1', threads: [0] },
    frames,
    send: (bytes) => frames.push(...parseFrames(bytes)),
    seqs: () =>
      frames.flatMap((frame) =>
        frame.t === 'log'
          ? Array.from({ length: (frame.to ?? 0) - (frame.from ?? 0) }, (_, n) => (frame.from ?? 0) + n + 1)
          : (frame.seq ?? []),
      ),
  }
}

function parseFrames(bytes: Buffer): Heard['frames'] {
  const frames: Heard['frames'] = []
  for (let at = 0; at < bytes.length; ) {
    const length = (bytes[at + 1] ?? 0) & 0x7f
    const [head, size] = length === 126 ? [4, bytes.readUInt16BE(at + 2)] : [2, length]
    frames.push(JSON.parse(bytes.subarray(at + head, at + head + size).toString()))
    at += head + size
  }
  return frames
}

const settle = () => new Promise((resolve) => setImmediate(resolve))
const hubOf = (host: ReturnType<typeof fakeHost>) => createTopicHub({ host, house: async () => ctx, log: silent })

describe('listeners of a topic', () => {
  test('are told nothing of a topic nobody hears, and it is not read', async () => {
    const host = fakeHost()
    const hub = hubOf(host)
    host.post()
    hub.changed([topic])
    await settle()
    expect(host.reads).toBe(0)
    expect(hub.topics()).toEqual([])
  })

  test('hear each message once, in order; many changes at once are few reads', async () => {
    const host = fakeHost()
    const hub = hubOf(host)
    const [one, two] = [listen(), listen()]
    await hub.hear(one, 0, null)
    await hub.hear(two, 0, null)
    await settle()
    const before = host.reads
    for (let n = 0; n < 50; n++) {
      host.post()
      hub.changed([topic])
    }
    await settle()
    expect(one.seqs()).toEqual(Array.from({ length: 50 }, (_, n) => n + 1))
    expect(two.frames).toEqual(one.frames)
    expect(host.reads - before).toBeLessThan(6)
  })

  test('who left hears nothing more, and an empty topic is forgotten', async () => {
    const host = fakeHost()
    const hub = hubOf(host)
    const one = listen()
    await hub.hear(one, 0, null)
    hub.leave(one)
    host.post()
    hub.changed([topic])
    await settle()
    expect(one.seqs()).toEqual([])
    expect(hub.topics()).toEqual([])
  })

  test('a lost signal is found by looking', async () => {
    const host = fakeHost()
    const hub = hubOf(host)
    const one = listen()
    await hub.hear(one, 0, null)
    await settle()
    host.post()
    await settle()
    expect(one.seqs()).toEqual([])
    await hub.heal()
    await settle()
    expect(one.seqs()).toEqual([1])
  })

  test('a failing read is tried again with the next change', async () => {
    const host = fakeHost()
    let broken = true
    const since = host.since.bind(host)
    host.since = async (...args) => {
      if (broken) throw new Error('database gone')
      return since(...args)
    }
    const hub = hubOf(host)
    const one = listen()
    await hub.hear(one, 0, null)
    host.post()
    hub.changed([topic])
    await settle()
    broken = false
    hub.changed([topic])
    await settle()
    expect(one.seqs()).toEqual([1])
  })

  test('whenever they come, and whatever happens meanwhile, nothing is missed or doubled', async () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.constant('post' as const) },
      { weight: 1, arbitrary: fc.constant('change' as const) },
      { weight: 2, arbitrary: fc.constant('come' as const) },
      { weight: 1, arbitrary: fc.constant('leave' as const) },
      { weight: 2, arbitrary: fc.constant('turn' as const) },
      { weight: 1, arbitrary: fc.constant('slow' as const) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const host = fakeHost()
        const hub = hubOf(host)
        const here: Heard[] = []
        let slow = 0
        for (const what of steps) {
          if (what === 'post') host.post()
          if (what === 'change') host.change()
          if (what === 'post' || what === 'change') hub.changed([topic])
          if (what === 'turn') await Promise.resolve()
          if (what === 'slow') host.slow((slow = (slow + 3) % 7))
          if (what === 'come') {
            const one = listen()
            here.push(one)
            void hub.hear(one, 0, null)
          }
          if (what === 'leave') {
            const gone = here.shift()
            if (gone) hub.leave(gone)
          }
        }
        await settle()
        await settle()
        const all = Array.from({ length: host.now().seq }, (_, n) => n + 1)
        for (const one of here) expect(one.seqs()).toEqual(all)
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})
