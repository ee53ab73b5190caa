import type { Account } from '@grove/channel-kit/contract'
import { channelHost } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { KIND } from './follow-mass.ts'

/** The corps this workspace has connected, by number. */
export async function accountsOf(ctx: Ctx): Promise<Map<number, Account>> {
  const accounts = await channelHost(ctx.app).accounts(ctx, KIND, ctx.workspaceId)
  return new Map(accounts.map((account) => [account.id, account]))
}
