import { touchOrigins } from '@grove/conversation/server'
import { type Text, textIn } from '@grove/playbook-kit/contract'
import sql from 'sql-template-tag'
import { touchesAhead } from './touches-ahead.ts'

interface Titled {
  readonly id: number
  readonly title: Text
}

/** What touches of runs are called where they are listed: by their playbook. */
export const playbookOrigin = touchOrigins.of({
  names: async (ctx, runIds) =>
    (
      await ctx.db.rows<Titled>(sql`
        select r.id, p.title from playbook_run r join playbook p on p.workspace_id = ${ctx.workspaceId} and p.id = r.playbook_id
        where r.workspace_id = ${ctx.workspaceId} and r.id = any(${runIds}::bigint[])`)
    ).map(({ id, title }) => ({ id, name: textIn(title, ctx.locale) })),
  playbooks: async (ctx) =>
    (
      await ctx.db.rows<Titled>(sql`
        select p.id, p.title from playbook p where p.workspace_id = ${ctx.workspaceId} order by p.id desc limit 300`)
    ).map(({ id, title }) => ({ id, name: textIn(title, ctx.locale) })),
  ahead: touchesAhead,
  runsOf: (ctx, playbookId) => sql`
    select r.id from playbook_run r where r.workspace_id = ${ctx.workspaceId} and r.playbook_id = ${playbookId}`,
})
