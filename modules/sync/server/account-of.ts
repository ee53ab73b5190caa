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
  const accounts = await Promise.all(syncs.map((sync) => channelHost(ctx.app).accounts(ctx, sync.kind, ctx.workspaceId)))
  return syncs.flatMap((sync, index) => (accounts[index] ?? []).map((account) => ({ account, sync })))
}

/** @throws sync.account_not_found */
export async function accountOf(ctx: Ctx, id: number): Promise<Synced> {
  const found = (await syncedAccounts(ctx)).find((one) => one.account.id === id)
  if (!found) throw syncErrors.account_not_found()
  return found
}
