import { newId } from '../world/new-id.ts'
import { followOf } from '../world/people.ts'
import { talkKey, writeTalk } from '../world/talk.ts'
import { attachmentsOf, checkedPart, textOf } from './attachments.ts'
import { type Call, contacts } from './endpoint.ts'
import { Refusal } from './refusal.ts'

const CODE_MS = 20_000
const TEMPLATES = 100
const parts = ['image', 'link', 'miniprogram', 'file', 'video'] as const

/** Twenty seconds, once, and not when they already talk. */
function sendWelcome(call: Call) {
  const { world, body, now, platform } = call
  const code = world.welcomeCodes.get(body.text('welcome_code', 41049))
  if (!code || now - code.createdAt > CODE_MS) throw new Refusal(41050)
  if (code.usedAt !== null) throw new Refusal(41051)
  const text = textOf(call)
  const attachments = attachmentsOf(call)
  if (!text && attachments.length === 0) throw new Refusal(40063)
  const follow = followOf(world, code.userid, code.customerId)
  if (follow && follow.lastTalkAt > code.createdAt) throw new Refusal(41051)
  code.usedAt = now
  writeTalk(platform, talkKey(code.userid, code.customerId), { from: code.userid, text, kind: 'welcome', attachments })
  return {}
}

/** Text and one more part, the first of the platform's order. */
function contentOf(call: Call): Record<string, unknown> {
  const text = textOf(call, 3000)
  const kind = parts.find((one) => call.body.has(one))
  const part = kind && call.body.object(kind)
  if (!text && !part) throw new Refusal(40063)
  return { ...(text ? { text: { content: text } } : {}), ...(kind && part ? { [kind]: checkedPart(call, kind, part) } : {}) }
}

function templateOf({ world, app, body }: Call) {
  const template = world.welcomeTemplates.get(body.text('template_id'))
  if (!template || template.agentId !== app.agentId) throw new Refusal(41058)
  return template
}

export const welcomeEndpoints = [
  contacts.post('send_welcome_msg', sendWelcome),
  contacts.post('group_welcome_template/add', (call) => {
    const { world, app } = call
    if (world.welcomeTemplates.size >= TEMPLATES) throw new Refusal(41055)
    const id = newId(world, 'msgw')
    world.welcomeTemplates.set(id, { id, agentId: app.agentId, content: contentOf(call) })
    return { template_id: id }
  }),
  contacts.post('group_welcome_template/edit', (call) => {
    templateOf(call).content = contentOf(call)
    return {}
  }),
  contacts.post('group_welcome_template/get', (call) => templateOf(call).content),
  contacts.post('group_welcome_template/del', (call) => {
    const { id } = templateOf(call)
    call.world.welcomeTemplates.delete(id)
    for (const group of call.world.groups.values()) if (group.welcomeTemplate === id) group.welcomeTemplate = null
    return {}
  }),
]
