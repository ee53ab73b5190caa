import type { Account, AccountCheck, Health } from '@grove/channel-kit/contract'
import type { Ctx } from '@grove/kernel/server'
import { WecomError, wecom } from '@grove/wecom-api'
import { callbackKey } from '@grove/wecom-api/callback'
import sql from 'sql-template-tag'
import { clientOf } from './client-of.ts'
import { settingsOf } from './settings.ts'

/** What can be wrong, in the order it is looked at: the first that is wrong is what has to be mended first. */
export type Finding =
  | 'ok'
  | 'bad_callback_key'
  | 'no_callback_yet'
  | 'bad_credentials'
  | 'wrong_corp'
  | 'untrusted_ip'
  | 'app_disabled'
  | 'no_customer_right'
  | 'nobody_visible'
  | 'no_group_right'
  | 'wrong_agent'
  | 'not_reachable'
  | 'busy'

const BY_CODE: Readonly<Record<number, Finding>> = {
  40001: 'bad_credentials',
  40013: 'bad_credentials',
  41002: 'bad_credentials',
  41004: 'bad_credentials',
  40091: 'wrong_corp',
  60020: 'untrusted_ip',
  50003: 'app_disabled',
  48006: 'app_disabled',
  301002: 'wrong_agent',
  40056: 'wrong_agent',
}

export interface Check {
  readonly name: 'callback_key' | 'callback' | 'credentials' | 'customers' | 'groups' | 'tags' | 'pages'
  readonly finding: Finding
  /** The platform's own words, without secrets; for whoever asks its support. */
  readonly said: string | null
}

/** Each thing an account needs, looked at one by one. Nothing is written on the platform. */
export async function examine(ctx: Ctx, account: Account, signal: AbortSignal): Promise<Check[]> {
  const client = clientOf(ctx.app, account)
  const settings = settingsOf(account)
  const checks: Check[] = [{ name: 'callback_key', finding: keyFits(settings) ? 'ok' : 'bad_callback_key', said: null }]
  const members = await attempt('credentials', 'no_customer_right', () => client.call(wecom.getFollowUserList, {}, { signal }))
  const reached = members.finding === 'ok'
  checks.push(members.finding === 'no_customer_right' ? { name: 'credentials', finding: 'ok', said: null } : bare(members))
  if (!reached && members.finding !== 'no_customer_right') return checks
  const visible = reached && (members.value?.follow_user.length ?? 0) > 0
  checks.push({ name: 'customers', finding: !reached ? 'no_customer_right' : visible ? 'ok' : 'nobody_visible', said: members.said })
  const owner_filter = { userid_list: members.value?.follow_user.slice(0, 1) ?? [] }
  if (visible) {
    checks.push(bare(await attempt('groups', 'no_group_right', () => client.call(wecom.groupList, { limit: 1, owner_filter }, { signal }))))
    checks.push(bare(await attempt('tags', 'no_customer_right', () => client.call(wecom.corpTagList, {}, { signal }))))
  }
  checks.push(await examinePages(client, settings.agentId, signal))
  checks.push({ name: 'callback', finding: (await wasCalled(ctx, account.id)) ? 'ok' : 'no_callback_yet', said: null })
  return checks
}

/** A ticket is given whatever number was written down: the app itself tells whether it is its own, where it may be asked. */
async function examinePages(client: ReturnType<typeof clientOf>, agentid: number, signal: AbortSignal): Promise<Check> {
  const app = await attempt('pages', 'ok', () => client.call(wecom.getAgent, { agentid }, { signal }))
  if (app.finding !== 'ok') return bare(app)
  return bare(await attempt('pages', 'wrong_agent', () => client.ticket('agent', { signal })))
}

async function wasCalled(ctx: Ctx, accountId: number): Promise<boolean> {
  const row = await ctx.db.one<{ called: boolean }>(sql`
    select exists (select 1 from wecom_event e where e.workspace_id = ${ctx.workspaceId} and e.account_id = ${accountId}) as called`)
  return row.called
}

const bare = ({ name, finding, said }: Check): Check => ({ name, finding, said })

function keyFits({ callbackToken, callbackAesKey, corpId }: ReturnType<typeof settingsOf>): boolean {
  try {
    callbackKey({ token: callbackToken, encodingAesKey: callbackAesKey, receiveId: corpId })
    return /^[0-9A-Za-z]{1,32}$/.test(callbackToken)
  } catch {
    return false
  }
}

async function attempt<T>(name: Check['name'], otherwise: Finding, call: () => Promise<T>): Promise<Check & { value?: T }> {
  try {
    return { name, finding: 'ok', said: null, value: await call() }
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    const said = error.message.slice(0, 300)
    if (error.kind === 'retry_later') return { name, finding: error.code === null ? 'not_reachable' : 'busy', said }
    return { name, finding: BY_CODE[error.code ?? 0] ?? otherwise, said }
  }
}

/** The first thing to mend, as the console shows it on the account. */
export function healthOf(checks: readonly Check[]): Health {
  const wrong = checks.find((one) => one.finding !== 'ok')
  if (!wrong) return { state: 'ok' }
  const usable = wrong.name === 'callback_key' || wrong.name === 'callback' || wrong.name === 'pages' || wrong.finding === 'busy'
  return { state: usable ? 'degraded' : 'down', noteKey: `channel.wecom.fault.${wrong.finding}` }
}

/** The same as the console lists it. */
export function checksOf(checks: readonly Check[]): AccountCheck[] {
  return checks.map(({ name, finding, said }) => ({
    nameKey: `channel.wecom.check.${name}`,
    ok: finding === 'ok',
    noteKey: finding === 'ok' ? null : `channel.wecom.fault.${finding}`,
    said,
  }))
}
