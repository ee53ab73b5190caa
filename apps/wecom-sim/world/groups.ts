import { createHash } from 'node:crypto'
import type { CallbackField } from '../outbox/callback-event.ts'
import { dayOf } from './beijing.ts'
import { newId } from './new-id.ts'
import type { Platform } from './platform.ts'
import { Refused } from './refused.ts'
import type { Group, GroupDay, GroupMember, GroupView, World } from './world.ts'

export function groupOf(world: World, chatId: string): Group {
  const group = world.groups.get(chatId)
  if (!group) throw new Refused('no_group', chatId)
  return group
}

export function openGroupOf(world: World, chatId: string): Group {
  const group = groupOf(world, chatId)
  if (group.dismissedAt !== null) throw new Refused('group_closed', chatId)
  return group
}

export interface Opening {
  readonly name: string
  readonly owner: string
  readonly members?: readonly { readonly id: string; readonly type: 1 | 2; readonly state?: string }[]
  readonly chatId?: string
  readonly at?: number
}

/** A new group, written without an event. */
export function writeGroup(world: World, opening: Opening, now: number): Group {
  const createdAt = opening.at ?? now
  const group: Group = {
    id: opening.chatId ?? newId(world, 'wr'),
    seq: (world.sequence += 1),
    name: opening.name,
    owner: opening.owner,
    createdAt,
    notice: '',
    version: '',
    versions: 0,
    members: new Map(),
    admins: [],
    status: 0,
    dismissedAt: null,
    welcomeTemplate: null,
    days: new Map(),
    stale: null,
  }
  for (const member of [{ id: opening.owner, type: 1 as const }, ...(opening.members ?? [])])
    group.members.set(member.id, newMember(member.id, member.type, createdAt, 1, opening.owner))
  group.version = versionOf(group)
  world.groups.set(group.id, group)
  return group
}

export const newMember = (id: string, type: 1 | 2, at: number, scene: GroupMember['scene'], invitor = '', state = ''): GroupMember => ({
  id,
  type,
  joinedAt: at,
  scene,
  invitor,
  nickname: '',
  state,
})

/** The platform's `member_version`: new at every change, even when the same people are there again. */
export function versionOf(group: Group): string {
  group.versions += 1
  return createHash('md5')
    .update(`${group.id}/${group.versions}/${[...group.members.keys()].sort().join()}`)
    .digest('hex')
}

export function groupDay(group: Group, now: number): GroupDay {
  const day = dayOf(now)
  const known = group.days.get(day)
  if (known) return known
  const fresh: GroupDay = { joined: 0, left: 0, messages: 0, speakers: new Set() }
  group.days.set(day, fresh)
  return fresh
}

/** What `groupchat/get` shows right now. */
export function shownGroup(platform: Platform, group: Group): GroupView {
  return group.stale && group.stale.until > platform.now() ? group.stale.view : group
}

/** To be called before a change that people make: reads keep the old view for a while. */
export function keepOldView(platform: Platform, group: Group): void {
  const { groupMs } = platform.delays
  if (groupMs === 0) return
  const now = platform.now()
  const old = group.stale && group.stale.until > now ? group.stale.view : undefined
  const { name, owner, notice, version } = group
  group.stale = { until: now + groupMs, view: old ?? { name, owner, notice, version, members: new Map(group.members) } }
}

export function joinGroup(platform: Platform, group: Group, members: readonly GroupMember[]): void {
  const { world } = platform
  if (group.dismissedAt !== null) throw new Refused('group_closed', group.id)
  const fresh = members.filter(({ id }) => !group.members.has(id))
  if (fresh.length === 0) throw new Refused('already_in_group', group.id)
  if (group.members.size + fresh.length > world.corp.groupLimit) throw new Refused('group_full', group.id)
  keepOldView(platform, group)
  const before = group.version
  for (const member of fresh) group.members.set(member.id, member)
  group.version = versionOf(group)
  groupDay(group, platform.now()).joined += fresh.length
  const scanned = fresh[0]?.scene === 3
  tellGroup(platform, group, 'add_member', {
    JoinScene: scanned ? 3 : 0,
    MemChangeCnt: fresh.length,
    MemChangeList: fresh.map(({ id }) => id),
    LastMemVer: before,
    CurMemVer: group.version,
  })
}

export function leaveGroup(platform: Platform, group: Group, ids: readonly string[], removed: boolean): void {
  const there = ids.filter((id) => group.members.has(id))
  if (there.length === 0) throw new Refused('not_in_group', group.id)
  keepOldView(platform, group)
  const before = group.version
  for (const id of there) group.members.delete(id)
  group.admins = group.admins.filter((id) => !there.includes(id))
  group.version = versionOf(group)
  groupDay(group, platform.now()).left += there.length
  tellGroup(platform, group, 'del_member', {
    QuitScene: removed ? 1 : 0,
    MemChangeCnt: there.length,
    MemChangeList: there,
    LastMemVer: before,
    CurMemVer: group.version,
  })
}

type Detail = 'add_member' | 'del_member' | 'change_owner' | 'change_name' | 'change_notice'

export function tellGroup(platform: Platform, group: Group, detail: Detail, fields: Record<string, CallbackField | undefined> = {}): void {
  platform.tell({
    event: 'change_external_chat',
    changeType: 'update',
    fields: { ChatId: group.id, UpdateDetail: detail, ...fields },
    userids: [group.owner],
  })
}

/** A group appears or ends: one event, and none for its people. */
export function tellGroupLife(platform: Platform, group: Group, changeType: 'create' | 'dismiss'): void {
  platform.tell({ event: 'change_external_chat', changeType, fields: { ChatId: group.id }, userids: [group.owner] })
}
