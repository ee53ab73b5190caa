import { dayOf, dayStart } from '../world/beijing.ts'
import { keyOf, sees } from '../world/people.ts'
import { seconds } from '../world/platform.ts'
import type { Group } from '../world/world.ts'
import { type Call, contacts } from './endpoint.ts'
import { ownersOf } from './groups.ts'
import { staffOf } from './lookups.ts'
import { Refusal } from './refusal.ts'

/** First and last day asked for: 30 days at most, 180 back, today not included. */
function span(call: Call, from: string, to: string): number[] {
  const first = dayOf(call.body.whole(from) * 1000)
  const last = dayOf(call.body.whole(to, call.body.whole(from)) * 1000)
  const today = dayOf(call.now)
  if (last < first || last - first > 30 || first < today - 180 || last >= today) throw new Refusal(40058)
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}

/** Counts of groups over some days; members as they were at the end of the last. */
function countGroups(groups: readonly Group[], days: readonly number[]) {
  const last = days.at(-1) ?? 0
  const [from, until] = [dayStart(days[0] ?? 0), dayStart(last + 1)]
  const alive = groups.filter((group) => group.createdAt < until && (group.dismissedAt === null || group.dismissedAt >= from))
  const sums = { new_member_cnt: 0, member_has_msg: 0, msg_total: 0, chat_has_msg: 0, member_total: 0 }
  for (const group of alive) {
    const counted = days.map((day) => group.days.get(day)).filter((day) => day !== undefined)
    const messages = counted.reduce((sum, day) => sum + day.messages, 0)
    sums.new_member_cnt += counted.reduce((sum, day) => sum + day.joined, 0)
    sums.member_has_msg += new Set(counted.flatMap((day) => [...day.speakers])).size
    sums.msg_total += messages
    sums.chat_has_msg += messages > 0 ? 1 : 0
    const since = [...group.days].filter(([day]) => day > last).reduce((sum, [, { joined, left }]) => sum + joined - left, 0)
    sums.member_total += group.members.size - since
  }
  return { new_chat_cnt: alive.filter(({ createdAt }) => createdAt >= from).length, chat_total: alive.length, ...sums }
}

function groupsByOwner(call: Call): Map<string, Group[]> {
  const owners = ownersOf(call)
  const found = new Map<string, Group[]>()
  for (const group of call.world.groups.values()) {
    if (owners ? !owners.has(keyOf(group.owner)) : !sees(call.app, group.owner)) continue
    const list = found.get(group.owner) ?? []
    list.push(group)
    found.set(group.owner, list)
  }
  return found
}

const orders = ['new_chat_cnt', 'chat_total', 'new_member_cnt', 'member_total'] as const

function byOwner(call: Call) {
  const days = span(call, 'day_begin_time', 'day_end_time')
  const order = orders[call.body.whole('order_by', 1) - 1]
  if (!order) throw new Refusal(40058)
  const sign = call.body.flag('order_asc', false) ? 1 : -1
  const rows = [...groupsByOwner(call)].map(([owner, groups]) => ({ owner, data: countGroups(groups, days) }))
  rows.sort((a, b) => sign * (a.data[order] - b.data[order]))
  const offset = Math.max(call.body.whole('offset', 0), 0)
  const limit = Math.min(Math.max(call.body.whole('limit', 500), 1), 1000)
  const items = rows.slice(offset, offset + limit)
  return { total: rows.length, next_offset: offset + items.length, items }
}

function byDay(call: Call) {
  const groups = [...groupsByOwner(call).values()].flat()
  const days = span(call, 'day_begin_time', 'day_end_time')
  return { items: days.map((day) => ({ stat_time: seconds(dayStart(day)), data: countGroups(groups, [day]) })) }
}

function behaviour(call: Call) {
  const { world, body } = call
  const userids = body.texts('userid')
  const parties = body.numbers('partyid')
  if (userids.length + parties.length === 0) throw new Refusal(40031)
  if (userids.length > 100 || parties.length > 100) throw new Refusal(81017)
  const named = userids.map((userid) => keyOf(staffOf(call, userid).userid))
  const within = [...world.employees.values()].filter((one) => one.departments.some((id) => parties.includes(id)))
  const people = new Set([...named, ...within.map(({ userid }) => keyOf(userid))])
  return {
    behavior_data: span(call, 'start_time', 'end_time').map((day) => {
      const found = [...people].map((key) => world.behaviour.get(`${day}|${key}`)).filter((one) => one !== undefined)
      const chats = found.reduce((sum, one) => sum + one.chats.size, 0)
      const replied = found.reduce((sum, one) => sum + one.replied.size, 0)
      return {
        stat_time: seconds(dayStart(day)),
        chat_cnt: chats,
        message_cnt: found.reduce((sum, one) => sum + one.messages, 0),
        ...(chats > 0 ? { reply_percentage: Math.round((replied / chats) * 10_000) / 100, avg_reply_time: 1 } : {}),
        negative_feedback_cnt: found.reduce((sum, one) => sum + one.lost, 0),
        new_apply_cnt: found.reduce((sum, one) => sum + one.applied, 0),
        new_contact_cnt: found.reduce((sum, one) => sum + one.added, 0),
      }
    }),
  }
}

export const statisticEndpoints = [
  contacts.post('groupchat/statistic', byOwner),
  contacts.post('groupchat/statistic_group_by_day', byDay),
  contacts.post('get_user_behavior_data', behaviour),
]
