import { dayOf } from '@grove/calendar'
import { communityMemberJoined, communityMemberLeft, communityMemberRemoved } from '@grove/community/contract'
import { messageAnswered, messagePosted, messageReacted, sendSent } from '@grove/conversation/contract'
import { parseTouch } from '@grove/conversation/domain'
import { type Ctx, reader, type StoredEvent } from '@grove/kernel/server'
import type { CountKey } from '../contract/index.ts'
import { addAnswers, addDays, addSpeakers, clearFigures, type DayCount } from './store.ts'

/** Keeps the figures of every day and community; only counted events are read. */
export const figureReader = reader({
  name: 'figures',
  kinds: [communityMemberJoined, communityMemberLeft, communityMemberRemoved, messagePosted, messageAnswered, messageReacted, sendSent],
  batch: 2000,
  reset: clearFigures,
  handle: async (ctx, events) => {
    const counted = events.filter((event) => event.counted && event.communityId !== null)
    await addDays(ctx, dayCounts(ctx, counted))
    const spoke = counted.filter((event) => event.kind === 'message.posted' && event.memberId !== null && inRoom(event))
    await addSpeakers(
      ctx,
      spoke.map((event) => ({
        communityId: event.communityId ?? 0,
        day: dayOf(event.at.getTime(), ctx.zone),
        memberId: event.memberId ?? 0,
      })),
    )
    await addAnswers(ctx, counted.flatMap(answerOf))
  },
})

const inRoom = (event: StoredEvent) => (event.data as { thread?: number }).thread === 0

/** What one event adds to its day: a figure and how much. */
function addsOf(event: StoredEvent): readonly (readonly [CountKey, number])[] {
  switch (event.kind) {
    case 'community.member_joined':
      return [['joined', 1]]
    case 'community.member_left':
      return [['left', 1]]
    case 'community.member_removed':
      return [['removed', 1]]
    case 'message.posted':
      return event.memberId !== null && inRoom(event) ? [['messages', 1]] : []
    case 'message.answered':
      return [['answers', 1]]
    case 'message.reacted':
      return event.memberId !== null && (event.data as { on?: boolean }).on ? [['reactions', 1]] : []
    default: {
      const toGroup = event.memberId === null
      const reached = (event.data as { reached?: number }).reached ?? (toGroup ? 0 : 1)
      return [...(toGroup ? [['posts', 1] as const] : []), ['reached', reached] as const]
    }
  }
}

function dayCounts(ctx: Ctx, events: readonly StoredEvent[]): DayCount[] {
  const rows = new Map<string, DayCount>()
  for (const event of events) {
    const [communityId, day] = [event.communityId ?? 0, dayOf(event.at.getTime(), ctx.zone)]
    const name = `${communityId}/${day}`
    const row = rows.get(name) ?? {
      communityId,
      day,
      joined: 0,
      left: 0,
      removed: 0,
      messages: 0,
      answers: 0,
      reactions: 0,
      posts: 0,
      reached: 0,
    }
    for (const [key, by] of addsOf(event)) row[key] += by
    rows.set(name, row)
  }
  return [...rows.values()]
}

function answerOf(event: StoredEvent) {
  if (event.kind !== 'message.answered' || event.memberId === null) return []
  const touch = parseTouch((event.data as { touch: string }).touch)
  if (touch?.source !== 1) return []
  return [{ runId: touch.runId, stepId: touch.stepId, occurrence: touch.occurrence, memberId: event.memberId }]
}
