import type { Facts } from '@grove/condition-kit/contract'
import { compilerOf, conditionLookups, factLoaders, total } from '@grove/condition-kit/server'
import { type Ctx, SealError } from '@grove/kernel/server'
import sql, { join } from 'sql-template-tag'
import { contactCondition, hasFact, sealedOf } from '../contract/index.ts'
import { isSealedChannel, masked } from '../domain/mask.ts'
import { typedContact } from '../domain/search-tokens.ts'
import { openContact, sealContact } from './contact.ts'
import { holdersOf, keysOfContact } from './contact-holders.ts'
import { type ContactKey, contactWord } from './contact-words.ts'

const FAMILY = 'member.contact:'

/** What `phone:<sealed>` stands under, under every key of the ring; nothing when its key is gone. */
function keysOf(ctx: Ctx, sealed: string): ContactKey[] {
  const clear = clearOf(ctx, sealed)
  return clear ? keysOfContact(ctx, clear.channel, clear.value) : []
}

function clearOf(ctx: Ctx, sealed: string) {
  const channel = sealed.slice(0, sealed.indexOf(':'))
  if (!isSealedChannel(channel)) return undefined
  try {
    const value = openContact(ctx, channel, sealed.slice(channel.length + 1))
    return value === null ? undefined : { channel, value }
  } catch (error) {
    if (error instanceof SealError) return undefined
    throw error
  }
}

export const contactCompiler = compilerOf(contactCondition, {
  prepare: async (ctx: Ctx, asked): Promise<ReadonlyMap<string, readonly ContactKey[]>> =>
    new Map(asked.flatMap((one) => one.in ?? []).map((value) => [value, keysOf(ctx, sealedOf(value))])),
  compile: (asked, { workspaceId }, found) => {
    const tests = [
      ...(asked.has ?? []).map((one) => (one === 'phone' ? sql`m.phone_sealed is not null` : sql`m.email_sealed is not null`)),
      ...(asked.in
        ? [
            sql`m.id in (${holdersOf(
              { workspaceId },
              asked.in.flatMap((value) => found.get(value) ?? []),
            )})`,
          ]
        : []),
    ]
    return total(tests.length ? join(tests, ' and ') : sql`true`)
  },
})

/** `member.contact:phone`, `member.contact:email`, `member.contact:=<channel>:<sealed>`: one statement. */
export const contactFacts = factLoaders.of({
  families: ['member.contact'],
  load: async (ctx, { memberIds, keys }) => {
    const asked = new Map(keys.filter(isExact).map((key) => [key, keysOf(ctx, key.slice(FAMILY.length + 1))]))
    const all = [...asked.values()].flat()
    const rows = await ctx.db.rows<{ id: number; phone: boolean; email: boolean; words: string[] }>(sql`
      select m.id, m.phone_sealed is not null as phone, m.email_sealed is not null as email,
        array(select s.token from member_search s where s.workspace_id = ${ctx.workspaceId}
            and s.token = any(${all.map(contactWord)}::text[]) and s.member_id = m.id
          union all
          select '=' || i.channel || ':' || i.external_id from member_identity i where i.workspace_id = ${ctx.workspaceId}
            and i.member_id = m.id and i.external_id = any(${all.map((one) => one.key)}::text[])) as words
      from member m where m.workspace_id = ${ctx.workspaceId} and m.id = any(${memberIds}::bigint[])`)
    return new Map(
      rows.map((row): [number, Facts] => {
        const answer = (key: string) =>
          asked.get(key)?.some((one) => row.words.includes(contactWord(one))) ?? (key === hasFact('phone') ? row.phone : row.email)
        return [row.id, Object.fromEntries(keys.map((key) => [key, answer(key)]))]
      }),
    )
  },
})

function isExact(key: string): boolean {
  return key.startsWith(`${FAMILY}=`)
}

/** A whole phone or e-mail that was typed becomes the one choice; whether anybody has it is not told. */
export const contactLookup = conditionLookups.of({
  name: 'contact',
  search: async (ctx, text) => {
    const typed = typedContact(text.normalize('NFKC').trim())
    if (!typed || typed.kind === 'tail') return []
    const shown = masked(typed.kind, typed.value)
    return [{ value: `${shown}#${typed.kind}:${sealContact(ctx, typed.kind, typed.value)}`, label: shown }]
  },
})

/** Of these facts, those that a phone and an e-mail make true: what somebody types at a door counts as known. */
export function typedContactFacts(
  ctx: Ctx,
  keys: readonly string[],
  typed: { readonly phone?: string | null | undefined; readonly email?: string | null | undefined },
): Facts {
  const holds = (key: string) => {
    if (!isExact(key)) return (key === hasFact('phone') && !!typed.phone) || (key === hasFact('email') && !!typed.email)
    const clear = clearOf(ctx, key.slice(FAMILY.length + 1))
    return clear !== undefined && typed[clear.channel] === clear.value
  }
  return Object.fromEntries(keys.filter((key) => key.startsWith(FAMILY) && holds(key)).map((key) => [key, true]))
}
