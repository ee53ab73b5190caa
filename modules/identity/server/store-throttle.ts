import type { Querier } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Failures } from '../domain/throttle.ts'

interface ThrottleRow extends Failures {
  readonly bucket: string
}

/** Makes the rows where needed and locks them, so that tries at the same moment are counted one after the other. */
export async function lockThrottle(db: Querier, buckets: readonly string[], epoch: Date): Promise<ReadonlyMap<string, Failures>> {
  await db.exec(sql`
    insert into sign_in_throttle (bucket, failures, last_at, blocked_until)
    select b, 0, ${epoch}, ${epoch} from unnest(${buckets}::text[]) as b order by b on conflict do nothing`)
  const rows = await db.rows<{ bucket: string; count: number; lastAt: Date; blockedUntil: Date }>(sql`
    select bucket, failures as count, last_at as "lastAt", blocked_until as "blockedUntil"
    from sign_in_throttle where bucket = any(${buckets}::text[]) order by bucket for update`)
  return new Map(
    rows.map((row) => [row.bucket, { count: row.count, lastAt: row.lastAt.getTime(), blockedUntil: row.blockedUntil.getTime() }]),
  )
}

export function saveThrottle(db: Querier, rows: readonly ThrottleRow[]): Promise<number> {
  const iso = (ms: number) => new Date(ms).toISOString()
  return db.exec(sql`
    update sign_in_throttle t set failures = r.failures, last_at = r.last_at, blocked_until = r.blocked_until
    from unnest(${rows.map((row) => row.bucket)}::text[], ${rows.map((row) => row.count)}::int[],
      ${rows.map((row) => iso(row.lastAt))}::timestamptz[], ${rows.map((row) => iso(row.blockedUntil))}::timestamptz[])
      as r (bucket, failures, last_at, blocked_until)
    where t.bucket = r.bucket`)
}

/** After a success: the login starts anew, the address gets its try back. */
export async function forgiveThrottle(db: Querier, loginBucket: string, addressBucket: string): Promise<void> {
  await db.exec(sql`
    update sign_in_throttle set failures = case when bucket = ${loginBucket} then 0 else greatest(failures - 1, 0) end, blocked_until = last_at
    where bucket = any(${[loginBucket, addressBucket]}::text[])`)
}
