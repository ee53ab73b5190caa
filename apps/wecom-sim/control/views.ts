import { callbackKeys } from '../world/create-world.ts'
import { openGroups } from '../world/open-groups.ts'
import { keyOf, shownTags } from '../world/people.ts'
import type { Platform } from '../world/platform.ts'
import { massLimit, quotaLeft } from '../world/quota.ts'
import { findTag } from '../world/tags.ts'
import { talkKey } from '../world/talk.ts'
import type { Follow, Group, MassTask, Talk, World } from '../world/world.ts'

const PAGE = 50

export const nameIn = (world: World, id: string): string =>
  world.customers.get(id)?.name ?? world.employees.get(keyOf(id))?.name ?? world.groups.get(id)?.name ?? id

const talksOf = (world: World, key: string): (Talk & { name: string })[] =>
  (world.talks.get(key) ?? []).map((talk) => ({ ...talk, name: nameIn(world, talk.from) }))

/** Rows whose name or id has the words, from a place on. */
export function searched<T>(rows: Iterable<T>, words: string, from: number, textOf: (row: T) => string): { rows: T[]; total: number } {
  const wanted = words.trim().toLowerCase()
  const found: T[] = []
  let total = 0
  for (const row of rows) {
    if (wanted && !textOf(row).toLowerCase().includes(wanted)) continue
    if (total >= from && found.length < PAGE) found.push(row)
    total += 1
  }
  return { rows: found, total }
}

export const stateView = (platform: Platform) => {
  const { world } = platform
  return {
    now: platform.now(),
    corp: world.corp,
    apps: [...world.apps.values()].map((app) => {
      const { token, aesKey } = app.callback ?? callbackKeys(world, app.agentId)
      return { ...app, visible: app.visible && [...app.visible], callbackKeys: { token, aesKey } }
    }),
    counts: {
      employees: world.employees.size,
      customers: world.customers.size,
      groups: world.groups.size,
      tasks: world.massTasks.size,
      codes: world.contactWays.size + world.joinWays.size + world.links.size,
    },
    faults: platform.faults,
    delays: platform.delays,
    massLimit: massLimit(world, platform.now()).limit,
  }
}

export function employeeRows(platform: Platform, words: string, from: number) {
  const { world } = platform
  const waiting = waitingByEmployee(world)
  const { rows, total } = searched(world.employees.values(), words, from, ({ userid, name }) => `${userid} ${name}`)
  return {
    total,
    rows: rows.map((one) => ({
      userid: one.userid,
      name: one.name,
      status: one.status,
      customers: world.follows.get(keyOf(one.userid))?.size ?? 0,
      waiting: waiting.get(keyOf(one.userid)) ?? 0,
    })),
  }
}

function waitingByEmployee(world: World): Map<string, number> {
  const waiting = new Map<string, number>()
  for (const task of world.massTasks.values())
    if (task.cancelledAt === null)
      for (const [key, sender] of task.senders) if (sender.status === 0 && !sender.ignored) waiting.set(key, (waiting.get(key) ?? 0) + 1)
  return waiting
}

const followRow = (platform: Platform, follow: Follow) => ({
  customerId: follow.customerId,
  name: nameIn(platform.world, follow.customerId),
  remark: follow.remark,
  state: follow.state,
  half: follow.half,
  createdAt: follow.createdAt,
  tags: shownTags(platform, follow).map((id) => findTag(platform.world, id)?.tag.name ?? id),
  quotaLeft: quotaLeft(platform.world, follow.customerId, platform.now()),
})

export function employeeView(platform: Platform, userid: string) {
  const { world } = platform
  const employee = world.employees.get(keyOf(userid))
  if (!employee) return undefined
  const follows = [...(world.follows.get(keyOf(userid))?.values() ?? [])]
  return {
    employee,
    tasks: [...world.massTasks.values()]
      .filter((task) => task.senders.has(keyOf(userid)))
      .reverse()
      .map((task) => taskView(world, task, userid))
      // What waits comes first.
      .sort((a, b) => Number(b.waiting) - Number(a.waiting))
      .slice(0, PAGE),
    messages: world.appMessages
      .filter((message) => message.to.includes(keyOf(userid)))
      .slice(-PAGE)
      .reverse()
      .map(({ msgid, at, type, body, recalled }) => ({ msgid, at, type, body, recalled })),
    moments: [...world.moments.values()].flatMap((moment) => {
      const sender = moment.senders.get(keyOf(userid))
      return sender ? [{ id: moment.id, text: moment.text, publishedAt: sender.publishedAt, cancelled: moment.cancelled }] : []
    }),
    groups: openGroups(world, userid)
      .slice(0, PAGE)
      .map((group) => groupRow(world, group)),
    friends: follows
      .slice(-PAGE)
      .reverse()
      .map((follow) => followRow(platform, follow)),
    friendCount: follows.length,
  }
}

