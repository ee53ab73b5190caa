import type { Account, Delivery, Outcome } from '@grove/channel-kit/contract'
import type { Ctx } from '@grove/kernel/server'
import { type WecomClient, WecomError, wecom } from '@grove/wecom-api'
import sql from 'sql-template-tag'

/** Who has to press send, or why nobody can. */
export type Sender = { readonly userid: string } | { readonly outcome: Outcome }

const CLOSED: Outcome = { kind: 'refused', reason: 'group_closed' }
const NOBODY: Outcome = { kind: 'refused', reason: 'not_reachable' }

/**
 * The owner of each group, and for a private message whoever has had the customer longest. From the copy, and from the platform
 * where the copy has none. By touch.
 */
export async function findSenders(
  ctx: Ctx,
  client: WecomClient,
  account: Account,
  deliveries: readonly Delivery[],
  signal: AbortSignal,
): Promise<Map<string, Sender>> {
  const chats = unique(deliveries.filter((one) => !one.member).map((one) => one.group.externalId))
  const people = unique(deliveries.filter((one) => one.member).map((one) => one.member?.externalId ?? null))
  const owners = await ownersOf(ctx, account.id, chats)
  const followers = await followersOf(ctx, account.id, people)
  const missing = [
    ...chats.filter((id) => !owners.has(id)).map(async (id) => owners.set(id, await askOwner(client, id, signal))),
    ...people.filter((id) => !followers.has(id)).map(async (id) => followers.set(id, await askFollower(client, id, signal))),
  ]
  await Promise.all(missing)
  return new Map(
    deliveries.map((delivery) => {
      const id = delivery.member ? delivery.member.externalId : delivery.group.externalId
      const known = id === null ? undefined : (delivery.member ? followers : owners).get(id)
      return [delivery.touch, known ?? { outcome: { kind: 'failed', reason: 'bad_target' } }]
    }),
  )
}

const unique = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id): id is string => id !== null))]

async function ownersOf(ctx: Ctx, accountId: number, chats: readonly string[]): Promise<Map<string, Sender>> {
  const rows = await ctx.db.rows<{ chatId: string; owner: string; gone: boolean }>(sql`
    select g.chat_id as "chatId", g.owner, g.gone_at is not null as gone from wecom_group g
    where g.workspace_id = ${ctx.workspaceId} and g.account_id = ${accountId} and g.chat_id = any(${[...chats]}::text[])`)
  return new Map(
    rows.filter((row) => row.gone || row.owner !== '').map((row) => [row.chatId, row.gone ? { outcome: CLOSED } : { userid: row.owner }]),
  )
}

async function followersOf(ctx: Ctx, accountId: number, people: readonly string[]): Promise<Map<string, Sender>> {
  const rows = await ctx.db.rows<{ id: string; userid: string }>(sql`
    select distinct on (f.external_userid) f.external_userid as id, f.userid from wecom_follow f
    where f.workspace_id = ${ctx.workspaceId} and f.account_id = ${accountId} and f.external_userid = any(${[...people]}::text[])
    order by f.external_userid, f.since nulls last, f.userid`)
  return new Map(rows.map((row) => [row.id, { userid: row.userid }]))
}

async function askOwner(client: WecomClient, chatId: string, signal: AbortSignal): Promise<Sender> {
  try {
    const { group_chat: group } = await client.call(wecom.groupGet, { chat_id: chatId }, { signal })
    return group.owner ? { userid: group.owner } : { outcome: CLOSED }
  } catch (error) {
    return { outcome: outcomeOf(error, CLOSED) }
  }
}

async function askFollower(client: WecomClient, externalUserid: string, signal: AbortSignal): Promise<Sender> {
  try {
    const { follow_user: followers } = await client.call(wecom.customerGet, { external_userid: externalUserid }, { signal })
    const [first] = followers.toSorted((a, b) => (a.createtime ?? 0) - (b.createtime ?? 0))
    return first ? { userid: first.userid } : { outcome: NOBODY }
  } catch (error) {
    return { outcome: outcomeOf(error, NOBODY) }
  }
}

/** What a failed call of the platform means for a touch; `gone` is what it means that the other side is not there. Null: it may have been done. */
export function outcomeOf(error: unknown, gone: Outcome): Outcome {
  if (!(error instanceof WecomError)) throw error
  switch (error.kind) {
    case 'retry_later': {
      const reason = error.code === null ? 'network' : 'rate_limited'
      return { kind: 'retry', reason, ...(error.afterSeconds === null ? {} : { afterSeconds: error.afterSeconds }) }
    }
    case 'configuration':
      return { kind: 'retry', reason: 'account_offline', afterSeconds: 600 }
    case 'quota_gone':
      return { kind: 'refused', reason: 'quota_gone' }
    case 'content_refused':
      return { kind: 'refused', reason: 'content_refused' }
    case 'gone':
    case 'refused_by_receiver':
      return gone
    case 'bad_request':
      return { kind: 'failed', reason: 'bad_content' }
    case 'unknown_outcome':
      return { kind: 'unknown', reason: 'unclear_answer' }
  }
}
