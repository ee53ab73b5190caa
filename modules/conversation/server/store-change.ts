import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Pin } from '../contract/index.ts'
import type { RoomKey } from './store-message.ts'

/** Notes that a message changed, so that phones which have it fetch it again; takes the room's lock. */
export const noteChange = (ctx: Ctx, room: RoomKey, seq: number) =>
  ctx.db.exec(sql`
    with moved as (
      update room set last_rev = last_rev + 1
      where workspace_id = ${ctx.workspaceId} and community_id = ${room.communityId} and thread = ${room.thread} returning last_rev
    )
    insert into message_change (workspace_id, community_id, thread, seq, rev)
    select ${ctx.workspaceId}, ${room.communityId}::bigint, ${room.thread}::bigint, ${seq}::bigint, moved.last_rev from moved
    on conflict (workspace_id, community_id, thread, seq) do update set rev = excluded.rev`)

export interface MessageState {
  readonly authorKind: number
  readonly authorId: number
  readonly at: Date
  readonly recalledAt: Date | null
  readonly excerptBody: { kind: string; text?: string; title?: string }
}

export const messageState = (ctx: Ctx, room: RoomKey, seq: number) =>
  ctx.db.maybe<MessageState>(sql`
    select m.author_kind as "authorKind", m.author_id as "authorId", m.at, m.recalled_at as "recalledAt", m.body as "excerptBody"
    from message m where m.workspace_id = ${ctx.workspaceId} and m.community_id = ${room.communityId} and m.thread = ${room.thread} and m.seq = ${seq}`)

/** 0 when it was taken back already. */
export const takeBack = (ctx: Ctx, room: RoomKey, seq: number, by: string) =>
  ctx.db.exec(sql`
    update message set recalled_at = ${ctx.clock.now()}, recalled_by = ${by}
    where workspace_id = ${ctx.workspaceId} and community_id = ${room.communityId} and thread = ${room.thread} and seq = ${seq} and recalled_at is null`)

export interface ReactionKey extends RoomKey {
  readonly seq: number
  readonly authorKind: number
  readonly authorId: number
  readonly emoji: string
}

export const addReaction = (ctx: Ctx, r: ReactionKey) =>
  ctx.db.exec(sql`
    insert into reaction (workspace_id, community_id, thread, seq, author_kind, author_id, emoji, at)
    values (${ctx.workspaceId}, ${r.communityId}, ${r.thread}, ${r.seq}, ${r.authorKind}, ${r.authorId}, ${r.emoji}, ${ctx.clock.now()})
    on conflict (workspace_id, community_id, thread, seq, author_kind, author_id, emoji) do nothing`)

export const dropReaction = (ctx: Ctx, r: ReactionKey) =>
  ctx.db.exec(sql`
    delete from reaction where workspace_id = ${ctx.workspaceId} and community_id = ${r.communityId} and thread = ${r.thread} and seq = ${r.seq}
      and author_kind = ${r.authorKind} and author_id = ${r.authorId} and emoji = ${r.emoji}`)

/** Notices of many rooms in one statement; a null takes one down. */
export const writePins = (ctx: Ctx, pins: readonly { readonly communityId: number; readonly pin: Pin | null }[]) =>
  ctx.db.exec(sql`
    insert into room (workspace_id, community_id, thread, last_rev, pin)
    select ${ctx.workspaceId}, p.community_id, 0, 1, p.pin
    from unnest(${pins.map((p) => p.communityId)}::bigint[], ${pins.map((p) => (p.pin ? JSON.stringify(p.pin) : null))}::jsonb[]) as p (community_id, pin)
    order by p.community_id
    on conflict (workspace_id, community_id, thread) do update set pin = excluded.pin, last_rev = room.last_rev + 1`)

/** Moves the mark forward only. */
export const writeReadMark = (ctx: Ctx, room: RoomKey, reader: { readonly kind: number; readonly id: number }, seq: number) =>
  ctx.db.exec(sql`
    insert into room_read (workspace_id, community_id, thread, reader_kind, reader_id, seq, at)
    values (${ctx.workspaceId}, ${room.communityId}, ${room.thread}, ${reader.kind}, ${reader.id}, ${seq}, ${ctx.clock.now()})
    on conflict (workspace_id, community_id, thread, reader_kind, reader_id) do update set seq = excluded.seq, at = excluded.at
    where room_read.seq < excluded.seq`)
