import { type Move, memberTables } from '@grove/member/server'
import sql, { type Sql } from 'sql-template-tag'
import { forgetSaid } from './forget-said.ts'

/** Messages of the loser's private thread come after those of the winner's in the same community. */
const shift = ({ workspaceId, winnerId }: Move): Sql =>
  sql`coalesce((select r.last_seq from room r where r.workspace_id = ${workspaceId} and r.community_id = t.community_id and r.thread = ${winnerId}), 0)`
const shiftRev = ({ workspaceId, winnerId }: Move): Sql =>
  sql`coalesce((select r.last_rev from room r where r.workspace_id = ${workspaceId} and r.community_id = t.community_id and r.thread = ${winnerId}), 0)`
const MESSAGE = ['community_id', 'thread', 'seq'] as const
const GONE = sql`'{"kind":"text","text":"…"}'::jsonb`

export const memberRows = memberTables.of({
  end: async (ctx, memberId) => {
    await ctx.db.exec(sql`
      update send set state = 'cancelled', reason = 'by_person'
      where workspace_id = ${ctx.workspaceId} and member_id = ${memberId} and state in ('planned', 'retry', 'held', 'paused', 'needs_person')`)
  },
  forget: forgetSaid,
  tables: [
    {
      table: 'send',
      key: ['id'],
      column: 'member_id',
      // Both got the same touch: the loser's keeps its place in the list under a number of its own.
      set: ({ winnerId }) => ({
        occurrence: sql`case when exists (select 1 from send w where w.workspace_id = t.workspace_id and w.source = t.source
          and w.run_id = t.run_id and w.step_id = t.step_id and w.occurrence = t.occurrence and w.community_id = t.community_id
          and w.member_id = ${winnerId}) then -t.id else t.occurrence end`,
      }),
      erase: { detail: sql`null` },
      exports: ['channel', 'community_id', 'state', 'created_at', 'sent_at'],
    },
    { table: 'send_hold', key: ['id'], column: 'member_id', erase: 'keep' },
    {
      table: 'touch_count',
      key: ['kind', 'target_id', 'day'],
      column: 'target_id',
      where: (row) => sql`${row}.kind = 1`,
      clash: ['kind', 'day'],
      combine: { n: sql`w.n + l.n` },
      erase: 'keep',
    },
    {
      table: 'message',
      key: MESSAGE,
      column: 'author_id',
      where: (row) => sql`${row}.author_kind = 1`,
      set: ({ loserId }) => ({ client_key: sql`t.client_key || ${`~${loserId}`}` }),
      erase: { body: GONE, kind: sql`'text'`, mentions: sql`null`, recalled_at: sql`coalesce(t.recalled_at, t.at)` },
      exports: ['community_id', 'at', 'kind', 'body'],
    },
    {
      table: 'message',
      key: MESSAGE,
      column: 'thread',
      // Staff and the engine may have said the same to both, under one key.
      set: (move) => ({
        seq: sql`t.seq + ${shift(move)}`,
        reply_to: sql`t.reply_to + ${shift(move)}`,
        client_key: sql`t.client_key || ${`~${move.loserId}`}`,
      }),
      erase: { body: GONE, kind: sql`'text'`, mentions: sql`null`, recalled_at: sql`coalesce(t.recalled_at, t.at)` },
      exports: ['community_id', 'at', 'author_kind', 'kind', 'body'],
    },
    {
      table: 'message_change',
      key: MESSAGE,
      column: 'thread',
      set: (move) => ({ seq: sql`t.seq + ${shift(move)}`, rev: sql`t.rev + ${shiftRev(move)}` }),
      erase: 'keep',
    },
    {
      table: 'reaction',
      key: [...MESSAGE, 'author_kind', 'author_id', 'emoji'],
      column: 'author_id',
      where: (row) => sql`${row}.author_kind = 1`,
      clash: ['community_id', 'thread', 'seq', 'author_kind', 'emoji'],
      erase: 'keep',
      exports: ['community_id', 'emoji', 'at'],
    },
    {
      table: 'reaction',
      key: [...MESSAGE, 'author_kind', 'author_id', 'emoji'],
      column: 'thread',
      set: (move) => ({ seq: sql`t.seq + ${shift(move)}` }),
      erase: 'keep',
    },
    {
      table: 'room_read',
      key: ['community_id', 'thread', 'reader_kind', 'reader_id'],
      column: 'reader_id',
      where: (row) => sql`${row}.reader_kind = 1`,
      clash: ['community_id', 'thread', 'reader_kind'],
      combine: { seq: sql`greatest(w.seq, l.seq)`, at: sql`greatest(w.at, l.at)` },
      erase: 'delete',
    },
    {
      table: 'room_read',
      key: ['community_id', 'thread', 'reader_kind', 'reader_id'],
      column: 'thread',
      clash: ['community_id', 'reader_kind', 'reader_id'],
      set: (move) => ({ seq: sql`t.seq + ${shift(move)}` }),
      erase: 'keep',
    },
    {
      table: 'held_message',
      key: ['id'],
      column: 'member_id',
      set: ({ loserId }) => ({ client_key: sql`t.client_key || ${`~${loserId}`}` }),
      erase: 'delete',
      exports: ['community_id', 'at', 'state', 'body'],
    },
    {
      table: 'held_message',
      key: ['id'],
      column: 'thread',
      set: ({ loserId }) => ({ client_key: sql`t.client_key || ${`~${loserId}`}` }),
      erase: 'delete',
    },
    {
      table: 'room',
      key: ['community_id', 'thread'],
      column: 'thread',
      clash: ['community_id'],
      combine: {
        last_seq: sql`w.last_seq + l.last_seq`,
        last_rev: sql`w.last_rev + l.last_rev`,
        last_at: sql`greatest(w.last_at, l.last_at)`,
        waiting_since: sql`least(w.waiting_since, l.waiting_since)`,
      },
      erase: { waiting_since: sql`null`, ask: sql`null`, pin: sql`null` },
    },
  ],
})
