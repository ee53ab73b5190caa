import type { Account } from '@grove/channel-kit/contract'
import type { Channel } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import sql from 'sql-template-tag'

/** Accounts of a channel that are switched on, oldest first; none for built-in channels. */
export async function accountsOf(ctx: Ctx, channel: Channel): Promise<Account[]> {
  if (channel.settings.length === 0) return []
  return ctx.db.rows<Account>(sql`
    select id, name, settings from channel_account
    where workspace_id = ${ctx.workspaceId} and kind = ${channel.kind} and state <> 'off' order by id`)
}
