import { type Ctx, sealerOf } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type Indexed, wordRows } from './new-rows.ts'

/** Makes the tokens under which members are found agree with their records. `fresh` members have none yet. */
export async function indexMembers(ctx: Ctx, members: readonly Indexed[], { fresh }: { readonly fresh: boolean }): Promise<void> {
  const pairs = [...wordRows(sealerOf(ctx), members)]
  const ids = pairs.map(([, id]) => id)
  const tokens = pairs.map(([token]) => token)
  if (!fresh)
    await ctx.db.exec(sql`
      delete from member_search s where s.workspace_id = ${ctx.workspaceId} and s.member_id = any(${members.map((member) => member.id)}::bigint[])
        and not exists (select 1 from unnest(${ids}::bigint[], ${tokens}::text[]) as n (id, token) where n.id = s.member_id and n.token = s.token)`)
  await ctx.db.exec(sql`
    insert into member_search (workspace_id, token, member_id)
    select ${ctx.workspaceId}, n.token, n.id from unnest(${ids}::bigint[], ${tokens}::text[]) as n (id, token)
    order by n.token, n.id
    on conflict do nothing`)
}
