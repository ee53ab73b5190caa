import { shownGroup } from '../world/groups.ts'
import { keyOf, sees, visibleStaff } from '../world/people.ts'
import { seconds } from '../world/platform.ts'
import type { Group, GroupMember } from '../world/world.ts'
import { type Call, contacts } from './endpoint.ts'
import { groupFor, staffOf } from './lookups.ts'
import { pageOf } from './paging.ts'
import { Refusal } from './refusal.ts'

/** Owners named by the caller; undefined means everybody the app may see. */
export function ownersOf(call: Call): Set<string> | undefined {
  const userids = call.body.object('owner_filter')?.texts('userid_list') ?? []
  if (userids.length > 100) throw new Refusal(81017)
  for (const userid of userids) staffOf(call, userid)
  return userids.length > 0 ? new Set(userids.map(keyOf)) : undefined
}

function listGroups(call: Call) {
  const { world, body, app, platform } = call
  const limit = body.whole('limit', undefined, 40058)
  if (limit < 1 || limit > 1000) throw new Refusal(40058)
  const owners = ownersOf(call)
  if (!owners && visibleStaff(world, app).length > platform.limits.listVisible) throw new Refusal(81017)
  const status = body.whole('status_filter', 0)
  const matches = (group: Group) =>
    group.dismissedAt === null &&
    (owners ? owners.has(keyOf(group.owner)) : sees(app, group.owner)) &&
    (status === 0 || group.status === status)
  const list = `groupchat/list/${status}/${owners ? [...owners].join('|') : ''}`
  const { page, next } = pageOf(platform, list, body.optional('cursor'), limit, filter(world.groups.values(), matches), ({ seq }) => seq)
  return { group_chat_list: page.map(({ id, status: state }) => ({ chat_id: id, status: state })), next_cursor: next }
}

function* filter<T>(rows: Iterable<T>, keep: (row: T) => boolean): Generator<T> {
  for (const row of rows) if (keep(row)) yield row
}

function getGroup(call: Call) {
  const { world, body, platform } = call
  const group = groupFor(call, body.text('chat_id', 86001))
  const named = body.whole('need_name', 0) === 1
  const view = shownGroup(platform, group)
  return {
    group_chat: {
      chat_id: group.id,
      name: view.name,
      owner: view.owner,
      create_time: seconds(group.createdAt),
      ...(view.notice ? { notice: view.notice } : {}),
      member_version: view.version,
      member_list: [...view.members.values()].map((member) => shownMember(world, member, named)),
      admin_list: group.admins.map((userid) => ({ userid })),
    },
  }
}

function shownMember(world: Call['world'], member: GroupMember, named: boolean) {
  const customer = member.type === 2 ? world.customers.get(member.id) : undefined
  const name = customer?.name ?? world.employees.get(keyOf(member.id))?.name ?? ''
  return {
    userid: member.id,
    type: member.type,
    ...(customer?.type === 1 && world.corp.bound ? { unionid: customer.unionid } : {}),
    join_time: seconds(member.joinedAt),
    join_scene: member.scene,
    ...(member.invitor ? { invitor: { userid: member.invitor } } : {}),
    group_nickname: member.nickname,
    ...(named ? { name } : {}),
    ...(member.state ? { state: member.state } : {}),
  }
}

export const groupEndpoints = [
  contacts.post('groupchat/list', listGroups),
  contacts.post('groupchat/get', getGroup),
  contacts.post('opengid_to_chatid', ({ world, body }) => {
    const chatId = `wr${body.text('opengid', 90511).slice(2)}`
    if (!world.groups.has(chatId)) throw new Refusal(90511)
    return { chat_id: chatId }
  }),
]
