import type { Ctx } from '@grove/kernel/server'
import { tagNamers } from '@grove/member/server'
import { type Text, textIn } from '@grove/playbook-kit/contract'
import sql from 'sql-template-tag'

/** Playbooks whose newest version, or one that is at work, puts a tag on members, takes it, waits for it or asks for it. */
export const playbooksNamingTags = tagNamers.of(async (ctx, tag) =>
  (await playbooksWithTag(ctx, tag.name)).map(({ id, title }) => ({
    kind: 'playbook',
    name: textIn(title, ctx.locale),
    path: `/playbooks/${id}`,
  })),
)

function playbooksWithTag(ctx: Ctx, tag: string): Promise<{ id: number; title: Text }[]> {
  return ctx.db.rows<{ id: number; title: Text }>(sql`
    select p.id, p.title from playbook p
    where p.workspace_id = ${ctx.workspaceId} and p.archived_at is null and exists (
      select 1 from playbook_version v
      where v.workspace_id = ${ctx.workspaceId} and v.playbook_id = p.id
        and jsonb_path_exists(v.definition, '$.**.tag ? (@ == $tag)', jsonb_build_object('tag', ${tag}::text))
        and (v.number = p.latest_version or exists (
          select 1 from playbook_run r where r.workspace_id = ${ctx.workspaceId} and r.version_id = v.id and r.state in ('active', 'paused'))))
    order by p.id limit 50`)
}
