import type { WorkspaceId } from '@grove/kernel/contract'
import { type App, type Ctx, extensionPoint, type SystemCtx } from '@grove/kernel/server'
import type { Answer, Delivery, LookupAnswer } from '../contract/index.ts'

/** One conversation phones listen to: `thread` 0 is the group, any other number the private thread with that member. */
export interface LiveTopic {
  readonly workspaceId: WorkspaceId
  readonly communityId: number
  readonly thread: number
}

/** How far a listener is: last message, last change of an older message. */
export interface LivePlace {
  readonly seq: number
  readonly rev: number
}

/** A person behind one connection. `ctx` acts as them; `person` names them in the presence list. */
export interface LiveVisit {
  readonly ctx: Ctx
  readonly communityId: number
  readonly person: string
  /** Threads heard from the start; others are asked for. */
  readonly threads: readonly number[]
}

export interface LiveEntry {
  readonly visit: LiveVisit
  readonly frame: object
}

/** A frame with the place a listener is at after it. */
export interface LiveFrame {
  readonly frame: object
  readonly place: LivePlace
}

/** What a built-in live channel needs of the house: it carries frames and knows neither members nor messages. */
export interface LiveHost {
  /** Who is at the door, from the cookies of the upgrade, and the first frame for them. @throws GroveError */
  enter(system: SystemCtx, request: Request): Promise<LiveEntry>
  /** The same person again, after something about them changed. @throws GroveError when they are out */
  again(visit: LiveVisit): Promise<LiveEntry>
  /** May this visit hear that thread? @throws GroveError */
  mayHear(visit: LiveVisit, thread: number): Promise<void>
  /** First frames of a thread for one listener who is at `place` (null: has nothing). */
  catchUp(visit: LiveVisit, thread: number, place: LivePlace | null): Promise<LiveFrame>
  /** What all listeners of a topic get after `place`, in order; the same for everybody. */
  since(ctx: Ctx, topic: LiveTopic, place: LivePlace): Promise<readonly LiveFrame[]>
  /** Newest place of many topics of one workspace, to find what a lost signal hid. */
  places(ctx: Ctx, topics: readonly LiveTopic[]): Promise<readonly (LiveTopic & LivePlace)[]>
  /** What a person does: the answer for this connection. @throws GroveError */
  act(visit: LiveVisit, frame: Readonly<Record<string, unknown>>): Promise<object>
  /** Puts the engine's deliveries into their conversations; the same touch again answers the same message. */
  post(ctx: Ctx, deliveries: readonly Delivery[]): Promise<readonly Answer[]>
  lookup(ctx: Ctx, touches: readonly string[]): Promise<readonly LookupAnswer[]>
}

/** The module that keeps the conversations registers here. */
export const liveHosts = extensionPoint<LiveHost>('live.host')

/** What happened: a conversation grew or changed, or a person's standing in a community did (`person`). */
export interface LiveChange extends LiveTopic {
  readonly person?: string
  /** What came, ready made and in order, where it was known without reading; a listener not right before it reads instead. */
  readonly frames?: readonly LiveFrame[]
  /** Nothing of the conversation, but something else that pages of the community show: they read again. */
  readonly news?: LiveNews
}

export interface LiveNews {
  /** Whose pages: the name of a module. */
  readonly of: string
  /** Only this member's; everybody's without. */
  readonly member?: number
}

/** Tells pages of a community that something of a module has changed, after the commit; to these members alone, or to everybody. */
export function tellNews(ctx: Ctx, of: string, communityId: number, memberIds?: readonly number[]): void {
  const topic = { workspaceId: ctx.workspaceId, communityId, thread: 0 }
  const news: LiveNews[] = memberIds ? memberIds.map((member) => ({ of, member })) : [{ of }]
  ctx.afterCommit(() => liveFeed(ctx.app).changed(news.map((one) => ({ ...topic, news: one }))))
}

/** Every person of the community. */
export const EVERYBODY = '*'

/** Wakes the listeners of this process, and through the channel those of the others. Changes may be lost; listeners also look by themselves. */
export interface LiveFeed {
  changed(changes: readonly LiveChange[]): void
  on(listener: (changes: readonly LiveChange[]) => void): () => void
}

const feeds = new WeakMap<App, LiveFeed>()

/** The feed of this process. */
export function liveFeed(app: App): LiveFeed {
  const known = feeds.get(app)
  if (known) return known
  const listeners = new Set<(changes: readonly LiveChange[]) => void>()
  const feed: LiveFeed = {
    changed: (changes) => {
      if (changes.length) for (const listener of listeners) listener(changes)
    },
    on: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  feeds.set(app, feed)
  return feed
}
