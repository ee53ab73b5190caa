import { tagNamers } from '@grove/member/server'
import sql from 'sql-template-tag'

/** Forms with an option that gives the tag. */
export const formTagUses = tagNamers.of(async (ctx, tag) => {
  const rows = await ctx.db.rows<{ id: number; title: string }>(sql`
    select f.id, f.title from form f where f.workspace_id = ${ctx.workspaceId}
      and jsonb_path_exists(f.questions, '$[*].options[*] ? (@.tag == $tag)', jsonb_build_object('tag', ${tag.name}::text))
    order by f.id limit 50`)
  return rows.map(({ id, title }) => ({ kind: 'form', name: title, path: `/forms/${id}` }))
})
