import type { LiveChange, LiveFrame, LiveHost, LivePlace, LiveTopic, LiveVisit } from '@grove/channel-kit/server'
import type { Ctx, Logger } from '@grove/kernel/server'
import { jsonFrame } from './text-frame.ts'

/** One connection as the hub sees it: a person and somewhere to put bytes. */
export interface Listener {
  readonly visit: LiveVisit
  send(frame: Buffer): void
}

interface Hearing {
  place: LivePlace
  /** Frames that came while the listener was still being told what it missed; null once it is level. */
  waiting: { readonly bytes: Buffer; readonly place: LivePlace }[] | null
}

interface Topic extends LiveTopic {
  readonly key: string
  readonly hearings: Map<Listener, Hearing>
  /** How far everybody was told; null until the first listener is level. */
  place: LivePlace | null
  running: boolean
  dirty: boolean
}

export interface TopicHub {
  /** Tells a listener what it misses of a thread, then everything that follows. @throws GroveError from the host */
  hear(listener: Listener, thread: number, place: LivePlace | null): Promise<void>
  leave(listener: Listener): void
  /** Reads on for these topics and tells their listeners; topics nobody hears cost nothing. */
  changed(topics: readonly LiveChange[]): void
  /** Looks whether a lost signal left anybody behind. */
  heal(): Promise<void>
  listenersOf(topic: LiveTopic): Iterable<Listener>
  topics(): readonly LiveTopic[]
}

export interface HubOptions {
  readonly host: Pick<LiveHost, 'catchUp' | 'since' | 'places'>
  readonly house: (topic: LiveTopic) => Promise<Ctx>
  readonly log: Logger
}

export const topicKey = ({ workspaceId, communityId, thread }: LiveTopic) => `${workspaceId}:${communityId}:${thread}`
const newer = (a: LivePlace, b: LivePlace) => a.seq > b.seq || a.rev > b.rev

/** Listeners by topic. One reader a topic: messages are told in the order of their numbers, each built into a frame once. */
export function createTopicHub({ host, house, log }: HubOptions): TopicHub {
  const topics = new Map<string, Topic>()
  const heard = new Map<Listener, Set<Topic>>()

  const open = (listener: Listener, thread: number): Topic => {
    const { ctx, communityId } = listener.visit
    const topic = { workspaceId: ctx.workspaceId, communityId, thread }
    const key = topicKey(topic)
    const found = topics.get(key) ?? { ...topic, key, hearings: new Map(), place: null, running: false, dirty: false }
    topics.set(key, found)
    heard.set(listener, (heard.get(listener) ?? new Set()).add(found))
    return found
  }

  const drop = (listener: Listener, topic: Topic): void => {
    topic.hearings.delete(listener)
    if (topic.hearings.size === 0) topics.delete(topic.key)
  }

  const pump = async (topic: Topic): Promise<void> => {
    topic.dirty = true
    if (topic.running) return
    topic.running = true
    try {
      while (topic.dirty && topic.place && topic.hearings.size) {
        topic.dirty = false
        const frames = await host.since(await house(topic), topic, topic.place)
        if (frames.length) {
          tell(topic, frames)
          topic.dirty = true
        }
      }
    } catch (error) {
      // The next change, or the next look for stragglers, tries again.
      log.warn({ error: (error as Error).message, topic: topic.key }, 'a room could not be read on')
    } finally {
      topic.running = false
    }
  }

  return {
    hear: async (listener, thread, place) => {
      const topic = open(listener, thread)
      const hearing: Hearing = { place: { seq: 0, rev: 0 }, waiting: [] }
      topic.hearings.set(listener, hearing)
      try {
        const first = await host.catchUp(listener.visit, thread, place)
        if (topic.hearings.get(listener) !== hearing) return
        hearing.place = first.place
        listener.send(jsonFrame(first.frame))
        for (const { bytes, place: at } of hearing.waiting ?? []) if (newer(at, first.place)) listener.send(bytes)
        const last = hearing.waiting?.at(-1)?.place
        if (last && newer(last, first.place)) hearing.place = last
        hearing.waiting = null
        topic.place ??= first.place
        void pump(topic)
      } catch (error) {
        if (topic.hearings.get(listener) === hearing) drop(listener, topic)
        heard.get(listener)?.delete(topic)
        throw error
      }
    },
    leave: (listener) => {
      for (const topic of heard.get(listener) ?? []) drop(listener, topic)
      heard.delete(listener)
    },
    changed: (changes) => {
      for (const change of changes) {
        const topic = topics.get(topicKey(change))
        if (topic && fits(topic, change.frames)) tell(topic, change.frames)
        else if (topic) void pump(topic)
      }
    },
    heal: async () => {
      for (const group of groupByWorkspace(topics.values())) {
        const [first] = group
        if (!first) continue
        for (const now of await host.places(await house(first), group)) {
          const topic = topics.get(topicKey(now))
          if (topic?.place && newer(now, topic.place)) void pump(topic)
        }
      }
    },
    listenersOf: (topic) => topics.get(topicKey(topic))?.hearings.keys() ?? [],
    topics: () => [...topics.values()],
  }
}

/** Ready-made frames may be told when nothing is being read and they begin right after what was told. */
function fits(topic: Topic, frames: LiveChange['frames']): frames is readonly LiveFrame[] {
  const first = frames?.[0]
  return !topic.running && first !== undefined && topic.place?.rev === first.place.rev && topic.place.seq === first.place.seq - 1
}

function tell(topic: Topic, frames: readonly LiveFrame[]): void {
  const built = frames.map(({ frame, place }) => ({ bytes: jsonFrame(frame), place }))
  const all = built.length === 1 ? (built[0]?.bytes as Buffer) : Buffer.concat(built.map((one) => one.bytes))
  const before = topic.place as LivePlace
  const last = built.at(-1)?.place as LivePlace
  topic.place = last
  for (const [listener, hearing] of topic.hearings) {
    if (hearing.waiting) hearing.waiting.push(...built)
    else if (newer(hearing.place, before))
      for (const one of built.filter(({ place }) => newer(place, hearing.place))) listener.send(one.bytes)
    else listener.send(all)
    if (!hearing.waiting && newer(last, hearing.place)) hearing.place = last
  }
}

function groupByWorkspace(topics: Iterable<Topic>): Topic[][] {
  const groups = new Map<number, Topic[]>()
  for (const topic of topics) groups.set(topic.workspaceId, [...(groups.get(topic.workspaceId) ?? []), topic])
  return [...groups.values()]
}