function taskView(world: World, task: MassTask, userid: string) {
  const sender = task.senders.get(keyOf(userid))
  const receivers = sender?.receivers ?? null
  return {
    msgid: task.msgid,
    chatType: task.chatType,
    own: task.agentId === null,
    text: task.text,
    attachments: task.attachments,
    createdAt: task.createdAt,
    cancelled: task.cancelledAt !== null,
    reminders: task.reminders.length,
    waiting: sender?.status === 0 && !sender.ignored && task.cancelledAt === null,
    status: sender?.status ?? 0,
    ignored: sender?.ignored ?? false,
    sentAt: sender?.sentAt ?? 0,
    receivers: receivers && receivers.slice(0, PAGE).map((one) => ({ ...one, name: nameIn(world, one.id) })),
    receiverCount: receivers?.length ?? null,
  }
}

const groupRow = (world: World, group: Group) => ({
  id: group.id,
  name: group.name,
  owner: group.owner,
  ownerName: nameIn(world, group.owner),
  members: group.members.size,
  status: group.status,
  closed: group.dismissedAt !== null,
})

export function groupRows(platform: Platform, words: string, from: number) {
  const { world } = platform
  const { rows, total } = searched(world.groups.values(), words, from, ({ id, name }) => `${id} ${name}`)
  return { total, rows: rows.map((group) => groupRow(world, group)) }
}

export function groupView(platform: Platform, id: string) {
  const { world } = platform
  const group = world.groups.get(id)
  if (!group) return undefined
  const members = [...group.members.values()]
  return {
    ...groupRow(world, group),
    notice: group.notice,
    createdAt: group.createdAt,
    quotaLeft: quotaLeft(world, id, platform.now()),
    people: members
      .slice(-PAGE * 2)
      .reverse()
      .map((member) => ({ ...member, name: nameIn(world, member.id) })),
    talks: talksOf(world, id),
  }
}

export function customerRows(platform: Platform, words: string, from: number) {
  const { world } = platform
  const { rows, total } = searched(world.customers.values(), words, from, ({ id, name }) => `${id} ${name}`)
  return { total, rows: rows.map(({ id, name, type }) => ({ id, name, type, friends: world.followers.get(id)?.size ?? 0 })) }
}

export function customerView(platform: Platform, id: string) {
  const { world } = platform
  const customer = world.customers.get(id)
  if (!customer) return undefined
  const friends = [...(world.followers.get(id) ?? [])].map((key) => world.follows.get(key)?.get(id)).filter((one) => one !== undefined)
  return {
    customer,
    quotaLeft: quotaLeft(world, id, platform.now()),
    friends: friends.map((follow) => ({
      userid: follow.userid,
      name: nameIn(world, follow.userid),
      half: follow.half,
      talks: talksOf(world, talkKey(follow.userid, id)),
    })),
    groups: [...world.groups.values()]
      .filter((group) => group.members.has(id) && group.dismissedAt === null)
      .slice(0, PAGE)
      .map((group) => groupRow(world, group)),
    transfer: [...world.transfers.values()].some((one) => one.customerId === id && one.status === 2),
  }
}

export const codesView = ({ world }: Platform) => ({
  contactWays: [...world.contactWays.values()]
    .slice(-PAGE)
    .reverse()
    .map(({ configId, remark, state, users, parties, turns }) => ({
      configId,
      remark,
      state,
      users: users.map((userid) => world.employees.get(keyOf(userid))?.name ?? userid),
      parties,
      turns,
    })),
  joinWays: [...world.joinWays.values()]
    .slice(-PAGE)
    .reverse()
    .map(({ configId, remark, state, chatIds, autoCreate }) => ({
      configId,
      remark,
      state,
      autoCreate,
      groups: chatIds.map((id) => ({ id, name: nameIn(world, id), members: world.groups.get(id)?.members.size ?? 0 })),
    })),
  links: [...world.links.values()]
    .slice(-PAGE)
    .reverse()
    .map(({ id, name, url, customers }) => ({ id, name, url, customers: customers.length })),
})
