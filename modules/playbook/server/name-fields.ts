import type { Ctx } from '@grove/kernel/server'
import { fieldNamers } from '@grove/member/server'
import { type Text, textIn } from '@grove/playbook-kit/contract'
import sql from 'sql-template-tag'

/** Playbooks whose newest version, or one that is at work, sets a field of our own or asks for it. */
export const playbooksNamingFields = fieldNamers.of(async (ctx, key) =>
  (await playbooksWithField(ctx, key)).map(({ id, title }) => ({
    kind: 'playbook',
    name: textIn(title, ctx.locale),
    path: `/playbooks/${id}`,
  })),
)

/** A step that sets it names it under `key`; a condition says `member.attribute:<key>`. */
function playbooksWithField(ctx: Ctx, key: string): Promise<{ id: number; title: Text }[]> {
  return ctx.db.rows<{ id: number; title: Text }>(sql`
    select p.id, p.title from playbook p
    where p.workspace_id = ${ctx.workspaceId} and p.archived_at is null and exists (
      select 1 from playbook_version v
      where v.workspace_id = ${ctx.workspaceId} and v.playbook_id = p.id
        and (jsonb_path_exists(v.definition, '$.**.key ? (@ == $key)', jsonb_build_object('key', ${key}::text))
          or strpos(v.definition::text, ${JSON.stringify(`member.attribute:${key}`).slice(1, -1)}) > 0)
        and (v.number = p.latest_version or exists (
          select 1 from playbook_run r where r.workspace_id = ${ctx.workspaceId} and r.version_id = v.id and r.state in ('active', 'paused'))))
    order by p.id limit 50`)
}
