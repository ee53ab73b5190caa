import { z } from 'zod'
import { bytes, done, once, reply, set } from './endpoint.ts'

const to = {
  touser: z.string().max(65_000).optional(),
  toparty: z.string().optional(),
  totag: z.string().optional(),
  agentid: z.number().int(),
  safe: z.literal([0, 1]).optional(),
  enable_id_trans: z.literal([0, 1]).optional(),
  enable_duplicate_check: z.literal([0, 1]).optional(),
  duplicate_check_interval: z.number().int().max(14_400).optional(),
}
const card = z.strictObject({ title: bytes(128), description: bytes(512), url: bytes(2048), btntxt: z.string().max(4).optional() })

/** To colleagues only. */
export const sendAppMessage = once('/cgi-bin/message/send', {
  request: z.discriminatedUnion('msgtype', [
    z.strictObject({ ...to, msgtype: z.literal('text'), text: z.strictObject({ content: bytes(2048) }) }),
    z.strictObject({ ...to, msgtype: z.literal('markdown'), markdown: z.strictObject({ content: bytes(2048) }) }),
    z.strictObject({ ...to, msgtype: z.literal('textcard'), textcard: card }),
    z.strictObject({ ...to, msgtype: z.literal('template_card'), template_card: z.looseObject({ card_type: z.string() }) }),
  ]),
  reply: reply({
    invaliduser: z.string().optional(),
    invalidparty: z.string().optional(),
    invalidtag: z.string().optional(),
    unlicenseduser: z.string().optional(),
    msgid: z.string().optional(),
    response_code: z.string().optional(),
  }),
})

/** Within 24 hours. */
export const recallAppMessage = set('/cgi-bin/message/recall', { request: z.strictObject({ msgid: z.string().min(1) }), reply: done })

const article = z.strictObject({ title: bytes(128), description: bytes(512).optional(), url: bytes(2048), picurl: bytes(2048).optional() })
const key = z.string().min(1)

/** A robot of an internal group; the key is the credential. 20 a minute. */
export const sendRobotMessage = once('/cgi-bin/webhook/send', {
  token: 'none',
  query: ['key'],
  request: z.discriminatedUnion('msgtype', [
    z.strictObject({
      key,
      msgtype: z.literal('text'),
      text: z.strictObject({
        content: bytes(2048),
        mentioned_list: z.array(z.string()).optional(),
        mentioned_mobile_list: z.array(z.string()).optional(),
      }),
    }),
    z.strictObject({ key, msgtype: z.literal('markdown'), markdown: z.strictObject({ content: bytes(4096) }) }),
    z.strictObject({ key, msgtype: z.literal('markdown_v2'), markdown_v2: z.strictObject({ content: bytes(4096) }) }),
    z.strictObject({ key, msgtype: z.literal('image'), image: z.strictObject({ base64: z.string(), md5: z.string() }) }),
    z.strictObject({ key, msgtype: z.literal('news'), news: z.strictObject({ articles: z.array(article).min(1).max(8) }) }),
    z.strictObject({ key, msgtype: z.literal('file'), file: z.strictObject({ media_id: z.string() }) }),
  ]),
  reply: done,
})
