import { dayOf } from '@grove/calendar'
import { channelOf } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql, { type Sql } from 'sql-template-tag'
import { nextPeriodAt } from '../domain/quota-period.ts'
import { type CountedAccount, countedAccounts, periodAt } from './quota-rules.ts'
import type { Ending } from './send-write.ts'
import type { StoredPlan } from './store-send.ts'
import { sendSource } from '../contract/index.ts'

/** Which sends ask for a share, and for the period of which moment (an index of `moments`). Columns `id`, `moment`. */
interface Asked {
  readonly sends: Sql
  readonly moments: readonly Date[]
}

/** A send that has no share in the period it would leave in, and when the next one begins. */
export interface WithoutShare {
  readonly id: number
  readonly until: Date
}

/** Reserves shares for sends just planned, in their transaction, as far as there are any; the rest asks again when it is due. */
export async function reserveShares(ctx: Ctx, plans: readonly StoredPlan[]): Promise<void> {
  const accounts = await countedAccounts(ctx)
  if (accounts.length === 0) return
  const now = ctx.clock.now()
  const at = (plan: StoredPlan) => Math.max(plan.notBefore.getTime(), now.getTime())
  const moments = [...new Set(plans.map(at))]
  const channels = [...new Set(accounts.map((one) => one.channel))]
  await dealShares(ctx, accounts, {
    moments: moments.map((moment) => new Date(moment)),
    sends: sql`
      select s.id, p.moment from unnest(
        ${plans.map((plan) => sendSource[plan.source])}::smallint[], ${plans.map((plan) => plan.runId)}::bigint[],
        ${plans.map((plan) => plan.stepId)}::bigint[], ${plans.map((plan) => plan.occurrence)}::bigint[],
        ${plans.map((plan) => plan.communityId)}::bigint[], ${plans.map((plan) => moments.indexOf(at(plan)))}::int[]
      ) as p (source, run_id, step_id, occurrence, community_id, moment)
      join send s on s.workspace_id = ${ctx.workspaceId} and s.source = p.source and s.run_id = p.run_id and s.step_id = p.step_id
        and s.occurrence = p.occurrence and s.community_id = p.community_id
      where s.channel = any(${channels}::text[]) and (s.state in ('planned', 'held', 'retry', 'paused') or s.state = 'needs_person' and s.reason = 'confirm')`,
  })
}

/** Sends about to leave now, which this transaction holds. Answers those that have no share. */
export async function takeShares(ctx: Ctx, channel: string, ids: readonly number[]): Promise<WithoutShare[]> {
  if (ids.length === 0 || !channelOf(ctx, channel)?.quota) return []
  const accounts = await countedAccounts(ctx, channel)
  if (accounts.length === 0) return []
  const now = ctx.clock.now()
  const lost = await dealShares(ctx, accounts, { moments: [now], sends: sql`select unnest(${ids}::bigint[]) as id, 0 as moment` })
  const until = new Map(accounts.map((one) => [one.id, nextPeriodAt(periodAt(one, now), one.quota.zone)]))
  return lost.map(({ id, accountId }) => ({ id, until: until.get(accountId) ?? now }))
}

/** What each asking send would take a share of. */
function claimsOf(ctx: Ctx, accounts: readonly CountedAccount[], asked: Asked): Sql {
  const windows = asked.moments.flatMap((at, moment) => accounts.map((one) => ({ ...one, ...periodAt(one, at), moment })))
  return sql`
    select distinct on (n.id) n.id, n.account_id, n.receiver, n.day, n.since, n.until, n.most, n.priority from (
      select s.id, w.account_id, w.day, w.since, w.until, w.most, s.priority,
        case when s.member_id = 0 then g.external_id else i.external_id end as receiver
      from (${asked.sends}) as q
      join send s on s.workspace_id = ${ctx.workspaceId} and s.id = q.id
      left join channel_group g on g.workspace_id = s.workspace_id and g.community_id = s.community_id
      left join member_identity i on i.workspace_id = s.workspace_id and i.member_id = s.member_id and i.channel = s.channel
      join unnest(${windows.map((one) => one.moment)}::int[], ${windows.map((one) => one.channel)}::text[], ${windows.map((one) => one.id)}::bigint[],
        ${windows.map((one) => one.first)}::boolean[], ${windows.map((one) => one.day)}::date[], ${windows.map((one) => one.since)}::date[],
        ${windows.map((one) => one.until)}::date[], ${windows.map((one) => one.most)}::int[])
        as w (moment, channel, account_id, first, day, since, until, most)
        on w.moment = q.moment and w.channel = s.channel and (w.account_id = g.account_id or g.account_id is null and w.first)) n
    where n.receiver is not null
    order by n.id, n.receiver`
}

/**
 * Deals the shares of each receiver once more among all that want one: those no longer to be stopped keep theirs, then the higher priority
 * goes first, then whoever had one already, then the older. Whoever is displaced before leaving asks again when it is due.
 * Two statements: the receivers are locked in order, then everything is read anew, so two workers never give the last share twice.
 */
