import type { ContentPart } from '@grove/channel-kit/contract'
import { liveFeed } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type SendSource, sendSource } from '../contract/index.ts'
import { touchKey } from '../domain/touch-key.ts'

/** A card that was posted by a send, named like it, with what it says now. */
export interface CardChange {
  readonly source: SendSource
  readonly runId: number
  readonly stepId: number
  readonly occurrence: number
  readonly communityId: number
  readonly body: ContentPart
}

/**
 * Redraws cards that stand in rooms already, for everybody who sees them: phones get the changed message, late comers the new one. A card that
 * was not posted yet, was taken back or says the same is passed over. Answers how many changed.
 */
export async function changeCards(ctx: Ctx, cards: readonly CardChange[]): Promise<number> {
  if (cards.length === 0) return 0
  return ctx.inTx(async (tx) => {
    const keys = cards.map((card) => touchKey({ ...card, workspaceId: tx.workspaceId, source: sendSource[card.source], memberId: 0 }))
    const rooms = await tx.db.rows<{ communityId: number; n: number }>(sql`
      with changed as (
        update message m set body = n.body
        from unnest(${cards.map((card) => card.communityId)}::bigint[], ${keys}::text[], ${cards.map((card) => JSON.stringify(card.body))}::jsonb[])
          as n (community_id, key, body)
        where m.workspace_id = ${tx.workspaceId} and m.author_kind = 3 and m.author_id = 0 and m.client_key = n.key
          and m.community_id = n.community_id and m.thread = 0 and m.recalled_at is null and m.body is distinct from n.body
        returning m.community_id, m.seq),
      moved as (
        update room r set last_rev = r.last_rev + 1
        where r.workspace_id = ${tx.workspaceId} and r.thread = 0 and r.community_id in (select community_id from changed)
        returning r.community_id, r.last_rev),
      noted as (
        insert into message_change (workspace_id, community_id, thread, seq, rev)
        select ${tx.workspaceId}, c.community_id, 0, c.seq, moved.last_rev from changed c join moved on moved.community_id = c.community_id
        on conflict (workspace_id, community_id, thread, seq) do update set rev = excluded.rev)
      select community_id as "communityId", count(*)::int as n from changed group by community_id`)
    const changes = rooms.map(({ communityId }) => ({ workspaceId: tx.workspaceId, communityId, thread: 0 }))
    tx.afterCommit(() => liveFeed(ctx.app).changed(changes))
    return rooms.reduce((sum, room) => sum + room.n, 0)
  })
}
