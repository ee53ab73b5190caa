import type { Querier } from '@grove/kernel/server'
import { type CallCounter, grantOf, PLATFORM_LIMITS } from '@grove/wecom-api'
import sql from 'sql-template-tag'

const MINUTE = 60_000
const HOUR = 3_600_000

interface Used {
  readonly minute: number
  readonly hour: number
  readonly blockedUntil: Date
}

/** Calls counted in the database, over all processes. What is taken beyond the limit is not granted, and costs nobody anything. */
export function callTable(db: Querier): CallCounter {
  return {
    take: async (bucket, now, want) => {
      const minute = new Date(Math.floor(now / MINUTE) * MINUTE)
      const hour = new Date(Math.floor(now / HOUR) * HOUR)
      const used = await db.one<Used>(sql`
        insert into wecom_call as c (bucket, minute_at, minute_calls, hour_at, hour_calls, blocked_until)
        values (${bucket}, ${minute}, ${want}, ${hour}, ${want}, ${new Date(0)})
        on conflict (bucket) do update set
          minute_calls = case when c.minute_at = ${minute} then c.minute_calls else 0 end + ${want}, minute_at = ${minute},
          hour_calls = case when c.hour_at = ${hour} then c.hour_calls else 0 end + ${want}, hour_at = ${hour}
        returning minute_calls - ${want} as minute, hour_calls - ${want} as hour, blocked_until as "blockedUntil"`)
      return grantOf(PLATFORM_LIMITS, { ...used, blockedUntil: used.blockedUntil.getTime() }, now, want)
    },
    block: async (bucket, until) => {
      const at = new Date(until)
      await db.exec(sql`
        insert into wecom_call as c (bucket, minute_at, minute_calls, hour_at, hour_calls, blocked_until)
        values (${bucket}, ${at}, 0, ${at}, 0, ${at})
        on conflict (bucket) do update set blocked_until = greatest(c.blocked_until, excluded.blocked_until)`)
    },
  }
}
