import { massTaskOf, placeMassTask } from '../world/mass.ts'
import { keyOf, lastToTalk, sees, servesCustomers } from '../world/people.ts'
import { seconds } from '../world/platform.ts'
import type { MassTask } from '../world/world.ts'
import { attachmentsOf, textOf } from './attachments.ts'
import { type Call, contacts } from './endpoint.ts'
import { staffOf } from './lookups.ts'
import { numbered, pageOf } from './paging.ts'
import { Refusal } from './refusal.ts'

const REMINDERS = 3
const DAY_MS = 86_400_000

function addTask(call: Call) {
  const { body, platform, app } = call
  const chatType = body.optional('chat_type') || 'single'
  if (chatType !== 'single' && chatType !== 'group') throw new Refusal(40058)
  const text = textOf(call)
  const attachments = attachmentsOf(call)
  if (!text && attachments.length === 0) throw new Refusal(40063)
  const { receivers, failed } = chatType === 'group' ? groupReceivers(call) : singleReceivers(call)
  if (receivers.size === 0) throw new Refusal(41048, { fail_list: failed })
  const task = placeMassTask(platform, {
    chatType,
    agentId: app.agentId,
    creator: '',
    text,
    attachments,
    allowSelect: body.flag('allow_select', false),
    receivers,
  })
  return { fail_list: failed, msgid: task.msgid }
}

interface Split {
  receivers: Map<string, string[] | null>
  failed: string[]
}

/** One task for the owner; groups of others and groups that are gone fail one by one. */
function groupReceivers(call: Call): Split {
  const { body, world } = call
  const sender = staffOf(call, body.text('sender', 41009))
  if (!servesCustomers(sender)) throw new Refusal(84074)
  const chatIds = [...new Set(body.texts('chat_id_list'))]
  if (chatIds.length > 2000) throw new Refusal(81017)
  if (chatIds.length === 0) return { receivers: new Map([[sender.userid, null]]), failed: [] }
  const owned = chatIds.filter((id) => {
    const group = world.groups.get(id)
    return group !== undefined && group.dismissedAt === null && keyOf(group.owner) === keyOf(sender.userid)
  })
  const failed = chatIds.filter((id) => !owned.includes(id))
  return { receivers: owned.length > 0 ? new Map([[sender.userid, owned]]) : new Map(), failed }
}

/** Each customer goes to one employee: the sender named, or whoever talked to the customer last. */
function singleReceivers(call: Call): Split {
  const { body, world } = call
  const named = body.texts('external_userid')
  if (named.length > 10_000) throw new Refusal(81017)
  const senderId = body.optional('sender')
  const sender = senderId ? staffOf(call, senderId) : undefined
  const filter = body.object('tag_filter')
  if (named.length === 0 && !sender && !filter) throw new Refusal(40063)
  const among = (userid: string) =>
    (!sender || keyOf(userid) === keyOf(sender.userid)) && sees(call.app, userid) && servesCustomers(world.employees.get(keyOf(userid)))
  const wanted = named.length > 0 ? [...new Set(named)] : customersFor(call, sender?.userid)
  const tagged = named.length > 0 ? [] : (filter?.objects('group_list') ?? []).map((group) => group.texts('tag_list'))
  const split: Split = { receivers: new Map(), failed: [] }
  for (const id of wanted) {
    const follow = lastToTalk(world, id, among)
    const fits = follow !== undefined && tagged.every((any) => any.some((tag) => follow.tags.has(tag)))
    if (!fits) {
      if (named.length > 0) split.failed.push(id)
      continue
    }
    const list = split.receivers.get(follow.userid) ?? []
    list.push(id)
    split.receivers.set(follow.userid, list)
  }
  return split
}

function customersFor({ world }: Call, sender: string | undefined): string[] {
  return sender ? [...(world.follows.get(keyOf(sender))?.keys() ?? [])] : [...world.followers.keys()]
}

/** A task of this app, or of an employee's client. */
function taskOf(call: Call): MassTask {
  const msgid = call.body.text('msgid', 41046)
  if (!call.world.massTasks.has(msgid)) throw new Refusal(41047)
  return massTaskOf(call.world, msgid)
}

