import type { Account } from '@grove/channel-kit/contract'
import { channelHost, type CodeDesk, codeDesks } from '@grove/channel-kit/server'
import type { Ctx } from '@grove/kernel/server'
import { codeErrors } from '../contract/index.ts'

export interface Desk {
  readonly account: Account
  readonly desk: CodeDesk
}

/** Accounts whose platform has codes. */
export async function desksOf(ctx: Ctx): Promise<Desk[]> {
  const desks = ctx.app.registry.all(codeDesks)
  if (desks.length === 0) return []
  const accounts = []
  for (const desk of desks)
    for (const account of await channelHost(ctx.app).accounts(ctx, desk.kind, ctx.workspaceId)) accounts.push({ account, desk })
  return accounts
}

/** @throws code.account_not_found */
export async function deskOf(ctx: Ctx, accountId: number): Promise<Desk> {
  const found = (await desksOf(ctx)).find(({ account }) => account.id === accountId)
  if (!found) throw codeErrors.account_not_found()
  return found
}
