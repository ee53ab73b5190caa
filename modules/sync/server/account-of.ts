import type { Account } from '@grove/channel-kit/contract'
import { channelHost, type ChannelSync, channelSyncs } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { syncErrors } from '../contract/index.ts'

export interface Synced {
  readonly account: Account
  readonly sync: ChannelSync
}

/** Every connected account of a channel that keeps a copy. */
export async function syncedAccounts(ctx: Ctx): Promise<Synced[]> {
  const syncs = ctx.app.registry.all(channelSyncs)
  const found: Synced[] = []
  for (const sync of syncs) {
    const accounts = await channelHost(ctx.app).accounts(ctx, sync.kind, ctx.workspaceId)
    found.push(...accounts.map((account) => ({ account, sync })))
  }
  return found
}

/** @throws sync.account_not_found */
export async function accountOf(ctx: Ctx, id: number): Promise<Synced> {
  const found = (await syncedAccounts(ctx)).find((one) => one.account.id === id)
  if (!found) throw syncErrors.account_not_found()
  return found
}
