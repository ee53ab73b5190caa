import { type Ctx, sealerOf } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { openAddress, sealAddress } from './address.ts'

const BATCH = 500

/** Seals with the present key what older keys sealed, batch by batch; may be stopped and run again. Answers how many. */
export async function changeAddressKeys(ctx: Ctx): Promise<number> {
  let changed = 0
  for (let after = 0; ; ) {
    const batch = await ctx.inTx((tx) => changeBatch(tx, after))
    if (batch.last === undefined) return changed
    after = batch.last
    changed += batch.changed
  }
}

async function changeBatch(ctx: Ctx, after: number): Promise<{ last: number | undefined; changed: number }> {
  const rows = await ctx.db.rows<{ id: number; sealed: string }>(sql`
    select i.id, i.address_sealed as sealed from reward_issue i
    where i.workspace_id = ${ctx.workspaceId} and i.id > ${after} and i.address_sealed is not null and not starts_with(i.address_sealed, ${sealerOf(ctx).keyId})
    order by i.id limit ${BATCH} for update`)
  const fresh = rows.flatMap(({ id, sealed }) => {
    const address = openAddress(ctx, sealed)
    return address ? [{ id, sealed: sealAddress(ctx, address) }] : []
  })
  if (fresh.length)
    await ctx.db.exec(sql`
      update reward_issue i set address_sealed = n.sealed
      from unnest(${fresh.map((one) => one.id)}::bigint[], ${fresh.map((one) => one.sealed)}::text[]) as n (id, sealed)
      where i.workspace_id = ${ctx.workspaceId} and i.id = n.id`)
  return { last: rows.at(-1)?.id, changed: fresh.length }
}
