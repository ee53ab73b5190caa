import type { Account } from '@grove/channel-kit/contract'
import { type ChannelQuota, channels } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import { type QuotaPeriod, quotaPeriod } from '../domain/quota-period.ts'

/** An account whose platform counts what each receiver gets. */
export interface CountedAccount {
  readonly id: number
  readonly channel: string
  /** Communities that are tied to no account go through it. */
  readonly first: boolean
  readonly quota: ChannelQuota
  readonly account: Pick<Account, 'settings'>
}

/** Accounts at work whose platform counts; none where no channel of this installation does. */
export async function countedAccounts(ctx: Ctx, channel?: string): Promise<CountedAccount[]> {
  const quotas = new Map(
    ctx.app.registry.all(channels).flatMap(({ kind, quota }) => (quota && (channel ?? kind) === kind ? [[kind, quota] as const] : [])),
  )
  if (quotas.size === 0) return []
  const rows = await ctx.db.rows<{ id: number; kind: string; settings: Account['settings'] }>(sql`
    select a.id, a.kind, a.settings from channel_account a
    where a.workspace_id = ${ctx.workspaceId} and a.kind = any(${[...quotas.keys()]}::text[]) and a.state <> 'off' order by a.id`)
  const seen = new Set<string>()
  return rows.flatMap(({ id, kind, settings }) => {
    const quota = quotas.get(kind)
    const first = !seen.has(kind)
    seen.add(kind)
    return quota ? [{ id, channel: kind, first, quota, account: { settings } }] : []
  })
}

export const periodAt = ({ quota, account }: CountedAccount, at: Date): QuotaPeriod => quotaPeriod(quota.ruleOf(account), at, quota.zone)
