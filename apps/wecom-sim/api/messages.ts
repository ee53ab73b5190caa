import { newHex, newId } from '../world/new-id.ts'
import { keyOf, sees } from '../world/people.ts'
import type { AppMessage } from '../world/world.ts'
import { usable } from './attachments.ts'
import { app, type Call, open } from './endpoint.ts'
import { bytesOf } from './fields.ts'
import { Refusal } from './refusal.ts'

const textTypes: Record<string, number> = { text: 2048, markdown: 2048 }
const mediaTypes = ['image', 'voice', 'video', 'file']
const otherTypes = ['textcard', 'news', 'mpnews', 'miniprogram_notice', 'template_card']
const KEPT = 2000

/** The part named after its msgtype, within the platform's sizes. */
function contentOf(call: Call): { type: string; part: Record<string, unknown> } {
  const type = call.body.text('msgtype', 40008)
  const part = call.body.object(type)
  const most = textTypes[type]
  if (most === undefined && !mediaTypes.includes(type) && !otherTypes.includes(type)) throw new Refusal(40008)
  if (!part) throw new Refusal(40063)
  if (most !== undefined && bytesOf(part.text('content', 44004)) > most) throw new Refusal(45002)
  if (mediaTypes.includes(type)) usable(call, part.text('media_id', 41006))
  if (type === 'textcard') {
    if (bytesOf(part.text('title')) > 128 || bytesOf(part.text('description')) > 512) throw new Refusal(45002)
    part.text('url')
  }
  if (type === 'news' && part.objects('articles').length > 8) throw new Refusal(45008)
  return { type, part: part.plain() }
}

function send(call: Call) {
  const { world, body, app: corpApp } = call
  if (body.whole('agentid') !== corpApp.agentId) throw new Refusal(40056)
  const content = contentOf(call)
  const [users, parties, tags] = [body.optional('touser'), body.optional('toparty'), body.optional('totag')]
  if (!users && !parties && !tags) throw new Refusal(82001)
  const named = users === '@all' ? [...world.employees.values()].map(({ userid }) => userid) : users.split('|').filter(Boolean)
  if (named.length > 1000 && users !== '@all') throw new Refusal(81017)
  const within = parties.split('|').filter(Boolean).map(Number)
  const inParties = [...world.employees.values()].filter((one) => one.departments.some((id) => within.includes(id)))
  const valid = (userid: string) => {
    const employee = world.employees.get(keyOf(userid))
    return employee !== undefined && employee.status !== 5 && sees(corpApp, userid)
  }
  const to = [...new Set([...named.filter(valid), ...inParties.map(({ userid }) => userid)].map(keyOf))]
  const invalid = named.filter((userid) => !valid(userid))
  if (to.length === 0) throw new Refusal(81013)
  const message = keep(call, to, content)
  return {
    msgid: message.msgid,
    ...(invalid.length > 0 ? { invaliduser: invalid.join('|') } : {}),
    ...(content.type === 'template_card' ? { response_code: message.responseCode } : {}),
  }
}

function keep(
  { world, now, app: corpApp }: Call,
  to: string[],
  { type, part }: { type: string; part: Record<string, unknown> },
): AppMessage {
  const message: AppMessage = {
    msgid: newId(world, 'am', 40),
    agentId: corpApp.agentId,
    at: now,
    to,
    type,
    body: part,
    responseCode: newHex(world, 'response', 40),
    recalled: false,
    card: null,
  }
  world.appMessages.push(message)
  if (world.appMessages.length > KEPT) world.appMessages.splice(0, world.appMessages.length - KEPT)
  return message
}

function recall({ world, body, now }: Call) {
  const msgid = body.text('msgid')
  const message = world.appMessages.find((one) => one.msgid === msgid)
  if (!message || now - message.at > 86_400_000) throw new Refusal(40058)
  message.recalled = true
  return {}
}

/** A card is changed once, within 72 hours of the click or the sending. */
function updateCard({ world, body, now }: Call) {
  const code = body.text('response_code')
  const message = world.appMessages.find((one) => one.responseCode === code)
  if (!message || now - message.at > 72 * 3600_000) throw new Refusal(40058)
  if (message.card) throw new Refusal(42022)
  message.card = body.object('template_card')?.plain() ?? body.object('button')?.plain() ?? {}
  return {}
}

function chatOf({ world, app: corpApp }: Call, id: string) {
  const chat = world.appChats.get(id)
  if (!chat) throw new Refusal(86003)
  if (chat.agentId !== corpApp.agentId) throw new Refusal(86008)
  return chat
}

function createChat(call: Call) {
  const { world, body, app: corpApp } = call
  if (corpApp.visible !== null) throw new Refusal(60011)
  const users = body.texts('userlist')
  if (users.length < 2 || users.length > 2000) throw new Refusal(40031)
  if (users.some((userid) => !world.employees.has(keyOf(userid)))) throw new Refusal(40031)
  const id = body.optional('chatid') || newId(world, 'chat')
  if (world.appChats.has(id)) throw new Refusal(86215)
  const owner = body.optional('owner') || (users[0] as string)
  world.appChats.set(id, { id, agentId: corpApp.agentId, name: body.optional('name', 50), owner, users })
  return { chatid: id }
}

function updateChat(call: Call) {
  const { body } = call
  const chat = chatOf(call, body.text('chatid', 86001))
  if (body.has('name')) chat.name = body.optional('name', 50)
  if (body.has('owner')) chat.owner = body.optional('owner')
  const gone = new Set(body.texts('del_user_list').map(keyOf))
  chat.users = [...new Set([...chat.users, ...body.texts('add_user_list')])].filter((userid) => !gone.has(keyOf(userid)))
  return {}
}

/** Twenty messages a minute for each robot; the key is all it takes. */
function webhook(call: Call) {
  const { world, query, now, platform } = call
  const robot = world.robots.get(query.text('key', 93000))
  if (!robot || robot.removed) throw new Refusal(93000)
  const type = call.body.text('msgtype', 40008)
  const part = call.body.object(type)
  if (!part) throw new Refusal(40008)
  const most = type === 'text' ? 2048 : 4096
  if (['text', 'markdown', 'markdown_v2'].includes(type) && bytesOf(part.text('content', 44004)) > most) throw new Refusal(45002)
  const limit = platform.limits.webhookPerMinute
  if (limit > 0 && robot.sent.filter(({ at }) => now - at < 60_000).length >= limit) throw new Refusal(45009)
  robot.sent.push({ at: now, type, body: part.plain() })
  if (robot.sent.length > 200) robot.sent.shift()
  return {}
}

export const messageEndpoints = [
  app.post('message/send', send),
  app.post('message/recall', recall),
  app.post('message/update_template_card', updateCard),
  app.post('appchat/create', createChat),
  app.post('appchat/update', updateChat),
  app.get('appchat/get', (call) => {
    const chat = chatOf(call, call.query.text('chatid', 86001))
    return { chat_info: { chatid: chat.id, name: chat.name, owner: chat.owner, userlist: chat.users, chat_type: 0 } }
  }),
  app.post('appchat/send', (call) => {
    const chat = chatOf(call, call.body.text('chatid', 86001))
    keep(call, chat.users.map(keyOf), contentOf(call))
    return {}
  }),
  open.post('webhook/send', webhook),
]
