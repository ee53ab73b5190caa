import { auditNames } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'

/** A title is one text, or one for each language. */
const titleIn = (ctx: Ctx): Sql => sql`case jsonb_typeof(p.title) when 'string' then p.title #>> '{}'
  else coalesce(p.title ->> ${ctx.locale}, p.title ->> 'zh', p.title ->> 'en') end`

export const playbookNames = [
  auditNames.of({
    kind: 'playbook',
    name: (ctx, id) => sql`select ${titleIn(ctx)} from playbook p where p.workspace_id = ${ctx.workspaceId} and p.id = ${id}`,
  }),
  auditNames.of({
    kind: 'run',
    name: (ctx, id) => sql`select ${titleIn(ctx)} || ' · ' || c.name from playbook_run r
      join playbook p on p.workspace_id = ${ctx.workspaceId} and p.id = r.playbook_id
      join community c on c.workspace_id = ${ctx.workspaceId} and c.id = r.community_id
      where r.workspace_id = ${ctx.workspaceId} and r.id = ${id}`,
  }),
]
