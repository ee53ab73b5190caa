import { type Ctx, sealerOf } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { isSealedChannel } from '../domain/mask.ts'
import { openContact, sealContact } from './contact.ts'
import { contactKey, PHONE_KEY_LENGTH } from './contact-words.ts'
import { sealMarkKeyAnew } from './erased-marks.ts'
import { lockMembers, saveMembers } from './store-member.ts'
import { indexMembers } from './store-search.ts'

const BATCH = 1000

/**
 * Seals anew what an older key sealed, batch after batch, each its own transaction: may be stopped and run again. Answers how many members
 * and identities moved. @throws SealError when a key that is still in use is missing; nothing of that batch is written then
 */
export async function changeKeys(ctx: Ctx): Promise<{ members: number; identities: number }> {
  await ctx.inTx(sealMarkKeyAnew)
  const identities = await changeIdentities(ctx)
  let members = 0
  for (let after = 0; ; ) {
    const batch = await ctx.inTx((tx) => changeMembers(tx, after))
    if (batch.last === undefined) return { members, identities }
    after = batch.last
    members += batch.changed
  }
}

async function changeMembers(ctx: Ctx, after: number): Promise<{ last: number | undefined; changed: number }> {
  const { keyId } = sealerOf(ctx)
  const rows = await ctx.db.rows<{ id: number; old: boolean }>(sql`
    select m.id, not starts_with(m.phone_sealed, ${keyId}) or not starts_with(m.email_sealed, ${keyId}) as old from member m
    where m.workspace_id = ${ctx.workspaceId} and m.id > ${after} and (m.phone_sealed is not null or m.email_sealed is not null)
    order by m.id limit ${BATCH}`)
  const old = rows.flatMap((row) => (row.old ? [row.id] : []))
  if (old.length) {
    const records = await lockMembers(ctx, old)
    const numbers = await numbersOfMembers(ctx, old)
    const saved = records.map((record) => ({ ...record, numbers: numbers.get(record.id) ?? [] }))
    await saveMembers(ctx, saved, { touch: false })
    await indexMembers(ctx, saved, { fresh: false })
  }
  return { last: rows.at(-1)?.id, changed: old.length }
}

async function numbersOfMembers(ctx: Ctx, memberIds: readonly number[]): Promise<Map<number, string[]>> {
  const rows = await ctx.db.rows<{ memberId: number; numbers: string[] }>(sql`
    select member_id as "memberId", array_agg(external_id order by external_id) as numbers from member_identity
    where workspace_id = ${ctx.workspaceId} and channel = 'number' and member_id = any(${memberIds}::bigint[]) group by member_id`)
  return new Map(rows.map((row) => [row.memberId, row.numbers]))
}

interface Stored {
  readonly channel: string
  readonly externalId: string
  readonly sealed: string
}

/** Those of an older key, and those that stand under their digest as phones once did. */
async function changeIdentities(ctx: Ctx): Promise<number> {
  const { keyId } = sealerOf(ctx)
  let changed = 0
  for (let after = { channel: '', externalId: '' }; ; ) {
    const batch = await ctx.inTx(async (tx) => {
      const old = await tx.db.rows<Stored>(sql`
        select channel, external_id as "externalId", sealed from member_identity
        where workspace_id = ${tx.workspaceId} and (channel, external_id) > (${after.channel}, ${after.externalId}) and sealed is not null
          and (not starts_with(external_id, ${keyId}) or channel = 'phone' and length(external_id) <> ${PHONE_KEY_LENGTH})
        order by channel, external_id limit ${BATCH} for update`)
      return { last: old.at(-1), changed: old.length ? await writeIdentities(tx, old) : 0 }
    })
    if (batch.last === undefined) return changed
    after = batch.last
    changed += batch.changed
  }
}

/** One that is taken under its new key stays as it was, nothing is lost by it. Trails of merges name identities by their keys. */
async function writeIdentities(ctx: Ctx, old: readonly Stored[]): Promise<number> {
  const fresh = new Map(
    old.flatMap(({ channel, externalId, sealed }) => {
      if (!isSealedChannel(channel)) return []
      const clear = openContact(ctx, channel, sealed) ?? ''
      const key = contactKey(sealerOf(ctx), channel, clear)
      return [[`${channel}:${key}`, { channel, externalId, key, again: sealContact(ctx, channel, clear) }] as const]
    }),
  )
  const all = [...fresh.values()]
  const { changed } = await ctx.db.one<{ changed: number }>(sql`
    with changed as (
      update member_identity i set external_id = n.key, sealed = n.again
      from unnest(${all.map((one) => one.channel)}::text[], ${all.map((one) => one.externalId)}::text[],
        ${all.map((one) => one.key)}::text[], ${all.map((one) => one.again)}::text[]) as n (channel, external_id, key, again)
      where i.workspace_id = ${ctx.workspaceId} and i.channel = n.channel and i.external_id = n.external_id and not exists (
        select 1 from member_identity t where t.workspace_id = ${ctx.workspaceId} and t.channel = n.channel and t.external_id = n.key)
      returning n.channel, n.external_id, n.key),
    trails as (
      update member_merge_row r set key = r.key || jsonb_build_object('external_id', c.key) from changed c
      where r.workspace_id = ${ctx.workspaceId} and r.table_name = 'member_identity'
        and r.key ->> 'channel' = c.channel and r.key ->> 'external_id' = c.external_id)
    select count(*)::int as changed from changed`)
  return changed
}
