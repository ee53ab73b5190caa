import { type Channel, channelOf } from '@grove/channel-kit/server'
import type { InputOf, OutputOf } from '@grove/kernel/contract'
import { kernelErrors } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { seenIds } from '@grove/member/server'
import sql from 'sql-template-tag'
import { type memberReachRoute, type ReachBar, type ReachRow } from '../contract/index.ts'
import { nextPeriodAt } from '../domain/quota-period.ts'
import { countedAccounts, periodAt } from './quota-rules.ts'

interface Known {
  readonly channel: string
  readonly receivers: readonly string[]
}

/** What stands in the way of a private message to a member. @throws kernel.not_found */
export async function memberReach(ctx: Ctx, { id }: InputOf<typeof memberReachRoute>): Promise<OutputOf<typeof memberReachRoute>> {
  if ((await seenIds(ctx, [id])).length === 0) throw kernelErrors.not_found()
  const known = await ctx.db.rows<Known>(sql`
    select i.channel, array_agg(i.external_id order by i.external_id) as receivers from member_identity i
    where i.workspace_id = ${ctx.workspaceId} and i.member_id = ${id} group by i.channel order by i.channel`)
  const refusals = await lastRefusals(ctx, id)
  const rows = await Promise.all(
    known.map(async ({ channel, receivers }) => {
      const kind = channelOf(ctx, channel)
      return kind ? barsOf(ctx, kind, receivers, refusals.get(channel)) : []
    }),
  )
  return { items: rows.flat() }
}

/** The first thing in the way; that somebody has to confirm is said only where nothing else is. */
async function barsOf(ctx: Ctx, channel: Channel, receivers: readonly string[], refused: Refusal | undefined): Promise<ReachRow[]> {
  const row = (why: ReachBar, more: Partial<Pick<ReachRow, 'at' | 'until'>> = {}): ReachRow[] => [
    { channel: channel.kind, why, at: null, until: null, ...more },
  ]
  if (!channel.can.sendToMember) return row('send_member')
  const strangers = new Set(await channel.noContact?.(ctx, receivers))
  if (receivers.every((receiver) => strangers.has(receiver))) return row('no_contact')
  if (refused) return row(refused.why, { at: refused.at })
  const until = await fullUntil(ctx, channel.kind, receivers)
  if (until) return row('quota', { until })
  return channel.can.confirmBySender ? row('confirm') : []
}

interface Refusal {
  readonly channel: string
  readonly why: 'not_reachable' | 'blocked_by_member'
  readonly at: Date
}

/** Channels whose last word about a private message to this member was no. */
async function lastRefusals(ctx: Ctx, memberId: number): Promise<Map<string, Refusal>> {
  const rows = await ctx.db.rows<Refusal & { readonly state: string }>(sql`
    select distinct on (s.channel) s.channel, s.state, s.reason as why, s.not_before as at from send s
    where s.workspace_id = ${ctx.workspaceId} and s.member_id = ${memberId} and s.member_id > 0
      and (s.state = 'sent' or s.state = 'refused' and s.reason in ('not_reachable', 'blocked_by_member'))
    order by s.channel, s.id desc`)
  return new Map(rows.filter((row) => row.state === 'refused').map((row) => [row.channel, row]))
}

/** When the platform's next period begins, if the member has had all that may come in this one. */
async function fullUntil(ctx: Ctx, channel: string, receivers: readonly string[]): Promise<Date | null> {
  const now = ctx.clock.now()
  // A private message goes through the first account of its channel.
  const account = (await countedAccounts(ctx, channel)).find((one) => one.first)
  if (!account) return null
  const period = periodAt(account, now)
  const { full } = await ctx.db.one<{ full: boolean }>(sql`
    select coalesce(bool_and(
      (select count(*) from quota_use u where u.workspace_id = ${ctx.workspaceId} and u.account_id = ${account.id} and u.receiver = n.receiver
        and u.day >= ${period.since}::date and u.day < ${period.until}::date and u.state = 'used') >= ${period.most}
      or exists (select 1 from quota_receiver q where q.workspace_id = ${ctx.workspaceId} and q.account_id = ${account.id}
        and q.receiver = n.receiver and q.full_on >= ${period.since}::date and q.full_on < ${period.until}::date)), false) as full
    from unnest(${[...receivers]}::text[]) as n (receiver)`)
  return full ? nextPeriodAt(period, account.quota.zone) : null
}
