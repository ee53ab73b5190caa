import { newHex, newId } from '../world/new-id.ts'
import { keyOf, sees } from '../world/people.ts'
import type { Platform } from '../world/platform.ts'
import type { CorpApp, Ticket } from '../world/world.ts'
import { app, type Call, open } from './endpoint.ts'
import { Refusal } from './refusal.ts'

export const TOKEN_MS = 7200_000
export const LOGIN_MS = 300_000

/** Within its life the same token is given again; one taken back is followed by a new one. */
export function tokenFor(platform: Platform, corpApp: CorpApp): string {
  const { world } = platform
  const now = platform.now()
  for (const token of world.tokens.values()) {
    if (now - token.createdAt >= 2 * TOKEN_MS) world.tokens.delete(token.value)
    else if (token.agentId === corpApp.agentId && !token.revoked && now - token.createdAt < TOKEN_MS - 300_000) return token.value
  }
  const value = newHex(world, 'token', 128)
  world.tokens.set(value, { value, agentId: corpApp.agentId, createdAt: now, revoked: false })
  return value
}

/** @throws Refusal 41001, 40014, 42001 */
export function appOfToken(platform: Platform, value: string): CorpApp {
  if (value === '') throw new Refusal(41001)
  const token = platform.world.tokens.get(value)
  const corpApp = token && platform.world.apps.get(token.agentId)
  if (!token || token.revoked || !corpApp) throw new Refusal(40014)
  if (platform.now() - token.createdAt >= TOKEN_MS) throw new Refusal(42001)
  if (corpApp.disabled) throw new Refusal(50003)
  return corpApp
}

function ticketFor({ platform, world, app: corpApp, now }: Call, kind: Ticket['kind']) {
  const old = [...world.tickets.values()].find(
    (one) => one.kind === kind && one.agentId === corpApp.agentId && now - one.createdAt < TOKEN_MS,
  )
  if (old) return { ticket: old.value, expires_in: Math.floor((TOKEN_MS - (now - old.createdAt)) / 1000) }
  for (const one of world.tickets.values()) if (now - one.createdAt >= TOKEN_MS) world.tickets.delete(one.value)
  const value = newHex(platform.world, 'ticket', 86)
  world.tickets.set(value, { value, agentId: corpApp.agentId, kind, createdAt: now })
  return { ticket: value, expires_in: TOKEN_MS / 1000 }
}

function whoCame(call: Call) {
  const { world, now } = call
  const login = world.loginCodes.get(call.query.text('code', 40029))
  if (!login || login.agentId !== call.app.agentId) throw new Refusal(40029)
  if (login.usedAt !== null) throw new Refusal(42022)
  if (now - login.createdAt > LOGIN_MS) throw new Refusal(42003)
  login.usedAt = now
  if (login.userid) {
    if (!sees(call.app, login.userid)) throw new Refusal(50002)
    if (!login.private) return { userid: login.userid }
    return { userid: login.userid, user_ticket: `${login.code}${login.userid}`, expires_in: 1800 }
  }
  const customer = world.customers.get(login.customerId)
  const known = (world.followers.get(login.customerId)?.size ?? 0) > 0
  return { openid: `o${login.customerId.slice(2)}`, ...(customer && known ? { external_userid: customer.id } : {}) }
}

function privateDetail(call: Call) {
  const ticket = call.body.text('user_ticket')
  const login = [...call.world.loginCodes.values()].find((one) => one.private && ticket === `${one.code}${one.userid}`)
  const employee = login && call.world.employees.get(keyOf(login.userid))
  if (!employee) throw new Refusal(40029)
  return { userid: employee.userid, gender: '1', avatar: '', qr_code: '', mobile: employee.mobile, email: employee.email }
}

/** The employee or customer opens a page of the app inside WeCom: the code that goes into its address. */
export function issueLoginCode(
  platform: Platform,
  agentId: number,
  who: { userid?: string; customerId?: string; private?: boolean },
): string {
  const code = newId(platform.world, 'CODE', 43)
  platform.world.loginCodes.set(code, {
    code,
    agentId,
    userid: who.userid ?? '',
    customerId: who.customerId ?? '',
    createdAt: platform.now(),
    usedAt: null,
    private: who.private ?? false,
  })
  return code
}

export const authEndpoints = [
  open.get('gettoken', ({ platform, world, query }) => {
    const corpId = query.text('corpid', 41002)
    const secret = query.text('corpsecret', 41004)
    if (corpId !== world.corp.id) throw new Refusal(40013)
    const corpApp = [...world.apps.values()].find((one) => one.secret === secret)
    if (!corpApp) throw new Refusal(40001)
    const value = tokenFor(platform, corpApp)
    const age = platform.now() - (world.tokens.get(value)?.createdAt ?? 0)
    return { access_token: value, expires_in: Math.floor((TOKEN_MS - age) / 1000) }
  }),
  app.get('getcallbackip', () => ({ ip_list: ['127.0.0.1'] })),
  app.get('get_api_domain_ip', () => ({ ip_list: ['127.0.0.1'] })),
  app.get('get_jsapi_ticket', (call) => ticketFor(call, 'corp')),
  app.get('agent/get', ({ app: corpApp, query }) => {
    if (query.whole('agentid', undefined, 40056) !== corpApp.agentId) throw new Refusal(301002)
    return { agentid: corpApp.agentId, name: corpApp.name, close: corpApp.disabled ? 1 : 0, redirect_domain: '' }
  }),
  app.get('ticket/get', (call) => {
    if (call.query.text('type') !== 'agent_config') throw new Refusal(40058)
    return ticketFor(call, 'agent')
  }),
  app.get('auth/getuserinfo', whoCame),
  app.get('user/getuserinfo', whoCame),
  app.post('auth/getuserdetail', privateDetail),
]
