import type { Ctx } from '@grove/kernel/server'
import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'
import { markDirty } from './store-acts.ts'
import { recountMembers } from './store-rate.ts'
import { readSettings } from './store-settings.ts'
import { ensureRows, refreshScores } from './store-standing.ts'

/** What one record hands to another: acts and history go along, a step given by hand stays the winner's; the rest is counted anew. */
export const memberRows = memberTables.of({
  tables: [
    {
      table: 'standing',
      key: ['member_id'],
      column: 'member_id',
      clash: [],
      erase: 'keep',
      exports: ['tier', 'customer_group', 'score', 'rfm'],
    },
    {
      table: 'standing_day',
      key: ['member_id', 'day'],
      column: 'member_id',
      clash: ['day'],
      combine: {
        messages: sql`w.messages + l.messages`,
        reactions: sql`w.reactions + l.reactions`,
        answers: sql`w.answers + l.answers`,
      },
      erase: 'keep',
    },
    { table: 'standing_dirty', key: ['member_id'], column: 'member_id', clash: [], erase: 'delete' },
    {
      table: 'standing_move',
      key: ['id'],
      column: 'member_id',
      erase: { cause: sql`t.cause - 'reason'` },
      exports: ['ladder', 'from_step', 'to_step', 'at'],
    },
    { table: 'standing_override', key: ['member_id', 'ladder'], column: 'member_id', clash: ['ladder'], erase: 'delete' },
    { table: 'standing_pending', key: ['ladder', 'member_id'], column: 'member_id', clash: ['ladder'], erase: 'delete' },
    {
      table: 'rate_fact',
      key: ['member_id', 'community_id', 'kind', 'at', 'event_id'],
      column: 'member_id',
      clash: ['community_id', 'kind', 'at', 'event_id'],
      erase: 'keep',
    },
    { table: 'rate_span', key: ['id'], column: 'member_id', erase: 'keep' },
    { table: 'rate_flow', key: ['id'], column: 'member_id', erase: 'keep' },
  ],
  eventWords: {
    'member.tier_moved': sql`t.data #- '{cause,reason}'`,
    'member.group_moved': sql`t.data #- '{cause,reason}'`,
  },
  settle: async (ctx: Ctx, memberIds) => {
    const { settings } = await readSettings(ctx)
    await ensureRows(ctx, memberIds)
    await refreshScores(ctx, settings.score, memberIds)
    await recountMembers(ctx, memberIds)
    await markDirty(
      ctx,
      memberIds.map((memberId) => ({ memberId, event: 'order.paid', eventId: 0 })),
    )
  },
})
