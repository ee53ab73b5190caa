import { EVERYBODY, liveFeed } from '@grove/channel-kit/server'
import {
  communityMemberChanged,
  communityMemberJoined,
  communityMemberLeft,
  communityMemberRemoved,
  communityStateChanged,
} from '@grove/community/contract'
import { type Ctx, reader, type StoredEvent } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { personKey } from '../contract/index.ts'
import { postMessages } from './post-messages.ts'

/** Tells open phones that somebody's standing changed: muted, removed, left, or the community closed. */
export const roomDoors = reader({
  name: 'conversation.room-doors',
  kinds: [communityMemberLeft, communityMemberRemoved, communityMemberChanged, communityStateChanged],
  batch: 500,
  handle: async (ctx, events) => {
    const changes = events.flatMap(({ communityId, memberId }) =>
      communityId
        ? [{ workspaceId: ctx.workspaceId, communityId, thread: 0, person: memberId ? personKey('member', memberId) : EVERYBODY }]
        : [],
    )
    ctx.afterCommit(() => liveFeed(ctx.app).changed(changes))
  },
})

const NAMED = 3

/** "A, B and 10 others joined": one line in the room for all who came in one batch. It speaks, so it is never replayed. */
export const roomJoins = reader({
  name: 'conversation.room-joins',
  kinds: [communityMemberJoined],
  batch: 500,
  handle: async (ctx, events) => {
    const joins = events.filter((event) => event.communityId && event.memberId && event.counted)
    if (!joins.length) return
    const rooms = new Set((await roomsOf(ctx, joins)).map((row) => row.id))
    const names = new Map((await namesOf(ctx, joins)).map((row) => [row.id, row.name]))
    const byCommunity = groupByCommunity(joins)
    const lines = [...byCommunity].filter(([communityId]) => rooms.has(communityId))
    await postMessages(
      ctx,
      lines.map(([communityId, came]) => {
        const people = [...new Set(came.map((event) => event.memberId ?? 0))]
        const params = {
          names: people
            .slice(0, NAMED)
            .map((id) => names.get(id) ?? '')
            .join(ctx.locale === 'zh' ? '、' : ', '),
          count: people.length,
        }
        const last = came.at(-1)
        return {
          communityId,
          thread: 0,
          author: { kind: 'system', id: 0 },
          key: `joined-${last?.id}`,
          body: { kind: 'system', name: people.length > NAMED ? 'joined_many' : 'joined', params },
          ...(last ? { at: last.at } : {}),
        }
      }),
    )
  },
})

const roomsOf = (ctx: Ctx, events: readonly StoredEvent[]) =>
  ctx.db.rows<{ id: number }>(sql`
    select c.id from community c
    where c.workspace_id = ${ctx.workspaceId} and c.channel = 'room' and c.id = any(${events.map((event) => event.communityId)}::bigint[])`)

const namesOf = (ctx: Ctx, events: readonly StoredEvent[]) =>
  ctx.db.rows<{ id: number; name: string }>(sql`
    select p.id, p.display_name as name from member p
    where p.workspace_id = ${ctx.workspaceId} and p.id = any(${events.map((event) => event.memberId)}::bigint[])`)

function groupByCommunity(events: readonly StoredEvent[]): Map<number, StoredEvent[]> {
  const groups = new Map<number, StoredEvent[]>()
  for (const event of events) {
    const id = event.communityId ?? 0
    groups.set(id, [...(groups.get(id) ?? []), event])
  }
  return groups
}
