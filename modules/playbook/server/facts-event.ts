import { startOfDay, dayOf } from '@grove/calendar'
import type { Ctx } from '@grove/kernel/server'
import type { Facts } from '@grove/playbook-kit/contract'
import type { FactLoader, FactRequest } from '@grove/playbook-kit/server'
import sql from 'sql-template-tag'

/** `member.events:<kind>:<period>[:here]`: how often an event happened to each member; one statement for all keys and members. */
export const eventFacts: FactLoader = { families: ['member.events'], load }

async function load(ctx: Ctx, request: FactRequest): Promise<ReadonlyMap<number, Facts>> {
  const asked = await Promise.all(request.keys.map(async (key) => ({ key, ...(await readKey(ctx, request, key)) })))
  const rows = await ctx.db.rows<{ memberId: number; position: number; n: number }>(sql`
    select e.member_id as "memberId", k.position::int as position, count(*)::int as n
    from unnest(${asked.map((one) => one.kind)}::text[], ${asked.map((one) => one.since.toISOString())}::timestamptz[],
      ${asked.map((one) => one.here)}::boolean[]) with ordinality as k (kind, since, here, position)
    join event e on e.workspace_id = ${ctx.workspaceId} and e.member_id = any(${request.memberIds}::bigint[]) and e.kind = k.kind
      and e.at >= k.since and (not k.here or e.community_id = ${request.communityId})
    group by 1, 2`)
  const facts = new Map<number, Record<string, number>>(
    request.memberIds.map((id) => [id, Object.fromEntries(request.keys.map((key) => [key, 0]))]),
  )
  for (const { memberId, position, n } of rows) {
    const key = asked[position - 1]?.key
    const own = facts.get(memberId)
    if (key && own) own[key] = n
  }
  return facts
}

async function readKey(ctx: Ctx, request: FactRequest, key: string): Promise<{ kind: string; since: Date; here: boolean }> {
  const [, kind = '', period = 'run', here] = key.split(':')
  return { kind, since: await sinceOf(ctx, request, period), here: here === 'here' }
}

async function sinceOf(ctx: Ctx, { now, runId }: FactRequest, period: string): Promise<Date> {
  if (period === 'today') return new Date(startOfDay(dayOf(now.getTime(), ctx.zone), ctx.zone))
  if (period === 'run') {
    const run = await ctx.db.maybe<{ startAt: Date }>(sql`
      select start_at as "startAt" from playbook_run where workspace_id = ${ctx.workspaceId} and id = ${runId}`)
    return run?.startAt ?? new Date(0)
  }
  const hours = Number(period.slice(0, -1)) * (period.endsWith('d') ? 24 : 1)
  return new Date(now.getTime() - hours * 3_600_000)
}
