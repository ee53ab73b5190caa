import { z } from 'zod'
import { issueLoginCode } from '../api/auth.ts'
import { befriend, part } from '../world/befriend.ts'
import { count } from '../world/behaviour.ts'
import { massTaskOf, placeMassTask, sendMass } from '../world/mass.ts'
import { openGroups } from '../world/open-groups.ts'
import { customerOf, employeeOf, followOf, keyOf } from '../world/people.ts'
import type { Platform } from '../world/platform.ts'
import { Refused } from '../world/refused.ts'
import { talkInPrivate } from '../world/talk.ts'
import type { CorpApp, Follow } from '../world/world.ts'
import { act, orText } from './act.ts'
import { sayInGroup } from './say-in-group.ts'

const ids = z.array(z.string()).min(1)

function friendOf(platform: Platform, userid: string, customerId: string): Follow {
  employeeOf(platform.world, userid)
  customerOf(platform.world, customerId)
  const follow = followOf(platform.world, userid, customerId)
  if (!follow) throw new Refused('not_friends', customerId)
  return follow
}

function tellEdit(platform: Platform, follow: Follow): void {
  platform.tell({
    event: 'change_external_contact',
    changeType: 'edit_external_contact',
    fields: { UserID: follow.userid, ExternalUserID: follow.customerId, State: follow.state || undefined },
    userids: [follow.userid],
  })
}

export function appOf(platform: Platform, agentId: number | undefined): CorpApp {
  const app = agentId === undefined ? platform.world.apps.values().next().value : platform.world.apps.get(agentId)
  if (!app) throw new Refused('no_app', String(agentId))
  return app
}

const task = z.object({ msgid: z.string(), only: ids.optional(), except: z.array(z.string()).optional() })
const friend = z.object({ customerId: z.string(), addWay: z.number().int().optional() })
const words = z.union([z.object({ customerId: z.string(), text: z.string() }), z.object({ chatId: z.string(), text: z.string() })])

