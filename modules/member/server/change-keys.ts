import { type Ctx, sealerOf } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { isSealedChannel } from '../domain/mask.ts'
import { openContact, sealContact } from './contact.ts'
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

async function changeIdentities(ctx: Ctx): Promise<number> {
  const { keyId } = sealerOf(ctx)
  let changed = 0
  for (;;) {
    const count = await ctx.inTx(async (tx) => {
      const old = await tx.db.rows<Stored>(sql`
        select channel, external_id as "externalId", sealed from member_identity
        where workspace_id = ${tx.workspaceId} and sealed is not null and not starts_with(external_id, ${keyId})
        order by channel, external_id limit ${BATCH} for update`)
      if (old.length) await writeIdentities(tx, old)
      return old.length
    })
    if (count === 0) return changed
    changed += count
  }
}

async function writeIdentities(ctx: Ctx, old: readonly Stored[]): Promise<void> {
  const fresh = old.flatMap((one) => {
    if (!isSealedChannel(one.channel)) return []
    const clear = openContact(ctx, one.channel, one.sealed) ?? ''
    return [{ ...one, digest: sealerOf(ctx).digest(one.channel, clear), again: sealContact(ctx, one.channel, clear) }]
  })
  await ctx.db.exec(sql`
    update member_identity i set external_id = n.digest, sealed = n.again
    from unnest(${fresh.map((one) => one.channel)}::text[], ${fresh.map((one) => one.externalId)}::text[],
      ${fresh.map((one) => one.digest)}::text[], ${fresh.map((one) => one.again)}::text[]) as n (channel, external_id, digest, again)
    where i.workspace_id = ${ctx.workspaceId} and i.channel = n.channel and i.external_id = n.external_id`)
}
