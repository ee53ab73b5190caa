import { z } from 'zod'
import { bytes, chatId, cursor, done, externalUserid, int, list, nextCursor, once, read, reply, set, userid } from './endpoint.ts'

const picture = z.strictObject({ media_id: z.string().optional(), pic_url: z.string().optional() })
const link = z.strictObject({ title: bytes(128), picurl: bytes(2048).optional(), desc: bytes(512).optional(), url: bytes(2048) })
const miniprogram = z.strictObject({ title: bytes(64), pic_media_id: z.string(), appid: z.string(), page: z.string() })
const file = z.strictObject({ media_id: z.string() })

const attachment = z.discriminatedUnion('msgtype', [
  z.strictObject({ msgtype: z.literal('image'), image: picture }),
  z.strictObject({ msgtype: z.literal('link'), link }),
  z.strictObject({ msgtype: z.literal('miniprogram'), miniprogram }),
  z.strictObject({ msgtype: z.literal('video'), video: file }),
  z.strictObject({ msgtype: z.literal('file'), file }),
])
export type Attachment = z.infer<typeof attachment>

const said = {
  text: z.strictObject({ content: bytes(4000) }).optional(),
  attachments: z.array(attachment).max(9).optional(),
}

/**
 * Makes a task for each sender; nothing is sent before the sender confirms it in the client.
 * Groups need `sender`; customers are split among the members who have them.
 */
export const addMsgTemplate = once('/cgi-bin/externalcontact/add_msg_template', {
  request: z.strictObject({
    ...said,
    chat_type: z.enum(['single', 'group']).optional(),
    external_userid: z.array(externalUserid).max(10_000).optional(),
    chat_id_list: z.array(chatId).max(2000).optional(),
    tag_filter: z.strictObject({ group_list: z.array(z.strictObject({ tag_list: z.array(z.string()).max(100) })) }).optional(),
    sender: userid.optional(),
    allow_select: z.boolean().optional(),
  }),
  reply: reply({ fail_list: list(z.string()), msgid: z.string().min(1) }),
})

export const massMessageList = read('/cgi-bin/externalcontact/get_groupmsg_list_v2', {
  request: z.strictObject({
    chat_type: z.enum(['single', 'group']),
    start_time: z.number().int(),
    end_time: z.number().int(),
    creator: userid.optional(),
    /** 0 made by the corp, 1 by members, 2 both. */
    filter_type: z.literal([0, 1, 2]).optional(),
    limit: z.number().int().min(1).max(100).optional(),
    cursor,
  }),
  reply: reply({
    group_msg_list: list(
      reply({
        msgid: z.string(),
        creator: z.string().optional(),
        create_time: int.optional(),
        create_type: int.optional(),
        text: reply({ content: z.string().optional() }).optional(),
        attachments: list(reply({ msgtype: z.string() })),
      }),
    ),
    next_cursor: nextCursor,
  }),
})

export const massMessageTasks = read('/cgi-bin/externalcontact/get_groupmsg_task', {
  request: z.strictObject({ msgid: z.string().min(1), limit: z.number().int().min(1).max(1000).optional(), cursor }),
  /** status 0 not sent, anything else sent. */
  reply: reply({ task_list: list(reply({ userid, status: int, send_time: int.optional() })), next_cursor: nextCursor }),
})

/** For groups, those not sent yet may be missing: subtract from your own list. */
export const massMessageResults = read('/cgi-bin/externalcontact/get_groupmsg_send_result', {
  request: z.strictObject({ msgid: z.string().min(1), userid, limit: z.number().int().min(1).max(1000).optional(), cursor }),
  reply: reply({
    send_list: list(
      reply({
        external_userid: z.string().optional(),
        chat_id: z.string().optional(),
        userid: z.string().optional(),
        /** 0 not sent, 1 sent, 2 not a friend any more, 3 has had its share. */
        status: int,
        send_time: int.optional(),
      }),
    ),
    next_cursor: nextCursor,
  }),
})

const byMessage = z.strictObject({ msgid: z.string().min(1) })
/** Three times in 24 hours. */
export const remindMassMessage = once('/cgi-bin/externalcontact/remind_groupmsg_send', { request: byMessage, reply: done })
/** Stops those who have not sent yet; what was sent stays. */
export const cancelMassMessage = set('/cgi-bin/externalcontact/cancel_groupmsg_send', { request: byMessage, reply: done })

/** Within 20 seconds of the event that brought the code, once. */
export const sendWelcome = once('/cgi-bin/externalcontact/send_welcome_msg', {
  request: z.strictObject({ ...said, welcome_code: z.string().min(1) }),
  reply: done,
})

const template = {
  /** May hold %NICKNAME%. */
  text: z.strictObject({ content: bytes(3000) }).optional(),
  image: picture.optional(),
  link: link.optional(),
  miniprogram: miniprogram.optional(),
  file: file.optional(),
  video: file.optional(),
  agentid: z.number().int().optional(),
}

export const addGroupWelcome = once('/cgi-bin/externalcontact/group_welcome_template/add', {
  request: z.strictObject({ ...template, notify: z.literal([0, 1]).optional() }),
  reply: reply({ template_id: z.string() }),
})
export const editGroupWelcome = set('/cgi-bin/externalcontact/group_welcome_template/edit', {
  request: z.strictObject({ ...template, template_id: z.string().min(1) }),
  reply: done,
})
const byTemplate = z.strictObject({ template_id: z.string().min(1), agentid: z.number().int().optional() })
export const getGroupWelcome = read('/cgi-bin/externalcontact/group_welcome_template/get', {
  request: byTemplate,
  reply: reply({ text: reply({ content: z.string().optional() }).optional() }),
})
export const deleteGroupWelcome = set('/cgi-bin/externalcontact/group_welcome_template/del', { request: byTemplate, reply: done })
