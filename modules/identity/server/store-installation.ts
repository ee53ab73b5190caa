import type { Querier } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** Makes the row on the first start; the first process to come decides the secret. */
export async function keepSecret(db: Querier, fresh: string, now: Date): Promise<string> {
  await db.exec(sql`insert into installation (secret, made_at) values (${fresh}, ${now}) on conflict do nothing`)
  const row = await db.one<{ secret: string }>(sql`select secret from installation`)
  return row.secret
}

/** True for the one caller that may make the first account; a second one waits for the first and gets false. */
export async function claimSetup(db: Querier, fresh: string, now: Date): Promise<boolean> {
  const claimed = await db.exec(sql`
    insert into installation (secret, made_at, set_up_at) values (${fresh}, ${now}, ${now})
    on conflict (single) do update set set_up_at = excluded.set_up_at where installation.set_up_at is null`)
  return claimed === 1
}
