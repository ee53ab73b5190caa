import { channelOf } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { READY_STATES } from '../domain/index.ts'
import type { ChannelInUse } from '../domain/preview/index.ts'

/** Channels of these communities; where none is chosen, those of all that a playbook of these types suits, without numbers. */
export async function channelsInUse(ctx: Ctx, communityIds: readonly number[], types: readonly string[]): Promise<ChannelInUse[]> {
  const rows = await ctx.db.rows<{ kind: string; groups: number; owners: number }>(
    communityIds.length > 0
      ? sql`
        select c.channel as kind, count(*)::int as groups, count(distinct coalesce(o.staff_id, -c.id))::int as owners from community c
        left join lateral (
          select p.staff_id from community_staff p where p.workspace_id = ${ctx.workspaceId} and p.community_id = c.id
            and p.post = 'owner' and p.until is null order by p.id limit 1) o on true
        where c.workspace_id = ${ctx.workspaceId} and c.id = any(${communityIds}::bigint[]) group by 1 order by 1`
      : sql`
        select distinct c.channel as kind, 0 as groups, 0 as owners from community c
        where c.workspace_id = ${ctx.workspaceId} and c.type = any(${types}::text[]) and c.state = any(${READY_STATES}::text[]) order by 1`,
  )
  return rows.flatMap((row) => {
    const channel = channelOf(ctx, row.kind)
    return channel ? [{ ...row, can: channel.can }] : []
  })
}
