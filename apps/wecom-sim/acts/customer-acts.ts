import { z } from 'zod'
import { issueLoginCode } from '../api/auth.ts'
import { part } from '../world/befriend.ts'
import { joinGroup, leaveGroup, newMember, openGroupOf } from '../world/groups.ts'
import { customerOf, employeeOf, followOf, keyOf } from '../world/people.ts'
import type { Platform } from '../world/platform.ts'
import { Refused } from '../world/refused.ts'
import { scan } from '../world/scan.ts'
import { talkInPrivate } from '../world/talk.ts'
import { finishTransfer, refuseTransfer } from '../world/transfers.ts'
import { act, nothing, orText } from './act.ts'
import { appOf } from './employee-acts.ts'
import { sayInGroup } from './say-in-group.ts'

const words = z.union([z.object({ userid: z.string(), text: z.string() }), z.object({ chatId: z.string(), text: z.string() })])

function waitingTransfer(platform: Platform, customerId: string) {
  const found = [...platform.world.transfers.values()].find((one) => one.customerId === customerId && one.status === 2)
  if (!found) throw new Refused('no_transfer', customerId)
  return found
}

/** The first word after the meeting through an acquisition link is told. */
function tellFirstWord(platform: Platform, userid: string, customerId: string): void {
  for (const link of platform.world.links.values())
    if (link.customers.some((one) => one.customerId === customerId && keyOf(one.userid) === keyOf(userid)))
      platform.tell({
        event: 'customer_acquisition',
        changeType: 'customer_start_chat',
        fields: { UserID: userid, ExternalUserID: customerId },
        userids: [userid],
      })
}

/** What a customer does in WeChat. */
export const customerActs = {
  /** Scans a QR code or opens an acquisition link: an employee's, or a group's. */
  scan: act(
    orText(z.object({ code: z.string(), channel: z.string().optional() }), (code) => ({ code })),
    (platform, customerId, { code, channel }) => scan(platform, customerId, code, channel),
  ),
  /** Follows an invitation link into a group. */
  join: act(
    orText(z.object({ chatId: z.string(), invitor: z.string().optional() }), (chatId) => ({ chatId })),
    (platform, customerId, { chatId, invitor }) => {
      customerOf(platform.world, customerId)
      joinGroup(platform, openGroupOf(platform.world, chatId), [newMember(customerId, 2, platform.now(), 2, invitor ?? '')])
      return {}
    },
  ),
  leave: act(
    orText(z.object({ chatId: z.string() }), (chatId) => ({ chatId })),
    (platform, customerId, { chatId }) => {
      leaveGroup(platform, openGroupOf(platform.world, chatId), [customerId], false)
      return {}
    },
  ),
  delete: act(
    orText(z.object({ userid: z.string() }), (userid) => ({ userid })),
    (platform, customerId, { userid }) => {
      part(platform, userid, customerId, 'customer')
      return {}
    },
  ),
  say: act(words, (platform, customerId, input) => {
    customerOf(platform.world, customerId)
    if ('chatId' in input) sayInGroup(platform, input.chatId, customerId, input.text)
    else {
      const { userid } = employeeOf(platform.world, input.userid)
      const follow = followOf(platform.world, userid, customerId)
      if (!follow) throw new Refused('not_friends', userid)
      const first = follow.lastTalkAt === 0
      talkInPrivate(platform, userid, customerId, 'customer', input.text)
      if (first) tellFirstWord(platform, userid, customerId)
    }
    return {}
  }),
  acceptTransfer: act(nothing, (platform, customerId) => {
    finishTransfer(platform, waitingTransfer(platform, customerId))
    return {}
  }),
  refuseTransfer: act(nothing, (platform, customerId) => {
    refuseTransfer(platform, waitingTransfer(platform, customerId))
    return {}
  }),
  open: act(z.object({ agentId: z.number().optional() }).optional(), (platform, customerId, input) => {
    customerOf(platform.world, customerId)
    return { code: issueLoginCode(platform, appOf(platform, input?.agentId).agentId, { customerId }) }
  }),
  comment: act(z.object({ momentId: z.string(), userid: z.string(), like: z.boolean().default(false) }), (platform, customerId, input) => {
    const moment = platform.world.moments.get(input.momentId)
    const sender = moment?.senders.get(keyOf(input.userid))
    if (!moment || !sender || sender.publishedAt === null || !sender.customers.includes(customerId))
      throw new Refused('no_moment', input.momentId)
    moment.comments.push({ userid: sender.userid, customerId, at: platform.now(), like: input.like })
    return {}
  }),
}