async function dealShares(ctx: Ctx, accounts: readonly CountedAccount[], asked: Asked): Promise<{ id: number; accountId: number }[]> {
  const claims = claimsOf(ctx, accounts, asked)
  await ctx.db.exec(sql`
    insert into quota_receiver (workspace_id, account_id, receiver)
    select distinct ${ctx.workspaceId}::bigint, p.account_id, p.receiver from (${claims}) p order by p.account_id, p.receiver
    on conflict (workspace_id, account_id, receiver) do update set full_on = quota_receiver.full_on`)
  return ctx.db.rows<{ id: number; accountId: number }>(sql`
    with p as materialized (${claims}),
    receivers as (select distinct account_id, receiver, since, until, most from p),
    live as (
      select r.account_id, r.receiver, r.since, u.send_id, s.priority,
        u.send_id > 0 and u.state = 'reserved' and (s.state in ('planned', 'held', 'paused', 'retry') or s.state = 'needs_person' and s.reason = 'confirm') as loose
      from receivers r
      join quota_use u on u.workspace_id = ${ctx.workspaceId} and u.account_id = r.account_id and u.receiver = r.receiver
        and u.day >= r.since and u.day < r.until
      left join send s on s.workspace_id = ${ctx.workspaceId} and s.id = u.send_id
      where u.send_id = 0 or u.state = 'used' or s.state not in ('cancelled', 'expired', 'failed', 'refused')),
    rooms as (
      select r.account_id, r.receiver, r.since,
        case when q.full_on >= r.since then 0 else r.most end - (
          select count(*) from live l where l.account_id = r.account_id and l.receiver = r.receiver and l.since = r.since and not l.loose) as room
      from receivers r
      join quota_receiver q on q.workspace_id = ${ctx.workspaceId} and q.account_id = r.account_id and q.receiver = r.receiver),
    wanting as (
      select account_id, receiver, since, send_id, priority, 0 as fresh from live where loose
      union all
      select p.account_id, p.receiver, p.since, p.id, p.priority, 1 from p
      where not exists (select 1 from live l where l.send_id = p.id and l.since = p.since and l.receiver = p.receiver)),
    dealt as (
      select w.send_id, w.fresh,
        row_number() over (partition by w.account_id, w.receiver, w.since order by w.priority desc, w.fresh, w.send_id) <= m.room as won
      from wanting w join rooms m on m.account_id = w.account_id and m.receiver = w.receiver and m.since = w.since),
    given as (
      insert into quota_use (workspace_id, send_id, key, account_id, receiver, day, state, at)
      select ${ctx.workspaceId}, p.id, '', p.account_id, p.receiver, p.day, 'reserved', ${ctx.clock.now()}
      from p join dealt d on d.send_id = p.id and d.fresh = 1 and d.won
      on conflict (workspace_id, send_id, key) do update set account_id = excluded.account_id, receiver = excluded.receiver,
        day = excluded.day, state = 'reserved', at = excluded.at),
    taken as (
      delete from quota_use u using dealt d where u.workspace_id = ${ctx.workspaceId} and u.send_id = d.send_id and u.send_id > 0 and not d.won)
    select p.id, p.account_id as "accountId" from p join dealt d on d.send_id = p.id and not d.won order by p.id`)
}

/** What endings mean for the shares: used on the day it arrived, or free again; a receiver the platform calls full is full. */
export async function settleShares(ctx: Ctx, endings: readonly Ending[]): Promise<void> {
  const counted = endings.flatMap(({ send, settled }) => {
    const quota = channelOf(ctx, send.channel)?.quota
    const keeps = settled.state === 'retry' || (settled.counts && settled.state !== 'sent')
    if (!quota || keeps) return []
    const at = settled.sentAt ?? ctx.clock.now()
    return [
      { id: send.id, used: settled.state === 'sent', full: settled.reason === 'quota_gone', at, day: dayOf(at.getTime(), quota.zone) },
    ]
  })
  if (counted.length === 0) return
  const rows = sql`unnest(${counted.map((one) => one.id)}::bigint[], ${counted.map((one) => one.used)}::boolean[],
    ${counted.map((one) => one.full)}::boolean[], ${counted.map((one) => one.at)}::timestamptz[], ${counted.map((one) => one.day)}::date[])
    as e (id, used, filled, at, day)`
  await ctx.db.exec(sql`
    insert into quota_receiver as q (workspace_id, account_id, receiver, full_on)
    select u.workspace_id, u.account_id, u.receiver, max(e.day) from ${rows}
    join quota_use u on u.workspace_id = ${ctx.workspaceId} and u.send_id = e.id and u.key = ''
    where e.filled group by u.workspace_id, u.account_id, u.receiver order by u.account_id, u.receiver
    on conflict (workspace_id, account_id, receiver) do update set full_on = excluded.full_on`)
  await ctx.db.exec(sql`
    with gone as (
      delete from quota_use u using ${rows} where u.workspace_id = ${ctx.workspaceId} and u.send_id = e.id and u.key = '' and not e.used)
    update quota_use u set state = 'used', at = e.at, day = e.day from ${rows}
    where u.workspace_id = ${ctx.workspaceId} and u.send_id = e.id and u.key = '' and e.used`)
}

/** Messages of others to receivers of an account, as the platform shows them; told twice, counted once. */
export async function countOutside(
  ctx: Ctx,
  account: { readonly id: number; readonly kind: string },
  seen: readonly { readonly key: string; readonly receiver: string; readonly at: Date }[],
): Promise<number> {
  const zone = channelOf(ctx, account.kind)?.quota?.zone
  if (!zone || seen.length === 0) return 0
  return ctx.db.exec(sql`
    insert into quota_use (workspace_id, send_id, key, account_id, receiver, day, state, at)
    select ${ctx.workspaceId}, 0, n.key, ${account.id}, n.receiver, n.day, 'used', n.at
    from unnest(${seen.map((one) => `${account.id}/${one.key}`)}::text[], ${seen.map((one) => one.receiver)}::text[],
      ${seen.map((one) => dayOf(one.at.getTime(), zone))}::date[], ${seen.map((one) => one.at)}::timestamptz[]) as n (key, receiver, day, at)
    order by n.key
    on conflict (workspace_id, send_id, key) do nothing`)
}
