import { befriend } from './befriend.ts'
import { joinGroup, newMember, tellGroupLife, writeGroup } from './groups.ts'
import { customerOf, expandPeople, followOf, keyOf, servesCustomers } from './people.ts'
import type { Platform } from './platform.ts'
import { Refused } from './refused.ts'
import type { AcquisitionLink, ContactWay, Group, JoinWay, World } from './world.ts'

/** What a code led to: a friend, or a place in a group. */
export type Scanned = { readonly userid: string } | { readonly chatId: string }

/** A customer scans: `code` is a config id, a link id, or the address drawn in the QR code. */
export function scan(platform: Platform, customerId: string, code: string, channel = ''): Scanned {
  const { world } = platform
  const contact = find(world.contactWays, code)
  if (contact) return { userid: scanContactWay(platform, customerId, contact) }
  const join = find(world.joinWays, code)
  if (join) return { chatId: scanJoinWay(platform, customerId, join) }
  const link = [...world.links.values()].find((one) => one.id === code || code.startsWith(one.url))
  if (link) return { userid: followLink(platform, customerId, link, channel || channelOf(code)) }
  throw new Refused('no_code', code)
}

const find = <T extends { qrCode: string }>(ways: Map<string, T>, code: string): T | undefined =>
  ways.get(code) ?? [...ways.values()].find((way) => code.endsWith(way.qrCode))

const channelOf = (url: string) => /[?&]customer_channel=([^&]*)/.exec(url)?.[1] ?? ''

function scanContactWay(platform: Platform, customerId: string, way: ContactWay): string {
  customerOf(platform.world, customerId)
  const userid = nextInTurn(platform.world, way, customerId)
  befriend(platform, { userid, customerId, addWay: 1, state: way.state, half: !way.skipVerify })
  return userid
}

function followLink(platform: Platform, customerId: string, link: AcquisitionLink, channel: string): string {
  const { world } = platform
  customerOf(world, customerId)
  if (world.corp.acquisition.balance <= 0) throw new Refused('no_balance', link.id)
  link.clicks.push(platform.now())
  const userid = nextInTurn(world, link, customerId)
  const state = decodeURIComponent(channel)
  platform.tell({
    event: 'customer_acquisition',
    changeType: 'friend_request',
    fields: { LinkId: link.id, State: state },
    userids: [userid],
  })
  befriend(platform, { userid, customerId, addWay: 16, state, half: !link.skipVerify })
  link.customers.push({ customerId, userid, state, at: platform.now() })
  spendBalance(platform)
  return userid
}

/** The platform warns when little is left and once more when nothing is. */
function spendBalance(platform: Platform): void {
  const { acquisition } = platform.world.corp
  acquisition.balance -= 1
  const changeType = acquisition.balance === 0 ? 'balance_exhausted' : acquisition.balance === 10 ? 'balance_low' : undefined
  if (changeType) platform.tell({ event: 'customer_acquisition', changeType, fields: {}, userids: [] })
}

/** People of a code take turns; whoever already knows the customer is skipped. */
function nextInTurn(world: World, way: { users: string[]; parties: number[]; turns: number }, customerId: string): string {
  const people = expandPeople(world, way.users, way.parties).filter((userid) => servesCustomers(world.employees.get(keyOf(userid))))
  if (people.length === 0) throw new Refused('nobody_left')
  const free = people.filter((userid) => !followOf(world, userid, customerId))
  if (free.length === 0) throw new Refused('already_friends', customerId)
  const userid = free[way.turns % free.length] as string
  way.turns += 1
  return userid
}

/** The first listed group with room; else the next one is made, if the code says so. */
function scanJoinWay(platform: Platform, customerId: string, way: JoinWay): string {
  const { world } = platform
  customerOf(world, customerId)
  const listed = way.chatIds.map((id) => world.groups.get(id)).filter((group) => group !== undefined)
  const open = listed.filter((group) => group.dismissedAt === null)
  if (open.some((group) => group.members.has(customerId))) throw new Refused('already_in_group', customerId)
  const group = open.find(({ members }) => members.size < world.corp.scanLimit) ?? nextRoom(platform, way, listed)
  joinGroup(platform, group, [newMember(customerId, 2, platform.now(), 3, '', way.state)])
  return group.id
}

function nextRoom(platform: Platform, way: JoinWay, listed: readonly Group[]): Group {
  const { world } = platform
  const last = listed.at(-1)
  if (!way.autoCreate || !last) throw new Refused('group_full', way.configId)
  const group = writeGroup(world, { name: `${way.baseName || last.name}${way.baseId}`, owner: last.owner }, platform.now())
  way.baseId += 1
  // Five groups at most: the oldest full one makes room.
  way.chatIds = [...way.chatIds, group.id].slice(-5)
  tellGroupLife(platform, group, 'create')
  return group
}
