import { conditionPlaces } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { type Text, textIn } from '@grove/playbook-kit/contract'
import sql from 'sql-template-tag'

/** Playbooks whose newest version, or one that is at work, asks for a segment or hears of it. */
export const playbooksNamingSegments = conditionPlaces.of(async (ctx, use) => {
  if (use.what !== 'segment') return []
  return (await playbooksWithSegment(ctx, Number(use.key))).map(({ id, title }) => ({
    kind: 'playbook',
    id,
    name: textIn(title, ctx.locale),
  }))
})

function playbooksWithSegment(ctx: Ctx, segment: number): Promise<{ id: number; title: Text }[]> {
  return ctx.db.rows<{ id: number; title: Text }>(sql`
    select p.id, p.title from playbook p
    where p.workspace_id = ${ctx.workspaceId} and p.archived_at is null and exists (
      select 1 from playbook_version v
      where v.workspace_id = ${ctx.workspaceId} and v.playbook_id = p.id
        and jsonb_path_exists(v.definition, '$.**.segment ? (@ == $segment)', jsonb_build_object('segment', ${segment}::bigint))
        and (v.number = p.latest_version or exists (
          select 1 from playbook_run r where r.workspace_id = ${ctx.workspaceId} and r.version_id = v.id and r.state in ('active', 'paused'))))
    order by p.id limit 50`)
}
