import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import type { Pin } from '../contract/index.ts'
import { memberBadge } from './member-badge.ts'
import type { StoredBody } from './message-row.ts'
import type { RoomKey } from './store-message.ts'

export interface MessageRow {
  readonly seq: number
  readonly at: Date
  readonly authorKind: number
  readonly authorId: number
  readonly key: string
  readonly body: StoredBody
  readonly recalledAt: Date | null
  readonly recalledBy: string | null
  readonly mentions: number[] | null
  readonly mentionAll: boolean
  readonly quoteSeq: number | null
  readonly quoteKind: number | null
  readonly quoteId: number | null
  readonly quoteBody: StoredBody | null
  readonly reactions: { emoji: string; count: number; by: string[] }[] | null
}

const select = (ctx: Ctx, room: RoomKey, rest: Sql) => sql`
  select m.seq, m.at, m.author_kind as "authorKind", m.author_id as "authorId", m.client_key as key, m.body, m.recalled_at as "recalledAt",
    m.recalled_by as "recalledBy", m.mentions, m.mention_all as "mentionAll", m.reply_to as "quoteSeq", q.author_kind as "quoteKind",
    q.author_id as "quoteId", case when q.recalled_at is null then q.body end as "quoteBody", e.reactions
  from message m
  left join message q on q.workspace_id = ${ctx.workspaceId} and q.community_id = m.community_id and q.thread = m.thread and q.seq = m.reply_to
  left join lateral (
    select jsonb_agg(jsonb_build_object('emoji', g.emoji, 'count', g.count, 'by', g.by) order by g.first, g.emoji) as reactions
    from (
      select r.emoji, count(*) as count, min(r.at) as first,
        (array_agg((case r.author_kind when 1 then 'm' else 's' end) || r.author_id order by r.at, r.author_id))[1:50] as by
      from reaction r
      where r.workspace_id = ${ctx.workspaceId} and r.community_id = m.community_id and r.thread = m.thread and r.seq = m.seq
      group by r.emoji
    ) g
  ) e on true
  where m.workspace_id = ${ctx.workspaceId} and m.community_id = ${room.communityId} and m.thread = ${room.thread} ${rest}`

/** The newest messages below `before` (all when null), newest first. */
export const messagesBefore = (ctx: Ctx, room: RoomKey, before: number | null, limit: number) =>
  ctx.db.rows<MessageRow>(select(ctx, room, sql`and (${before}::bigint is null or m.seq < ${before}) order by m.seq desc limit ${limit}`))

export const messagesAfter = (ctx: Ctx, room: RoomKey, after: number, limit: number) =>
  ctx.db.rows<MessageRow>(select(ctx, room, sql`and m.seq > ${after} order by m.seq limit ${limit}`))

/** Messages a reader has (up to `seq`) that changed after `rev`. */
export const messagesChanged = (ctx: Ctx, room: RoomKey, place: { readonly seq: number; readonly rev: number }, limit: number) =>
  ctx.db.rows<MessageRow>(
    select(
      ctx,
      room,
      sql`and m.seq in (
        select c.seq from message_change c
        where c.workspace_id = ${ctx.workspaceId} and c.community_id = ${room.communityId} and c.thread = ${room.thread}
          and c.rev > ${place.rev} and c.seq <= ${place.seq} order by c.rev limit ${limit})`,
    ),
  )

export interface RoomRow {
  readonly communityId: number
  readonly thread: number
  readonly seq: number
  readonly rev: number
  readonly pin: Pin | null
}

const roomColumns = sql`r.community_id as "communityId", r.thread, r.last_seq as seq, r.last_rev as rev, r.pin`

/** Undefined while nobody has spoken there. */
export const roomRow = (ctx: Ctx, room: RoomKey) =>
  ctx.db.maybe<RoomRow>(sql`
    select ${roomColumns} from room r
    where r.workspace_id = ${ctx.workspaceId} and r.community_id = ${room.communityId} and r.thread = ${room.thread}`)

export const roomRows = (ctx: Ctx, rooms: readonly RoomKey[]) =>
  ctx.db.rows<RoomRow>(sql`
    select ${roomColumns} from room r
    join unnest(${rooms.map((r) => r.communityId)}::bigint[], ${rooms.map((r) => r.thread)}::bigint[]) as k (community_id, thread)
      on k.community_id = r.community_id and k.thread = r.thread
    where r.workspace_id = ${ctx.workspaceId}`)

export interface PersonRow {
  readonly kind: number
  readonly id: number
  readonly name: string
  readonly avatarUrl: string | null
  readonly badge: 'official' | 'ambience' | 'duty' | 'kol' | null
}

/** Name, picture and badge of everybody who speaks in these messages, and of the community. */
export const peopleOf = (ctx: Ctx, communityId: number, memberIds: readonly number[], staffIds: readonly number[]) =>
  ctx.db.rows<PersonRow>(sql`
    select 1 as kind, p.id, p.display_name as name, p.avatar_url as "avatarUrl",
      ${memberBadge} as badge
    from member p
    left join membership s on s.workspace_id = ${ctx.workspaceId} and s.community_id = ${communityId} and s.member_id = p.id
    where p.workspace_id = ${ctx.workspaceId} and p.id = any(${memberIds}::bigint[])
    union all
    select 2, t.id, t.display_name, null, case when t.ambience then 'ambience' else 'official' end
    from staff t where t.workspace_id = ${ctx.workspaceId} and t.id = any(${staffIds}::bigint[])
    union all
    select 3, 0, c.name, null, 'official' from community c where c.workspace_id = ${ctx.workspaceId} and c.id = ${communityId}`)
