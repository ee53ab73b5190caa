import type { Account } from '@grove/channel-kit/contract'
import { channelHost, type InsidePages, insidePages } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { sidebarErrors } from '../contract/index.ts'

export interface Inside {
  readonly account: Account
  readonly pages: InsidePages
}

/** A connected account of a channel that opens pages inside its client. @throws sidebar.account_not_found */
export async function insideOf(ctx: Ctx, id: number): Promise<Inside> {
  const all = ctx.app.registry.all(insidePages)
  const accounts = await Promise.all(all.map((pages) => channelHost(ctx.app).accounts(ctx, pages.kind, ctx.workspaceId)))
  const found = all
    .flatMap((pages, index) => (accounts[index] ?? []).map((account) => ({ account, pages })))
    .find((one) => one.account.id === id)
  if (!found) throw sidebarErrors.account_not_found()
  return found
}
