import { z } from 'zod'
import { joinGroup, keepOldView, leaveGroup, newMember, openGroupOf, tellGroup, tellGroupLife, writeGroup } from '../world/groups.ts'
import { employeeOf, keyOf } from '../world/people.ts'
import type { Platform } from '../world/platform.ts'
import { Refused } from '../world/refused.ts'
import { changeOwner } from '../world/transfers.ts'
import type { Group } from '../world/world.ts'
import { act, orText } from './act.ts'

const people = z.array(z.string()).min(1)
const kindOf = (platform: Platform, id: string): 1 | 2 => (platform.world.employees.has(keyOf(id)) ? 1 : 2)

function known(platform: Platform, ids: readonly string[]): readonly string[] {
  const { world } = platform
  for (const id of ids) if (!world.customers.has(id) && !world.employees.has(keyOf(id))) throw new Refused('no_customer', id)
  return ids
}

function ownGroup(platform: Platform, userid: string, chatId: string): Group {
  const group = openGroupOf(platform.world, chatId)
  const manages = keyOf(group.owner) === keyOf(userid) || group.admins.some((id) => keyOf(id) === keyOf(userid))
  if (!manages) throw new Refused('not_owner', chatId)
  return group
}

/** What employees do with their customer groups; the platform has no API for any of it. */
export const groupActs = {
  createGroup: act(
    orText(z.object({ name: z.string().min(1), members: z.array(z.string()).optional(), chatId: z.string().optional() }), (name) => ({
      name,
    })),
    (platform, userid, { name, members, chatId }) => {
      const { userid: owner } = employeeOf(platform.world, userid)
      const others = known(platform, members ?? []).map((id) => ({ id, type: kindOf(platform, id) }))
      const group = writeGroup(platform.world, { name, owner, members: others, ...(chatId ? { chatId } : {}) }, platform.now())
      tellGroupLife(platform, group, 'create')
      return { chatId: group.id }
    },
  ),
  rename: act(z.object({ chatId: z.string(), name: z.string().min(1) }), (platform, userid, { chatId, name }) => {
    const group = ownGroup(platform, userid, chatId)
    keepOldView(platform, group)
    group.name = name
    tellGroup(platform, group, 'change_name')
    return {}
  }),
  notice: act(z.object({ chatId: z.string(), text: z.string() }), (platform, userid, { chatId, text }) => {
    const group = ownGroup(platform, userid, chatId)
    keepOldView(platform, group)
    group.notice = text
    tellGroup(platform, group, 'change_notice')
    return {}
  }),
  invite: act(z.object({ chatId: z.string(), members: people }), (platform, userid, { chatId, members }) => {
    const group = openGroupOf(platform.world, chatId)
    if (!group.members.has(employeeOf(platform.world, userid).userid)) throw new Refused('not_in_group', chatId)
    const at = platform.now()
    joinGroup(
      platform,
      group,
      known(platform, members).map((id) => newMember(id, kindOf(platform, id), at, 1, userid)),
    )
    return {}
  }),
  kick: act(z.object({ chatId: z.string(), members: people }), (platform, userid, { chatId, members }) => {
    leaveGroup(platform, ownGroup(platform, userid, chatId), members, true)
    return {}
  }),
  giveOwner: act(z.object({ chatId: z.string(), to: z.string() }), (platform, userid, { chatId, to }) => {
    changeOwner(platform, ownGroup(platform, userid, chatId), employeeOf(platform.world, to).userid, true)
    return {}
  }),
  /** One event, and none for the people in it. */
  dismiss: act(
    orText(z.object({ chatId: z.string() }), (chatId) => ({ chatId })),
    (platform, userid, { chatId }) => {
      const group = ownGroup(platform, userid, chatId)
      group.dismissedAt = platform.now()
      tellGroupLife(platform, group, 'dismiss')
      return {}
    },
  ),
  attachWelcome: act(z.object({ chatId: z.string(), templateId: z.string() }), (platform, userid, { chatId, templateId }) => {
    if (!platform.world.welcomeTemplates.has(templateId)) throw new Refused('no_code', templateId)
    ownGroup(platform, userid, chatId).welcomeTemplate = templateId
    return {}
  }),
}
