import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type Searchable, searchTokens } from '../domain/search-tokens.ts'
import { contactTokens } from './contact.ts'

interface Contact {
  readonly phone?: string | null | undefined
  readonly email?: string | null | undefined
}

/** Makes the tokens under which members are found agree with their records. `fresh` members have none yet. */
export async function indexMembers(
  ctx: Ctx,
  members: readonly (Searchable & Contact & { readonly id: number })[],
  { fresh }: { readonly fresh: boolean },
): Promise<void> {
  if (fresh && members.length >= MANY) return ctx.db.copy(ctx.workspaceId, 'member_search', ['token', 'member_id'], tokensOf(ctx, members))
  const pairs = members.flatMap((member) =>
    [...searchTokens(member), ...contactTokens(ctx, member)].map((token) => ({ token, id: member.id })),
  )
  const ids = pairs.map((pair) => pair.id)
  const tokens = pairs.map((pair) => pair.token)
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

/** From here on COPY is cheaper than an insert; members who have no tokens yet can clash with nothing. */
const MANY = 200

function* tokensOf(ctx: Ctx, members: readonly (Searchable & Contact & { readonly id: number })[]): Generator<[string, number], void> {
  for (const member of members) {
    for (const token of searchTokens(member)) yield [token, member.id]
    for (const token of contactTokens(ctx, member)) yield [token, member.id]
  }
}
