import { auditNames } from '@grove/identity/server'
import sql from 'sql-template-tag'

export const segmentNames = auditNames.of({
  kind: 'segment',
  name: (ctx, id) => sql`select s.name from segment s where s.workspace_id = ${ctx.workspaceId} and s.id = ${id}`,
})
