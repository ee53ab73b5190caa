import { jsonFrame } from './text-frame.ts'
import type { Listener, TopicHub } from './topic-hub.ts'

interface Place {
  readonly workspaceId: Listener['visit']['ctx']['workspaceId']
  readonly communityId: number
}
export type Presence = Place & { readonly people: readonly string[] }

/** Remote figures of a process that fell silent are dropped after this long. */
const REMOTE_TTL_MS = 90_000
/** A crowd that comes and goes is told of at most this often. */
const TELL_EVERY_MS = 1000

export interface PresenceBoard {
  come(listener: Listener): void
  go(listener: Listener): void
  /** People of this process and of the others, each once. */
  who(place: Place): string[]
  /** What another process said of its own people. */
  remote(node: string, presences: readonly Presence[]): void
  /** Communities whose people changed here since the last call. */
  takeChanges(): Presence[]
  /** Everything of this process. */
  all(): Presence[]
  close(): void
}

const keyOf = ({ workspaceId, communityId }: Place) => `${workspaceId}:${communityId}`

/** Who is here, by community: a person with three phones is here once. */
export function createPresence(hub: Pick<TopicHub, 'listenersOf'>, now: () => number): PresenceBoard {
  const here = new Map<string, { place: Place; people: Map<string, number> }>()
  const away = new Map<string, Map<string, { people: readonly string[]; at: number }>>()
  const changed = new Map<string, Place>()
  const due = new Map<string, NodeJS.Timeout>()

  const who = (place: Place): string[] => {
    const others = [...(away.get(keyOf(place))?.values() ?? [])].filter(({ at }) => now() - at < REMOTE_TTL_MS)
    return [...new Set([...(here.get(keyOf(place))?.people.keys() ?? []), ...others.flatMap(({ people }) => people)])]
  }
  const tell = (place: Place): void => {
    const key = keyOf(place)
    if (due.has(key)) return
    due.set(
      key,
      setTimeout(() => {
        due.delete(key)
        const frame = jsonFrame({ t: 'here', count: who(place).length })
        for (const listener of hub.listenersOf({ ...place, thread: 0 })) listener.send(frame)
      }, TELL_EVERY_MS).unref(),
    )
  }
  const move = ({ visit }: Listener, by: 1 | -1): void => {
    const place = { workspaceId: visit.ctx.workspaceId, communityId: visit.communityId }
    const key = keyOf(place)
    const community = here.get(key) ?? { place, people: new Map<string, number>() }
    const count = (community.people.get(visit.person) ?? 0) + by
    if (count > 0) community.people.set(visit.person, count)
    else community.people.delete(visit.person)
    if (community.people.size) here.set(key, community)
    else here.delete(key)
    if (count === (by === 1 ? 1 : 0)) {
      changed.set(key, place)
      tell(place)
    }
  }
  const local = (place: Place): Presence => ({ ...place, people: [...(here.get(keyOf(place))?.people.keys() ?? [])] })

  return {
    come: (listener) => move(listener, 1),
    go: (listener) => move(listener, -1),
    who,
    remote: (node, presences) => {
      for (const { people, ...place } of presences) {
        const nodes = away.get(keyOf(place)) ?? new Map()
        if (people.length) nodes.set(node, { people, at: now() })
        else nodes.delete(node)
        if (nodes.size) away.set(keyOf(place), nodes)
        else away.delete(keyOf(place))
        tell(place)
      }
    },
    takeChanges: () => {
      const places = [...changed.values()]
      changed.clear()
      return places.map(local)
    },
    all: () => [...here.values()].map(({ place }) => local(place)),
    close: () => due.forEach((timer) => clearTimeout(timer)),
  }
}
