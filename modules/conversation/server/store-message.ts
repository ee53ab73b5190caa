import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { authorNumber } from '../contract/index.ts'
import type { Ask } from '../domain/option-letter.ts'
import type { NewMessage } from './message-row.ts'

export interface RoomKey {
  readonly communityId: number
  readonly thread: number
}
export interface LockedRoom extends RoomKey {
  readonly ask: Ask | null
  readonly rev: number
}

/** Locks the rooms in one order, so that writers never wait for each other in a circle. Rooms that are not there yet are left out. */
export const lockRooms = (ctx: Ctx, rooms: readonly RoomKey[]) =>
  ctx.db.rows<LockedRoom>(sql`
    select r.community_id as "communityId", r.thread, r.ask, r.last_rev as rev from room r
    where r.workspace_id = ${ctx.workspaceId} and (r.community_id, r.thread) in (
      select k.community_id, k.thread from unnest(${rooms.map((r) => r.communityId)}::bigint[], ${rooms.map((r) => r.thread)}::bigint[]) as k (community_id, thread))
    order by r.community_id, r.thread for update of r`)

export const makeRooms = (ctx: Ctx, rooms: readonly RoomKey[]) =>
  ctx.db.exec(sql`
    insert into room (workspace_id, community_id, thread)
    select ${ctx.workspaceId}, k.community_id, k.thread
    from unnest(${rooms.map((r) => r.communityId)}::bigint[], ${rooms.map((r) => r.thread)}::bigint[]) as k (community_id, thread)
    order by k.community_id, k.thread
    on conflict (workspace_id, community_id, thread) do nothing`)

export interface Appended {
  readonly position: number
  /** Null for a second message of the batch with the same key. */
  readonly seq: number | null
  readonly at: Date | null
  readonly fresh: boolean
}

/**
 * Appends what is new and numbers it on from each room's last; the rooms must be locked.
 * Answers one row for each message of the batch, by position from 1.
 */
export const appendMessages = (ctx: Ctx, batch: readonly NewMessage[]) => {
  const now = ctx.clock.now()
  return ctx.db.rows<Appended>(sql`
    with given as (
      select g.position, g.community_id, g.thread, g.author_kind, g.author_id, g.client_key, g.kind, g.body, g.reply_to,
        g.mentions::bigint[] as mentions, g.mention_all, g.at
      from unnest(
        ${batch.map((m) => m.communityId)}::bigint[], ${batch.map((m) => m.thread)}::bigint[],
        ${batch.map((m) => authorNumber[m.author.kind])}::smallint[], ${batch.map((m) => m.author.id)}::bigint[],
        ${batch.map((m) => m.key)}::text[], ${batch.map((m) => m.body.kind)}::text[], ${batch.map((m) => JSON.stringify(m.body))}::jsonb[],
        ${batch.map((m) => m.replyTo ?? null)}::bigint[], ${batch.map((m) => (m.mentions?.length ? `{${m.mentions.join(',')}}` : null))}::text[],
        ${batch.map((m) => m.mentionAll ?? false)}::boolean[], ${batch.map((m) => (m.at ?? now).toISOString())}::timestamptz[]
      ) with ordinality as g (community_id, thread, author_kind, author_id, client_key, kind, body, reply_to, mentions, mention_all, at, position)
    ), known as (
      select g.position, m.seq, m.at from given g join message m on m.workspace_id = ${ctx.workspaceId} and m.author_kind = g.author_kind
        and m.author_id = g.author_id and m.client_key = g.client_key and m.community_id = g.community_id and m.thread = g.thread
    ), fresh as (
      select distinct on (g.author_kind, g.author_id, g.client_key, g.community_id, g.thread) g.position, g.community_id, g.thread, g.author_kind,
        g.author_id, g.client_key, g.kind, g.body, g.reply_to, g.mentions, g.mention_all, g.at
      from given g
      where g.position not in (select k.position from known k)
      order by g.author_kind, g.author_id, g.client_key, g.community_id, g.thread, g.position
    ), numbered as (
      select f.position, f.community_id, f.thread, f.author_kind, f.author_id, f.client_key, f.kind, f.body, f.reply_to, f.mentions, f.mention_all, f.at,
        r.last_seq + row_number() over (partition by f.community_id, f.thread order by f.position) as seq
      from fresh f join room r on r.workspace_id = ${ctx.workspaceId} and r.community_id = f.community_id and r.thread = f.thread
    ), added as (
      insert into message (workspace_id, community_id, thread, seq, at, author_kind, author_id, client_key, kind, body, reply_to, mentions, mention_all)
      select ${ctx.workspaceId}, n.community_id, n.thread, n.seq, n.at, n.author_kind, n.author_id, n.client_key, n.kind, n.body, n.reply_to, n.mentions, n.mention_all
      from numbered n
    ), last as (
      select n.community_id, n.thread, max(n.seq) as seq, max(n.at) as at,
        (array_agg(n.author_kind order by n.seq desc) filter (where n.author_kind in (1, 2)))[1] as spoke,
        (array_agg(jsonb_build_object('seq', n.seq, 'touch', n.client_key, 'keys', (select jsonb_agg(o ->> 'key') from jsonb_array_elements(n.body -> 'options') o))
          order by n.seq desc) filter (where n.kind = 'card' and jsonb_array_length(coalesce(n.body -> 'options', '[]')) > 0))[1] as ask
      from numbered n group by n.community_id, n.thread
    ), moved as (
      update room r set last_seq = l.seq, last_at = l.at, ask = coalesce(l.ask, r.ask),
        waiting_since = case when r.thread = 0 or l.spoke = 2 then null when l.spoke = 1 then coalesce(r.waiting_since, l.at) else r.waiting_since end
      from last l where r.workspace_id = ${ctx.workspaceId} and r.community_id = l.community_id and r.thread = l.thread
    )
    select g.position::int, coalesce(n.seq, k.seq) as seq, coalesce(n.at, k.at) as at, n.seq is not null as fresh
    from given g left join numbered n on n.position = g.position left join known k on k.position = g.position
    order by g.position`)
}

export interface Quoted extends RoomKey {
  readonly seq: number
  readonly authorKind: number
  readonly key: string
  readonly options: readonly string[] | null
}

/** Author and key of messages that others reply to. */
export const quotedMessages = (ctx: Ctx, quotes: readonly (RoomKey & { readonly seq: number })[]) =>
  ctx.db.rows<Quoted>(sql`
    select m.community_id as "communityId", m.thread, m.seq, m.author_kind as "authorKind", m.client_key as key,
      (select jsonb_agg(o ->> 'key') from jsonb_array_elements(m.body -> 'options') o) as options
    from message m join unnest(${quotes.map((q) => q.communityId)}::bigint[], ${quotes.map((q) => q.thread)}::bigint[], ${quotes.map((q) => q.seq)}::bigint[])
      as k (community_id, thread, seq) on m.community_id = k.community_id and m.thread = k.thread and m.seq = k.seq
    where m.workspace_id = ${ctx.workspaceId}`)
