import type { Facts } from '@grove/condition-kit/contract'
import { type FactRequest, factLoaders } from '@grove/condition-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql, { empty, join, type Sql } from 'sql-template-tag'
import { parseEventsKey } from '../contract/index.ts'
import { propertyTests, sinceOf } from './event-count.ts'

/** `member.events:<kind>:<period>[:here][:<filters>]`: how often an event happened to each member; one statement for all keys and members. */
export const eventFacts = factLoaders.of({ families: ['member.events'], load })

async function load(ctx: Ctx, request: FactRequest): Promise<ReadonlyMap<number, Facts>> {
  const asked = request.keys.map((key) => {
    const parsed = parseEventsKey(key)
    return { ...parsed, since: sinceOf(parsed.within, request.now, ctx.zone, request.runStartAt) }
  })
  const counts = asked.map((one): Sql => {
    const here = one.here ? sql` and e.community_id = ${request.communityId}` : empty
    return sql`count(*) filter (where e.kind = ${one.event} and e.at >= ${one.since}${here}${propertyTests(one.where)})`
  })
  const earliest = new Date(Math.min(...asked.map((one) => one.since.getTime())))
  const rows = await ctx.db.rows<{ memberId: number; counts: number[] }>(sql`
    select e.member_id as "memberId", array[${join(counts)}]::int[] as counts from event e
    where e.workspace_id = ${ctx.workspaceId} and e.member_id = any(${request.memberIds}::bigint[])
      and e.kind = any(${[...new Set(asked.map((one) => one.event))]}::text[]) and e.at >= ${earliest}
    group by e.member_id`)
  const none: Facts = Object.fromEntries(request.keys.map((key) => [key, 0]))
  const known = new Map(
    rows.map((row) => [row.memberId, Object.fromEntries(request.keys.map((key, index) => [key, row.counts[index] ?? 0]))]),
  )
  return new Map(request.memberIds.map((id): [number, Facts] => [id, known.get(id) ?? none]))
}
