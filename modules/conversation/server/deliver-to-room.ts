import type { Answer, Delivery, LookupAnswer } from '@grove/channel-kit/contract'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { keyOfPart } from '../domain/touch-part.ts'
import type { NewMessage } from './message-row.ts'
import { setPins } from './pin-notice.ts'
import { postMessages } from './post-messages.ts'
import { standings } from './read-standing.ts'

const externalId = (communityId: number, thread: number, seq: number) => `${communityId}/${thread}/${seq}`

/**
 * Puts the engine's deliveries into rooms and private threads, all in one transaction. A touch delivered before answers the message it made then:
 * its name is the message's key, so there can't be a second.
 */
export async function deliverToRoom(ctx: Ctx, deliveries: readonly Delivery[]): Promise<Answer[]> {
  return ctx.inTx(async (tx) => {
    const pairs = deliveries.map((d) => ({ communityId: d.communityId, memberId: d.member?.id ?? 0 }))
    const standing = new Map((await standings(tx, pairs)).map((row) => [`${row.communityId}:${row.memberId}`, row]))
    const refused = (delivery: Delivery): Answer | null => {
      const found = standing.get(`${delivery.communityId}:${delivery.member?.id ?? 0}`)
      if (!found || ['dissolved', 'transferred'].includes(found.communityState)) return no(delivery, 'group_closed')
      return delivery.member && found.state !== 'active' ? no(delivery, 'not_member') : null
    }
    const refusals = deliveries.map(refused)
    const messages = deliveries.flatMap((delivery, index) => (refusals[index] ? [] : messagesOf(delivery)))
    const posted = await postMessages(tx, messages)
    const byKey = new Map(messages.map((message, index) => [message.key, { message, posted: posted[index] }]))
    await setPins(
      tx,
      deliveries.flatMap((delivery) => pinOf(delivery, byKey.get(delivery.touch)?.posted)),
    )
    return deliveries.map((delivery, index): Answer => {
      const first = byKey.get(delivery.touch)
      if (!first?.posted) return refusals[index] ?? { touch: delivery.touch, outcome: { kind: 'failed', reason: 'bad_content' } }
      const { communityId, thread } = first.message
      return {
        touch: delivery.touch,
        outcome: { kind: 'sent', externalId: externalId(communityId, thread, first.posted.seq), at: first.posted.at },
      }
    })
  })
}

const no = ({ touch }: Delivery, reason: 'group_closed' | 'not_member'): Answer => ({ touch, outcome: { kind: 'refused', reason } })

function messagesOf(delivery: Delivery): NewMessage[] {
  const { communityId, content, touch } = delivery
  return content.parts.map((body, part) => ({
    communityId,
    thread: delivery.member?.id ?? 0,
    author: { kind: 'community', id: 0 },
    key: keyOfPart(touch, part),
    body,
    mentionAll: part === 0 && (content.mentionAll ?? false),
  }))
}

function pinOf(delivery: Delivery, posted: { seq: number; repeated: boolean } | undefined) {
  if (!delivery.content.pin || delivery.member || !posted || posted.repeated) return []
  return [{ communityId: delivery.communityId, seq: posted.seq, body: delivery.content.parts[0] ?? null }]
}

/** What became of touches: a message with that key exists, or surely not. */
export async function lookUpTouches(ctx: Ctx, touches: readonly string[]): Promise<LookupAnswer[]> {
  const rows = await messagesByTouch(ctx, touches)
  const found = new Map(rows.map((row) => [row.key, row]))
  return touches.map((touch): LookupAnswer => {
    const row = found.get(touch)
    if (!row) return { touch, found: 'absent' }
    return { touch, found: { kind: 'sent', externalId: externalId(row.communityId, row.thread, row.seq), at: row.at } }
  })
}

const messagesByTouch = (ctx: Ctx, touches: readonly string[]) =>
  ctx.db.rows<{ key: string; communityId: number; thread: number; seq: number; at: Date }>(sql`
    select m.client_key as key, m.community_id as "communityId", m.thread, m.seq, m.at
    from message m
    where m.workspace_id = ${ctx.workspaceId} and m.author_kind = 3 and m.author_id = 0 and m.client_key = any(${touches}::text[])`)
