import { type Ctx, sealerOf } from '@grove/kernel/server'
import sql, { join, type Sql } from 'sql-template-tag'
import type { SealedChannel } from '../domain/mask.ts'
import { afterPrefix } from '../domain/search-tokens.ts'
import { type ContactKey, contactKeys, contactWord, tailKeys } from './contact-words.ts'

/** A phone or e-mail under every key of the ring. */
export const keysOfContact = (ctx: Ctx, channel: SealedChannel, clear: string): ContactKey[] =>
  contactKeys(sealerOf(ctx), channel, clear).map((key) => ({ channel, key }))

/** Numbers of those whose identity is one of these, or on whose record it stands: `select member_id …`. */
export function holdersOf({ workspaceId }: { readonly workspaceId: number }, contacts: readonly ContactKey[]): Sql {
  return sql`
    select i.member_id from member_identity i where i.workspace_id = ${workspaceId}
      and i.channel = any(${[...new Set(contacts.map((one) => one.channel))]}::text[]) and i.external_id = any(${contacts.map((one) => one.key)}::text[])
    union all
    select s.member_id from member_search s where s.workspace_id = ${workspaceId} and s.token = any(${contacts.map(contactWord)}::text[])`
}

/** The same for all phones that end in four digits. */
export function holdersOfTail(ctx: Ctx, tail: string): Sql {
  const ranges = tailKeys(sealerOf(ctx), tail).flatMap((key) => [
    sql`select i.member_id from member_identity i where i.workspace_id = ${ctx.workspaceId} and i.channel = 'phone' and ${beginsWith(sql`i.external_id`, key)}`,
    sql`select s.member_id from member_search s where s.workspace_id = ${ctx.workspaceId}
      and ${beginsWith(sql`s.token`, contactWord({ channel: 'phone', key }))}`,
  ])
  return join(ranges, ' union all ')
}

/** A range, which row-level security lets use an index; patterns it does not. */
export const beginsWith = (column: Sql, text: string): Sql => sql`${column} >= ${text} and ${column} < ${afterPrefix(text)}`
