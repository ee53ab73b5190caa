import { dayOf, startOfDay } from '@grove/calendar'
import { periodMs } from '@grove/condition-kit/contract'
import sql, { empty, join, type Sql } from 'sql-template-tag'
import type { PropertyTest } from '../contract/index.ts'

/** When a period began; null has no beginning (`ever`, and `run` outside of one has nothing in it). */
export function sinceOf(period: string, now: Date, zone: string, runStartAt: Date | null): Date {
  if (period === 'today') return new Date(startOfDay(dayOf(now.getTime(), zone), zone))
  if (period === 'ever') return new Date(0)
  if (period === 'run') return runStartAt ?? now
  return new Date(now.getTime() - periodMs(period))
}

/** Tests on the data of alias `e`; `and …`, or nothing. */
export function propertyTests(where: readonly PropertyTest[] | undefined): Sql {
  return where?.length ? sql` and ${join(where.map(propertyTestOf), ' and ')}` : empty
}

function propertyTestOf(asked: PropertyTest): Sql {
  const value = sql`(e.data -> ${asked.property})`
  const bound = (mark: Sql, limit: number | undefined) =>
    limit === undefined
      ? []
      : [sql`(case when jsonb_typeof(${value}) = 'number' then ${value}::text::numeric ${mark} ${String(limit)}::numeric else false end)`]
  const tests = [
    ...(asked.is === undefined ? [] : [sql`${value} = ${JSON.stringify(asked.is)}::jsonb`]),
    ...(asked.in === undefined ? [] : [sql`${value} = any(${asked.in.map((one) => JSON.stringify(one))}::text[]::jsonb[])`]),
    ...bound(sql`>=`, asked.atLeast),
    ...bound(sql`<=`, asked.atMost),
  ]
  return tests.length ? join(tests, ' and ') : sql`e.data ? ${asked.property}`
}
