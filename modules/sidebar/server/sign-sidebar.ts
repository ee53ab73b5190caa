import type { InputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { type PageSignatures, sidebarErrors, type signSidebar as SignSidebar } from '../contract/index.ts'
import { insideOf } from './account-of.ts'

const WAIT_MS = 8000

/** Signs the sidebar's own address and no other. @throws sidebar.account_not_found sidebar.address_foreign sidebar.platform_silent */
export async function signSidebar(ctx: Ctx, input: InputOf<typeof SignSidebar>): Promise<PageSignatures> {
  const { account, pages } = await insideOf(ctx, input.account)
  const { pathname, protocol } = new URL(input.url)
  const own = new RegExp(`^/m/[\\w-]{1,60}/side/${account.id}$`).test(pathname)
  if (!own || !['http:', 'https:'].includes(protocol)) throw sidebarErrors.address_foreign()
  const signed = await pages.sign(ctx, account, input.url, AbortSignal.timeout(WAIT_MS))
  if (!signed) throw sidebarErrors.platform_silent()
  return signed
}
