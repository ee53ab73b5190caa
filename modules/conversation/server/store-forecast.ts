import type { Ctx } from '@grove/kernel/server'
import type { UnreachedMember } from '@grove/playbook-kit/server'
import sql, { type Sql } from 'sql-template-tag'

interface Period {
  readonly since: string
  readonly until: string
  readonly most: number
}

export interface PlaceOfCommunity {
  readonly communityId: number
  readonly channel: string
  readonly accountId: number | null
  readonly receiver: string | null
}

/** Where communities live: channel, account, and the name of the group there. */
export const readPlaces = (ctx: Ctx, communityIds: readonly number[]) =>
  ctx.db.rows<PlaceOfCommunity>(sql`
    select c.id as "communityId", c.channel, g.account_id as "accountId", g.external_id as receiver from community c
    left join channel_group g on g.workspace_id = c.workspace_id and g.community_id = c.id
    where c.workspace_id = ${ctx.workspaceId} and c.id = any(${communityIds}::bigint[]) order by c.id`)

/** Shares that count: used ones, and reserved ones whose send may still leave. On alias `u`. */
const counts = (ctx: Ctx): Sql => sql`(u.send_id = 0 or u.state = 'used' or exists (
  select 1 from send s where s.workspace_id = ${ctx.workspaceId} and s.id = u.send_id
    and s.state not in ('cancelled', 'expired', 'failed', 'refused')))`

const distinct = (periods: readonly Period[]) => [...new Map(periods.map((one) => [one.since, one])).values()]
const periodRows = (periods: readonly Period[]): Sql => sql`unnest(${periods.map((one) => one.since)}::date[],
  ${periods.map((one) => one.until)}::date[], ${periods.map((one) => one.most)}::int[]) as p (since, until, most)`

/** Members of communities by how much of a period they have used up; who is in two counts in each, and who has used nothing is in no row. */
export async function spentByMembers(
  ctx: Ctx,
  asked: {
    readonly communityIds: readonly number[]
    readonly account: number
    readonly channel: string
    readonly periods: readonly Period[]
  },
): Promise<{ members: number; reachable: number; histogram: { since: string; used: number; members: number }[] }> {
  const totals = await ctx.db.one<{ members: number; reachable: number }>(sql`
    select count(*)::int as members, count(*) filter (where exists (
      select 1 from member_identity i where i.workspace_id = ${ctx.workspaceId} and i.member_id = ms.member_id and i.channel = ${asked.channel}))::int as reachable
    from membership ms where ms.workspace_id = ${ctx.workspaceId} and ms.community_id = any(${asked.communityIds}::bigint[]) and ms.state = 'active'`)
  const histogram = await ctx.db.rows<{ since: string; used: number; members: number }>(sql`
    select n.since, n.used, count(*)::int as members from (
      select p.since, ms.member_id, greatest(count(u.day), max(case when q.full_on >= p.since then p.most else 0 end))::int as used
      from ${periodRows(distinct(asked.periods))}
      join membership ms on ms.workspace_id = ${ctx.workspaceId} and ms.community_id = any(${asked.communityIds}::bigint[]) and ms.state = 'active'
      join member_identity i on i.workspace_id = ${ctx.workspaceId} and i.member_id = ms.member_id and i.channel = ${asked.channel}
      left join quota_receiver q on q.workspace_id = ${ctx.workspaceId} and q.account_id = ${asked.account} and q.receiver = i.external_id
      left join quota_use u on u.workspace_id = ${ctx.workspaceId} and u.account_id = ${asked.account} and u.receiver = i.external_id
        and u.day >= p.since and u.day < p.until and ${counts(ctx)}
      group by p.since, ms.community_id, ms.member_id) n
    where n.used > 0 group by n.since, n.used order by n.since, n.used`)
  return { ...totals, histogram }
}

/** What groups have used of each period, by its beginning; in no order. */
export async function spentByGroups(
  ctx: Ctx,
  asked: { readonly account: number; readonly receivers: readonly string[]; readonly periods: readonly Period[] },
): Promise<Map<string, number[]>> {
  if (asked.receivers.length === 0) return new Map()
  const rows = await ctx.db.rows<{ since: string; used: number[] }>(sql`
    select n.since, array_agg(n.used) as used from (
      select p.since, greatest((
        select count(*) from quota_use u where u.workspace_id = ${ctx.workspaceId} and u.account_id = ${asked.account} and u.receiver = g.receiver
          and u.day >= p.since and u.day < p.until and ${counts(ctx)}),
        case when q.full_on >= p.since then p.most else 0 end)::int as used
      from ${periodRows(distinct(asked.periods))}
      cross join unnest(${asked.receivers}::text[]) as g (receiver)
      left join quota_receiver q on q.workspace_id = ${ctx.workspaceId} and q.account_id = ${asked.account} and q.receiver = g.receiver) n
    group by n.since`)
  return new Map(rows.map((row) => [row.since, row.used]))
}

interface Page {
  readonly after: number
  readonly limit: number
}

/** Members of a community who have used more than `over` messages of a period. */
export function listShort(
  ctx: Ctx,
  communityId: number,
  asked: Period & { readonly account: number; readonly channel: string; readonly over: number },
  page: Page,
): Promise<UnreachedMember[]> {
  return ctx.db.rows<UnreachedMember>(sql`
    select n.id, n.name, n.used, ${asked.most}::int as most from (
      select m.id, m.display_name as name, greatest(
        count(u.day), max(case when q.full_on >= ${asked.since}::date then ${asked.most}::int else 0 end))::int as used
      from membership ms
      join member m on m.workspace_id = ms.workspace_id and m.id = ms.member_id
      join member_identity i on i.workspace_id = ms.workspace_id and i.member_id = ms.member_id and i.channel = ${asked.channel}
      left join quota_receiver q on q.workspace_id = ms.workspace_id and q.account_id = ${asked.account} and q.receiver = i.external_id
      left join quota_use u on u.workspace_id = ms.workspace_id and u.account_id = ${asked.account} and u.receiver = i.external_id
        and u.day >= ${asked.since}::date and u.day < ${asked.until}::date and ${counts(ctx)}
      where ms.workspace_id = ${ctx.workspaceId} and ms.community_id = ${communityId} and ms.state = 'active' and ms.member_id > ${page.after}
      group by m.id, m.display_name) n
    where n.used > ${asked.over}::int order by n.id limit ${page.limit}`)
}

/** Members of a community whom the channel does not know. */
export function listLacking(ctx: Ctx, communityId: number, channel: string, page: Page): Promise<UnreachedMember[]> {
  return ctx.db.rows<UnreachedMember>(sql`
    select m.id, m.display_name as name, null::int as used, null::int as most from membership ms
    join member m on m.workspace_id = ms.workspace_id and m.id = ms.member_id
    where ms.workspace_id = ${ctx.workspaceId} and ms.community_id = ${communityId} and ms.state = 'active' and ms.member_id > ${page.after}
      and not exists (select 1 from member_identity i where i.workspace_id = ms.workspace_id and i.member_id = ms.member_id and i.channel = ${channel})
    order by m.id limit ${page.limit}`)
}
