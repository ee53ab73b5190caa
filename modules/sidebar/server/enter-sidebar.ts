import { channelHost } from '@grove/channel-kit/server'
import { admitStaff } from '@grove/identity/server'
import type { InputOf } from '@grove/kernel/contract'
import { readCookies } from '@grove/kernel/http'
import type { Ctx, RequestInfo } from '@grove/kernel/server'
import { type enterSidebar as EnterSidebar, sidebarErrors, type startSidebar as StartSidebar } from '../contract/index.ts'
import { insideOf } from './account-of.ts'
import { newState, STATE_SECONDS, stateFits } from './state-token.ts'

const WAIT_MS = 8000
const cookieName = (accountId: number) => `gside_${accountId}`

/** @throws sidebar.account_not_found */
export async function startSidebar(ctx: Ctx, input: InputOf<typeof StartSidebar>, info: RequestInfo): Promise<{ url: string }> {
  const { account, pages } = await insideOf(ctx, input.account)
  const state = newState(ctx.app.config.secret, account.id, ctx.clock.now())
  info.setCookie(cookieName(account.id), state, { maxAgeSeconds: STATE_SECONDS })
  const redirectUri = `${ctx.app.config.baseUrl}/m/${input.ws}/side/${account.id}`
  return { url: pages.signInUrl(account, { redirectUri, state }) }
}

/**
 * Signs in whom the platform vouches for, when somebody said who of our staff they are.
 * @throws sidebar.account_not_found sidebar.sign_in_stale sidebar.not_of_company sidebar.not_linked sidebar.platform_silent
 */
export async function enterSidebar(ctx: Ctx, input: InputOf<typeof EnterSidebar>, info: RequestInfo): Promise<{ name: string }> {
  const { account, pages } = await insideOf(ctx, input.account)
  const kept = readCookies(info.request.headers.get('cookie')).get(cookieName(account.id))
  // Whoever was sent here by somebody else's link carries a state that this browser never got.
  if (!stateFits(ctx.app.config.secret, account.id, input.state, kept, ctx.clock.now())) throw sidebarErrors.sign_in_stale()
  info.setCookie(cookieName(account.id), '', { maxAgeSeconds: 0 })
  const visitor = await pages.whoCame(ctx, account, input.code, AbortSignal.timeout(WAIT_MS))
  if (visitor.kind === 'later') throw sidebarErrors.platform_silent()
  if (visitor.kind === 'stale') throw sidebarErrors.sign_in_stale()
  if (visitor.kind === 'stranger') throw sidebarErrors.not_of_company()
  const staff = (await channelHost(ctx.app).staffBehind(ctx, account.id, [visitor.externalId])).get(visitor.externalId)
  if (!staff) throw sidebarErrors.not_linked({ name: visitor.externalId })
  await admitStaff(ctx, info, staff.staffId, pages.kind)
  return { name: staff.name }
}
