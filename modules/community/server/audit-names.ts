import { auditNames } from '@grove/identity/server'
import sql from 'sql-template-tag'

export const communityNames = auditNames.of({
  kind: 'community',
  name: (ctx, id) => sql`select c.name from community c where c.workspace_id = ${ctx.workspaceId} and c.id = ${id}`,
})
