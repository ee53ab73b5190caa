import type { Ctx } from '@grove/kernel/server'
import { memberTables } from '@grove/member/server'
import sql from 'sql-template-tag'
import { tellMoves } from './apply-moves.ts'
import { passGate, segmentsWith } from './store.ts'
import { staysOf, writeLeft } from './store-member.ts'

/** Who is in what: moves with a merge (nobody is in twice), goes with somebody forgotten. */
export const memberRows = memberTables.of({
  tables: [
    {
      table: 'segment_member',
      key: ['segment_id', 'member_id', 'entered_at'],
      column: 'member_id',
      clash: ['segment_id', 'entered_at'],
      drops: ({ winnerId }) => sql`t.left_at is null and exists (select 1 from segment_member w
        where w.workspace_id = t.workspace_id and w.segment_id = t.segment_id and w.member_id = ${winnerId} and w.left_at is null)`,
      erase: 'delete',
      exports: ['segment_id', 'entered_at', 'left_at'],
    },
    { table: 'segment_touched', key: ['segment_id', 'member_id'], column: 'member_id', clash: ['segment_id'], erase: 'delete' },
  ],
  settle: recount,
  end: async (ctx, memberId) => {
    await passGate(ctx)
    const left = await staysOf(ctx, memberId)
    if (left.length === 0) return
    await writeLeft(ctx, left)
    const segments = await segmentsWith(
      ctx,
      left.map((one) => one.segmentId),
    )
    await tellMoves(ctx, segments, { entered: [], left }, 'person')
  },
})

/** Sizes of the segments that these members are or were in. */
async function recount(ctx: Ctx, memberIds: readonly number[]): Promise<void> {
  await ctx.db.exec(sql`
    update segment s set size = n.size
    from (select sm.segment_id, (count(*) filter (where sm.left_at is null))::int as size from segment_member sm
      where sm.workspace_id = ${ctx.workspaceId} and sm.segment_id in (
        select o.segment_id from segment_member o where o.workspace_id = ${ctx.workspaceId} and o.member_id = any(${memberIds}::bigint[]))
      group by sm.segment_id) n
    where s.workspace_id = ${ctx.workspaceId} and s.id = n.segment_id and s.size <> n.size`)
}
