import { sendOrigins } from '@grove/conversation/server'
import sql from 'sql-template-tag'

/** What sends of activities are called where they are listed: by their activity. */
export const activityOrigin = sendOrigins.of({
  source: 'activity',
  names: (ctx, ids) =>
    ctx.db.rows<{ id: number; name: string }>(sql`
      select a.id, a.title as name from activity a where a.workspace_id = ${ctx.workspaceId} and a.id = any(${ids}::bigint[])`),
})
