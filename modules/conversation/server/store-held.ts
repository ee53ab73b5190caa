import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { StoredBody } from './message-row.ts'

export interface NewHeld {
  readonly communityId: number
  readonly thread: number
  readonly memberId: number
  readonly key: string
  readonly replyTo: number | null
  readonly mentions: readonly number[]
  readonly words: readonly string[]
  readonly body: StoredBody
}
export interface HeldRow {
  readonly id: number
  readonly communityId: number
  readonly thread: number
  readonly memberId: number
  readonly words: string[]
}

const list = (values: readonly number[]) => (values.length ? `{${values.join(',')}}` : null)

/** Keeps messages for a person to look at; one that is kept already is left alone and not answered. */
export const holdMessages = (ctx: Ctx, held: readonly NewHeld[]) =>
  ctx.db.rows<HeldRow>(sql`
    insert into held_message (workspace_id, community_id, thread, member_id, client_key, reply_to, mentions, words, kind, body, at)
    select ${ctx.workspaceId}, h.community_id, h.thread, h.member_id, h.client_key, h.reply_to, h.mentions::bigint[],
      array(select jsonb_array_elements_text(h.words)), h.body ->> 'kind', h.body, ${ctx.clock.now()}
    from unnest(
      ${held.map((h) => h.communityId)}::bigint[], ${held.map((h) => h.thread)}::bigint[], ${held.map((h) => h.memberId)}::bigint[],
      ${held.map((h) => h.key)}::text[], ${held.map((h) => h.replyTo)}::bigint[], ${held.map((h) => list(h.mentions))}::text[],
      ${held.map((h) => JSON.stringify(h.words))}::jsonb[], ${held.map((h) => JSON.stringify(h.body))}::jsonb[]
    ) as h (community_id, thread, member_id, client_key, reply_to, mentions, words, body)
    on conflict (workspace_id, member_id, client_key, community_id, thread) do nothing
    returning id, community_id as "communityId", thread, member_id as "memberId", words`)

export interface HeldToDecide extends Omit<NewHeld, 'words'> {
  readonly state: string
  readonly at: Date
}

export const lockHeld = (ctx: Ctx, id: number) =>
  ctx.db.maybe<HeldToDecide>(sql`
    select h.community_id as "communityId", h.thread, h.member_id as "memberId", h.client_key as key, h.reply_to as "replyTo",
      coalesce(h.mentions, '{}') as mentions, h.body, h.state, h.at
    from held_message h where h.workspace_id = ${ctx.workspaceId} and h.id = ${id} for update`)

export const settleHeld = (ctx: Ctx, id: number, state: 'approved' | 'refused', by: string) =>
  ctx.db.exec(sql`
    update held_message set state = ${state}, decided_by = ${by}, decided_at = ${ctx.clock.now()}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`)
