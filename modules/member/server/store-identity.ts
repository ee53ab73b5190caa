import { type CopyRows, type Ctx, sealerOf } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Identity } from '../contract/index.ts'
import { isSealedChannel } from '../domain/mask.ts'
import { openContact, sealContact } from './contact.ts'
import { contactKey, contactKeys } from './contact-words.ts'
import { IDENTITY_COLUMNS } from './new-rows.ts'

/** Callers give and get phones and e-mails in clear; the table holds their digest and the sealed value. */
export interface OwnedIdentity extends Identity {
  readonly memberId: number
}

/** What the table may hold for an identity: one key outside of a change of keys. */
function storedIds(ctx: Ctx, one: Identity): readonly string[] {
  return isSealedChannel(one.channel) ? contactKeys(sealerOf(ctx), one.channel, one.externalId) : [one.externalId]
}

function storedId(ctx: Ctx, one: Identity): string {
  return isSealedChannel(one.channel) ? contactKey(sealerOf(ctx), one.channel, one.externalId) : one.externalId
}

/** Whether a phone may still stand under the digest of an older key: then only a look finds its holder. */
export function hasOlderKeys(ctx: Ctx): boolean {
  return sealerOf(ctx).digests('phone', '').length > 1
}

/** Who already holds these identities. */
export async function findIdentities(ctx: Ctx, identities: readonly Identity[]): Promise<OwnedIdentity[]> {
  if (identities.length === 0) return []
  const asked = identities.flatMap((one) => storedIds(ctx, one).map((stored) => ({ one, stored })))
  const rows = await ctx.db.rows<{ place: number; memberId: number }>(sql`
    select n.place, i.member_id as "memberId"
    from unnest(${asked.map(({ one }) => one.channel)}::text[], ${asked.map(({ stored }) => stored)}::text[]) with ordinality
      as n (channel, external_id, place)
    join member_identity i on i.workspace_id = ${ctx.workspaceId} and i.channel = n.channel and i.external_id = n.external_id`)
  return rows.flatMap(({ place, memberId }) => {
    const one = asked[place - 1]?.one
    return one ? [{ channel: one.channel, externalId: one.externalId, memberId }] : []
  })
}

export async function identitiesOfMembers(ctx: Ctx, memberIds: readonly number[]): Promise<OwnedIdentity[]> {
  const rows = await ctx.db.rows<OwnedIdentity & { sealed: string | null }>(sql`
    select channel, external_id as "externalId", member_id as "memberId", sealed from member_identity
    where workspace_id = ${ctx.workspaceId} and member_id = any(${memberIds}::bigint[]) order by channel, external_id`)
  return rows.map(({ channel, externalId, memberId, sealed }) => ({
    channel,
    externalId: isSealedChannel(channel) ? (openContact(ctx, channel, sealed) ?? externalId) : externalId,
    memberId,
  }))
}

/** Adds identities; one that is taken meanwhile is left with its holder. Answers those added. */
export async function insertIdentities(ctx: Ctx, identities: readonly OwnedIdentity[]): Promise<OwnedIdentity[]> {
  const underOlderKey =
    hasOlderKeys(ctx) && identities.some((one) => isSealedChannel(one.channel)) ? await findIdentities(ctx, identities) : []
  const held = new Set(underOlderKey.map((one) => `${one.channel}\n${one.externalId}`))
  const free = identities.filter((one) => !held.has(`${one.channel}\n${one.externalId}`))
  if (free.length === 0) return []
  const stored = free.map((one) => storedId(ctx, one))
  const sealed = free.map((one) => (isSealedChannel(one.channel) ? sealContact(ctx, one.channel, one.externalId) : null))
  const added = await ctx.db.rows<{ channel: string; stored: string; memberId: number }>(sql`
    insert into member_identity (workspace_id, channel, external_id, member_id, sealed)
    select ${ctx.workspaceId}, n.channel, n.external_id, n.member_id, n.sealed
    from unnest(${free.map((one) => one.channel)}::text[], ${stored}::text[], ${free.map((one) => one.memberId)}::bigint[],
      ${sealed}::text[]) as n (channel, external_id, member_id, sealed)
    order by n.channel collate "C", n.external_id collate "C"
    on conflict (workspace_id, channel, external_id) do nothing
    returning channel, external_id as stored, member_id as "memberId"`)
  const clear = new Map(free.map((one, at) => [`${one.channel}\n${stored[at]}`, one.externalId]))
  return added.map((one) => ({
    channel: one.channel,
    externalId: clear.get(`${one.channel}\n${one.stored}`) ?? '',
    memberId: one.memberId,
  }))
}

/** The same for those nobody was found to hold, as rows of COPY. False when one is held all the same: the transaction is lost then. */
export async function copyIdentities(ctx: Ctx, rows: CopyRows): Promise<boolean> {
  try {
    await ctx.db.copy(ctx.workspaceId, 'member_identity', IDENTITY_COLUMNS, rows)
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) return false
    throw error
  }
}

const UNIQUE_VIOLATION = '23505'

export async function deleteIdentities(ctx: Ctx, identities: readonly OwnedIdentity[]): Promise<void> {
  const gone = identities.flatMap((one) => storedIds(ctx, one).map((stored) => ({ ...one, stored })))
  await ctx.db.exec(sql`
    delete from member_identity i
    using unnest(${gone.map((one) => one.channel)}::text[], ${gone.map((one) => one.stored)}::text[],
      ${gone.map((one) => one.memberId)}::bigint[]) as n (channel, external_id, member_id)
    where i.workspace_id = ${ctx.workspaceId} and i.channel = n.channel and i.external_id = n.external_id and i.member_id = n.member_id`)
}
