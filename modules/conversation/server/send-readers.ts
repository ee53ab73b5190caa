import { communityStateChanged } from '@grove/community/contract'
import { can, isOver } from '@grove/community/server'
import { reader } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** What waited for a community to open leaves once it may; what was meant for one that is over is taken back at its claim, as it falls due. */
export const sendDoors = reader({
  name: 'send-doors',
  kinds: [communityStateChanged],
  batch: 500,
  handle: async (ctx, events) => {
    const open = events.flatMap((event) => {
      const { to } = communityStateChanged.data.parse(event.data)
      return event.communityId !== null && (can(to, 'send') || isOver(to)) ? [event.communityId] : []
    })
    if (open.length === 0) return
    await ctx.db.exec(sql`
      update send s set state = 'planned', held_reason = null
      where s.workspace_id = ${ctx.workspaceId} and s.community_id = any(${open}::bigint[])
        and s.state = 'paused' and s.held_reason = 'community_not_open'`)
    ctx.afterCommit(() => ctx.app.signals.wake('sends'))
  },
})
