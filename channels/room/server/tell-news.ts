import type { LiveChange } from '@grove/channel-kit/server'
import { jsonFrame } from './text-frame.ts'
import type { TopicHub } from './topic-hub.ts'

/** News go to who hears the room, or to one member among them. They carry nothing: whoever may see it reads again. */
export function tellNews(hub: Pick<TopicHub, 'listenersOf'>, changes: readonly LiveChange[]): void {
  for (const change of changes) {
    if (!change.news) continue
    const { of, member } = change.news
    const frame = jsonFrame({ t: 'news', of })
    for (const listener of hub.listenersOf(change)) {
      const { actor } = listener.visit.ctx
      if (member === undefined || (actor.kind === 'member' && actor.memberId === member)) listener.send(frame)
    }
  }
}