function dispatched(call: Call): MassTask {
  const task = taskOf(call)
  if (call.now < task.readyAt) throw new Refusal(41063)
  return task
}

function listSenders(call: Call) {
  const task = dispatched(call)
  const rows = [...task.senders.values()].filter(({ userid }) => sees(call.app, userid))
  const { page, next } = pageOf(
    call.platform,
    `task/${task.msgid}`,
    call.body.optional('cursor'),
    limitOf(call),
    numbered(rows),
    ([at]) => at,
  )
  return {
    next_cursor: next,
    task_list: page.map(([, { userid, status, sentAt }]) => ({ userid, status, ...(status === 2 ? { send_time: seconds(sentAt) } : {}) })),
  }
}

const limitOf = (call: Call, most = 1000, usual = 500) => {
  const limit = call.body.whole('limit', usual)
  return limit < 1 || limit > most ? most : limit
}

/** Groups that were not sent to yet are missing, as on the platform; customers are listed as unsent. */
function listResults(call: Call) {
  const task = dispatched(call)
  const userid = call.body.text('userid', 41009)
  const sender = task.senders.get(keyOf(userid))
  if (!sender) throw new Refusal(40003)
  const rows = (sender.receivers ?? []).filter(({ status }) => task.chatType === 'single' || status !== 0)
  const list = `result/${task.msgid}/${keyOf(userid)}`
  const { page, next } = pageOf(call.platform, list, call.body.optional('cursor'), limitOf(call), numbered(rows), ([at]) => at)
  const idName = task.chatType === 'single' ? 'external_userid' : 'chat_id'
  return {
    next_cursor: next,
    send_list: page.map(([, { id, status, sentAt }]) => ({
      [idName]: id,
      userid: sender.userid,
      status,
      ...(status === 1 ? { send_time: seconds(sentAt) } : {}),
    })),
  }
}

function listTasks(call: Call) {
  const { body, world, platform } = call
  const chatType = body.optional('chat_type') || 'single'
  const [start, end] = [body.whole('start_time'), body.whole('end_time')]
  if (end < start || end - start > 31 * 86_400) throw new Refusal(40058)
  const kind = body.whole('filter_type', 2)
  const creator = body.optional('creator')
  const rows = [...world.massTasks.values()].filter(
    (task) =>
      task.chatType === chatType &&
      seconds(task.createdAt) >= start &&
      seconds(task.createdAt) <= end &&
      (kind === 2 || (kind === 1) === (task.agentId === null)) &&
      (!creator || keyOf(task.creator) === keyOf(creator)),
  )
  const list = `list_v2/${chatType}/${start}/${end}/${kind}`
  const { page, next } = pageOf(platform, list, body.optional('cursor'), limitOf(call, 100, 50), rows, ({ seq }) => seq)
  return {
    next_cursor: next,
    group_msg_list: page.map((task) => ({
      msgid: task.msgid,
      ...(task.agentId === null ? { creator: task.creator } : {}),
      create_time: seconds(task.createdAt),
      create_type: task.agentId === null ? 1 : 0,
      text: { content: task.text },
      attachments: task.attachments,
    })),
  }
}

function remind(call: Call) {
  const task = taskOf(call)
  if (task.cancelledAt !== null) throw new Refusal(41093)
  task.reminders = task.reminders.filter((at) => call.now - at < DAY_MS)
  if (task.reminders.length >= REMINDERS) throw new Refusal(41094)
  task.reminders.push(call.now)
  return {}
}

function cancel(call: Call) {
  const task = taskOf(call)
  if (task.cancelledAt !== null) throw new Refusal(41093)
  task.cancelledAt = call.now
  return {}
}

export const massEndpoints = [
  contacts.post('add_msg_template', addTask),
  contacts.post('get_groupmsg_list_v2', listTasks),
  contacts.post('get_groupmsg_task', listSenders),
  contacts.post('get_groupmsg_send_result', listResults),
  contacts.post('remind_groupmsg_send', remind),
  contacts.post('cancel_groupmsg_send', cancel),
]
