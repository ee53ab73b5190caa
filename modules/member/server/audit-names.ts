import { auditNames } from '@grove/identity/server'
import sql from 'sql-template-tag'

export const memberNames = [
  auditNames.of({
    kind: 'member',
    name: (ctx, id) => sql`select m.display_name from member m where m.workspace_id = ${ctx.workspaceId} and m.id = ${id}`,
  }),
  auditNames.of({
    kind: 'tag',
    name: (ctx, id) => sql`select g.name from tag g where g.workspace_id = ${ctx.workspaceId} and g.id = ${id}`,
  }),
]