/** What an employee does in the WeCom client. */
export const employeeActs = {
  /** Taps send in 群发助手, for all or for some of the receivers. */
  confirm: act(
    orText(task, (msgid) => ({ msgid })),
    (platform, userid, { msgid, ...choice }) => {
      const sender = sendMass(platform, massTaskOf(platform.world, msgid), userid, choice)
      return { receivers: sender.receivers ?? [] }
    },
  ),
  /** Says no; for the platform the task stays unsent. */
  ignore: act(
    orText(z.object({ msgid: z.string() }), (msgid) => ({ msgid })),
    (platform, userid, { msgid }) => {
      const sender = massTaskOf(platform.world, msgid).senders.get(keyOf(userid))
      if (!sender) throw new Refused('no_task', msgid)
      sender.ignored = true
      return {}
    },
  ),
  /** A mass message of the employee's own, made and sent in the client: counts against the same quota. */
  sendOwn: act(
    z.object({ chatType: z.enum(['single', 'group']), to: ids.optional(), text: z.string().min(1) }),
    (platform, userid, { chatType, to, text }) => {
      const { world } = platform
      const { userid: sender } = employeeOf(world, userid)
      const everyone =
        chatType === 'group' ? openGroups(world, sender).map(({ id }) => id) : [...(world.follows.get(keyOf(sender))?.keys() ?? [])]
      const receivers = new Map([[sender, to ?? everyone]])
      const made = placeMassTask(platform, {
        chatType,
        agentId: null,
        creator: sender,
        text,
        attachments: [],
        allowSelect: false,
        receivers,
      })
      sendMass(platform, made, sender)
      return { msgid: made.msgid }
    },
  ),
  publish: act(
    orText(z.object({ momentId: z.string() }), (momentId) => ({ momentId })),
    (platform, userid, { momentId }) => {
      const moment = platform.world.moments.get(momentId)
      const sender = moment?.senders.get(keyOf(userid))
      if (!moment || !sender || moment.cancelled) throw new Refused('no_moment', momentId)
      sender.publishedAt ??= platform.now()
      return {}
    },
  ),
  add: act(
    orText(friend, (customerId) => ({ customerId })),
    (platform, userid, { customerId, addWay }) => {
      befriend(platform, { userid, customerId, addWay: addWay ?? 2, operator: employeeOf(platform.world, userid).userid })
      return {}
    },
  ),
  /** Confirms a customer who asked and waits. */
  accept: act(
    orText(z.object({ customerId: z.string() }), (customerId) => ({ customerId })),
    (platform, userid, { customerId }) => {
      const follow = friendOf(platform, userid, customerId)
      if (!follow.half) throw new Refused('already_friends', customerId)
      follow.half = false
      count(platform, userid, { added: 1 })
      platform.tell({
        event: 'change_external_contact',
        changeType: 'add_external_contact',
        fields: { UserID: follow.userid, ExternalUserID: customerId, State: follow.state || undefined },
        userids: [follow.userid],
      })
      return {}
    },
  ),
  delete: act(
    orText(z.object({ customerId: z.string() }), (customerId) => ({ customerId })),
    (platform, userid, { customerId }) => {
      part(platform, userid, customerId, 'employee')
      return {}
    },
  ),
  remark: act(
    z.object({
      customerId: z.string(),
      remark: z.string().max(20).optional(),
      description: z.string().max(150).optional(),
      mobiles: z.array(z.string()).optional(),
    }),
    (platform, userid, { customerId, remark, description, mobiles }) => {
      const follow = friendOf(platform, userid, customerId)
      if (mobiles) follow.mobiles = mobiles
      if (remark !== undefined) follow.remark = remark
      if (description !== undefined) follow.description = description
      // An edit of nothing but the phone numbers is not told.
      if (remark !== undefined || description !== undefined) tellEdit(platform, follow)
      return {}
    },
  ),
  tag: act(
    z.object({ customerId: z.string(), add: z.array(z.string()).default([]), remove: z.array(z.string()).default([]) }),
    (platform, userid, { customerId, add, remove }) => {
      const follow = friendOf(platform, userid, customerId)
      for (const id of add) follow.tags.set(id, platform.now())
      for (const id of remove) follow.tags.delete(id)
      tellEdit(platform, follow)
      return {}
    },
  ),
  say: act(words, (platform, userid, input) => {
    const { userid: sender } = employeeOf(platform.world, userid)
    if ('chatId' in input) sayInGroup(platform, input.chatId, sender, input.text)
    else {
      friendOf(platform, sender, input.customerId)
      talkInPrivate(platform, sender, input.customerId, 'employee', input.text)
    }
    return {}
  }),
  /** Opens a page of the app inside WeCom: the code that goes into its address. */
  open: act(z.object({ agentId: z.number().optional(), private: z.boolean().optional() }).optional(), (platform, userid, input) => {
    const employee = employeeOf(platform.world, userid)
    const { agentId } = appOf(platform, input?.agentId)
    return { code: issueLoginCode(platform, agentId, { userid: employee.userid, private: input?.private ?? false }) }
  }),
  /** Taps a button of a template card. */
  click: act(z.object({ msgid: z.string(), key: z.string() }), (platform, userid, { msgid, key }) => {
    const message = platform.world.appMessages.find((one) => one.msgid === msgid && one.to.includes(keyOf(userid)))
    if (!message) throw new Refused('no_message', msgid)
    const text = (value: unknown) => (typeof value === 'string' ? value : '')
    platform.tell({
      event: 'template_card_event',
      fields: {
        EventKey: key,
        TaskId: text(message.body['task_id']),
        CardType: text(message.body['card_type']),
        ResponseCode: message.responseCode,
        AgentID: message.agentId,
      },
      userids: [userid],
      agentId: message.agentId,
      from: employeeOf(platform.world, userid).userid,
    })
    return {}
  }),
}
