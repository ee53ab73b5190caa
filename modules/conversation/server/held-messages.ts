import { communityScope } from '@grove/community/server'
import { emit } from '@grove/event-log'
import { audit, type Ctx } from '@grove/kernel/server'
import { pageOfRows, readCursor } from '@grove/member/server'
import sql from 'sql-template-tag'
import { messageHeldDecided, roomErrors } from '../contract/index.ts'
import { excerptOf } from '../domain/excerpt.ts'
import type { StoredBody } from './message-row.ts'
import { postMessages } from './post-messages.ts'
import { standings } from './read-standing.ts'
import { lockHeld, settleHeld } from './store-held.ts'
import { takeSeat } from './take-seat.ts'

interface ListInput {
  readonly communityId?: number | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Messages waiting for a look, oldest first. */
export async function listHeld(ctx: Ctx, { communityId, cursor, limit }: ListInput) {
  const page = pageOfRows(await waitingHeld(ctx, communityId ?? null, readCursor(cursor)?.id ?? 0, limit + 1), limit)
  return {
    items: page.items.map(({ body, thread, at, ...row }) => ({
      ...row,
      private: thread > 0,
      text: excerptOf(body, 500),
      at: at.toISOString(),
    })),
    next: page.next,
    total: null,
  }
}

/** Lets a held message in — it then gets the next number — or refuses it. @throws room.held_not_found | room.held_decided */
export async function decideHeld(ctx: Ctx, { id, approve }: { readonly id: number; readonly approve: boolean }) {
  return ctx.inTx(async (tx) => {
    const held = await lockHeld(tx, id)
    if (!held) throw roomErrors.held_not_found()
    const seat = await takeSeat(tx, held.communityId)
    if (held.state !== 'waiting') throw roomErrors.held_decided()
    await settleHeld(tx, id, approve ? 'approved' : 'refused', seat.person.key)
    const { communityId, thread, memberId, key, replyTo, mentions, body } = held
    const [standing] = await standings(tx, [{ communityId, memberId }])
    const author = { kind: 'member', id: memberId, counted: standing?.counted ?? false } as const
    const [posted] = approve ? await postMessages(tx, [{ communityId, thread, author, key, body, replyTo, mentions }]) : []
    await emit(tx, [{ kind: messageHeldDecided, data: { heldId: id, approved: approve }, memberId, communityId, counted: false }])
    await audit(tx, {
      verb: approve ? 'message.let_in' : 'message.refuse',
      target: { kind: 'held_message', id },
      before: { text: excerptOf(body, 300) },
    })
    return { seq: posted?.seq ?? null }
  })
}

interface HeldListRow {
  readonly id: number
  readonly communityId: number
  readonly communityName: string
  readonly thread: number
  readonly memberId: number
  readonly name: string
  readonly words: string[]
  readonly body: StoredBody
  readonly at: Date
}

const waitingHeld = (ctx: Ctx, communityId: number | null, after: number, limit: number) =>
  ctx.db.rows<HeldListRow>(sql`
    select h.id, h.community_id as "communityId", c.name as "communityName", h.thread, h.member_id as "memberId", p.display_name as name, h.words, h.body, h.at
    from held_message h
    join community c on c.workspace_id = ${ctx.workspaceId} and c.id = h.community_id
    join member p on p.workspace_id = ${ctx.workspaceId} and p.id = h.member_id
    where h.workspace_id = ${ctx.workspaceId} and h.state = 'waiting' and h.id > ${after}
      and (${communityId}::bigint is null or h.community_id = ${communityId}) and ${communityScope(ctx)}
    order by h.id limit ${limit}`)
