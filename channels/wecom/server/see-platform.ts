import { type WecomClient, WecomError, wecom } from '@grove/wecom-api'
import type { SeenCustomer } from './copy-customers.ts'
import type { SeenGroup } from './copy-groups.ts'

const at = (seconds: number | undefined) => (seconds ? new Date(seconds * 1000) : null)

/** A customer with all who have them. Null: nobody has them any more. @throws WecomError */
export async function seeCustomer(client: WecomClient, externalUserid: string): Promise<SeenCustomer | null> {
  let seen: (SeenCustomer & { follows: SeenCustomer['follows'][number][] }) | null = null
  try {
    for await (const page of client.pages(wecom.customerGet, { external_userid: externalUserid }, PATIENT)) {
      const contact = page.external_contact
      seen ??= {
        externalUserid,
        name: contact.name ?? '',
        avatarUrl: contact.avatar || null,
        unionid: contact.unionid || null,
        kind: contact.type ?? 1,
        follows: [],
      }
      for (const one of page.follow_user) {
        seen.follows.push({
          userid: one.userid,
          remark: one.remark ?? '',
          state: one.state || null,
          addWay: one.add_way ?? null,
          // Personal tags have no id and belong to one member of staff alone.
          tagIds: one.tags.flatMap((tag) => (tag.tag_id && tag.type !== 2 ? [tag.tag_id] : [])),
          since: at(one.createtime),
        })
      }
    }
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
  return seen
}

/** A group with everybody in it. Null: dissolved, or no customer group any more. @throws WecomError */
export async function seeGroup(client: WecomClient, chatId: string): Promise<SeenGroup | null> {
  try {
    const { group_chat: group } = await client.call(wecom.groupGet, { chat_id: chatId, need_name: 1 }, PATIENT)
    return {
      chatId,
      name: group.name ?? '',
      owner: group.owner ?? '',
      notice: group.notice ?? '',
      memberVersion: group.member_version ?? '',
      createdAt: at(group.create_time),
      members: group.member_list.map((one) => ({
        userid: one.userid,
        name: one.name || one.group_nickname || '',
        kind: one.type,
        state: one.state || null,
        joinedAt: at(one.join_time),
      })),
    }
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

/** One page of customers of up to a hundred members of staff. */
async function seeCustomersOf(
  client: WecomClient,
  userids: readonly string[],
  cursor: string | null,
): Promise<{ customers: SeenCustomer[]; next: string | null }> {
  const page = await client.call(wecom.customersOfUsers, { userid_list: [...userids], limit: 100, ...(cursor ? { cursor } : {}) }, PATIENT)
  const byId = new Map<string, SeenCustomer & { follows: SeenCustomer['follows'][number][] }>()
  for (const { external_contact: contact, follow_info: follow } of page.external_contact_list) {
    const known = byId.get(contact.external_userid) ?? {
      externalUserid: contact.external_userid,
      name: contact.name ?? '',
      avatarUrl: contact.avatar || null,
      unionid: contact.unionid || null,
      kind: contact.type ?? 1,
      follows: [],
    }
    known.follows.push({
      userid: follow.userid,
      remark: follow.remark ?? '',
      state: follow.state || null,
      addWay: follow.add_way ?? null,
      tagIds: follow.tag_id,
      since: at(follow.createtime),
    })
    byId.set(contact.external_userid, known)
  }
  return { customers: [...byId.values()], next: page.next_cursor }
}

/** So many pages are written at once: what a page costs beside its rows is paid once for all of them. */
const PAGES_AT_ONCE = 3

/**
 * Some pages one after the other, each customer once. When the platform fails in between, what came before is given and the rest is asked for
 * at the next step. @throws WecomError when not even the first page came
 */
export async function seePagesOf(
  client: WecomClient,
  userids: readonly string[],
  from: string | null,
): Promise<{ customers: SeenCustomer[]; next: string | null }> {
  const byId = new Map<string, SeenCustomer>()
  let next = from
  for (let page = 0; page < PAGES_AT_ONCE; page++) {
    const seen = await seeCustomersOf(client, userids, next).catch((error: unknown) => {
      if (page === 0 || !(error instanceof WecomError)) throw error
      return null
    })
    if (seen === null) break
    for (const customer of seen.customers) {
      const known = byId.get(customer.externalUserid)
      byId.set(customer.externalUserid, known ? { ...known, follows: [...known.follows, ...customer.follows] } : customer)
    }
    next = seen.next
    if (next === null) break
  }
  return { customers: [...byId.values()], next }
}

export const isGone = (error: unknown) => error instanceof WecomError && (error.kind === 'gone' || error.kind === 'refused_by_receiver')

/** Work in the background may wait for the limits of the minute. */
export const PATIENT = { maxWaitMs: 20_000 }
