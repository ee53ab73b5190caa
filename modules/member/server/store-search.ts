import { type Ctx, sealerOf } from '@grove/kernel/server'
import sql, { empty } from 'sql-template-tag'
import { SEALED_CHANNELS } from '../domain/mask.ts'
import { type Searchable, searchTokens } from '../domain/search-tokens.ts'
import { contactKeys, contactWord } from './contact-words.ts'

export type Indexed = Searchable & {
  readonly id: number
  readonly phone?: string | null | undefined
  readonly email?: string | null | undefined
}

/**
 * Makes the tokens under which members are found agree with their records. `fresh` members have none yet. Their identities are written
 * before: a phone or e-mail that is the member's own is found by it and needs no word.
 */
export async function indexMembers(ctx: Ctx, members: readonly Indexed[], { fresh }: { readonly fresh: boolean }): Promise<void> {
  const tokens = members.flatMap((member) => searchTokens(member).map((token) => ({ id: member.id, token })))
  const contacts = members.flatMap((member) => contactsOf(ctx, member))
  // Asked one by one: before a new table has statistics a set is looked for by reading all that is there.
  const own = sql`(select i.member_id from member_identity i
    where i.workspace_id = ${ctx.workspaceId} and i.channel = k.channel and i.external_id = k.key)`
  const gone = sql`, gone as (
    delete from member_search s where s.workspace_id = ${ctx.workspaceId} and s.member_id = any(${members.map((member) => member.id)}::bigint[])
      and not exists (select 1 from wanted w where w.id = s.member_id and w.token = s.token))`
  await ctx.db.exec(sql`
    with wanted as materialized (
      select n.id, n.token from unnest(${tokens.map((one) => one.id)}::bigint[], ${tokens.map((one) => one.token)}::text[]) as n (id, token)
      union all
      select k.id, k.token
      from unnest(${contacts.map((one) => one.id)}::bigint[], ${contacts.map((one) => one.token)}::text[],
        ${contacts.map((one) => one.channel)}::text[], ${contacts.map((one) => one.key)}::text[]) as k (id, token, channel, key)
      group by k.id, k.token having bool_or(k.id = ${own}) is not true)
      ${fresh ? empty : gone}
    insert into member_search (workspace_id, token, member_id)
    select ${ctx.workspaceId}, w.token, w.id from wanted w
    order by w.token collate "C", w.id
    on conflict do nothing`)
}

/** Those of the members who are found by no word yet. */
export async function withoutWords(ctx: Ctx, memberIds: readonly number[]): Promise<number[]> {
  const rows = await ctx.db.rows<{ id: number }>(sql`
    select a.id from unnest(${memberIds}::bigint[]) as a (id)
    where not exists (select 1 from member_search s where s.workspace_id = ${ctx.workspaceId} and s.member_id = a.id)`)
  return rows.map((row) => row.id)
}

/** The word of each phone and e-mail, beside every key under which the identity may stand. */
function contactsOf(ctx: Ctx, member: Indexed) {
  return SEALED_CHANNELS.flatMap((channel) => {
    const clear = member[channel]
    const keys = clear ? contactKeys(sealerOf(ctx), channel, clear) : []
    const [current] = keys
    return current ? keys.map((key) => ({ id: member.id, token: contactWord({ channel, key: current }), channel, key })) : []
  })
}
