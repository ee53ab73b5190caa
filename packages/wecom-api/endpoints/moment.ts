import { z } from 'zod'
import { bytes, cursor, done, externalUserid, get, int, list, nextCursor, once, read, reply, set, userid } from './endpoint.ts'

const attachment = z.discriminatedUnion('msgtype', [
  z.strictObject({ msgtype: z.literal('image'), image: z.strictObject({ media_id: z.string() }) }),
  z.strictObject({ msgtype: z.literal('video'), video: z.strictObject({ media_id: z.string() }) }),
  z.strictObject({
    msgtype: z.literal('link'),
    link: z.strictObject({ title: bytes(64).optional(), url: bytes(2048), media_id: z.string() }),
  }),
])

/** Done in the background: ask for the result by `jobid` within 24 hours. Members publish it in their clients. */
export const addMomentTask = once('/cgi-bin/externalcontact/add_moment_task', {
  request: z.strictObject({
    text: z.strictObject({ content: z.string().max(2000) }).optional(),
    attachments: z.array(attachment).max(9).optional(),
    visible_range: z
      .strictObject({
        sender_list: z
          .strictObject({ user_list: z.array(userid).optional(), department_list: z.array(z.number().int()).optional() })
          .optional(),
        external_contact_list: z.strictObject({ tag_list: z.array(z.string()).optional() }).optional(),
      })
      .optional(),
  }),
  reply: reply({ jobid: z.string() }),
})

export const momentTaskResult = get('/cgi-bin/externalcontact/get_moment_task_result', {
  request: z.strictObject({ jobid: z.string().min(1) }),
  /** status 1 started, 2 being made, 3 finished. */
  reply: reply({
    status: int,
    result: reply({ errcode: int.optional(), errmsg: z.string().optional(), moment_id: z.string().optional() }).optional(),
  }),
})

const span = { start_time: z.number().int(), end_time: z.number().int() }
export const momentList = read('/cgi-bin/externalcontact/get_moment_list', {
  request: z.strictObject({
    ...span,
    creator: userid.optional(),
    filter_type: z.literal([0, 1, 2]).optional(),
    cursor,
    limit: z.number().int().min(1).max(20).optional(),
  }),
  reply: reply({
    moment_list: list(
      reply({ moment_id: z.string(), creator: z.string().optional(), create_time: int.optional(), create_type: int.optional() }),
    ),
    next_cursor: nextCursor,
  }),
})

const page = { cursor, limit: z.number().int().min(1).max(1000).optional() }
export const momentTasks = read('/cgi-bin/externalcontact/get_moment_task', {
  request: z.strictObject({ moment_id: z.string().min(1), ...page }),
  reply: reply({ task_list: list(reply({ userid, publish_status: int })), next_cursor: nextCursor }),
})

const ofMember = z.strictObject({ moment_id: z.string().min(1), userid, cursor, limit: z.number().int().min(1).max(5000).optional() })
const customers = reply({ customer_list: list(reply({ external_userid: externalUserid })), next_cursor: nextCursor })
export const momentCustomers = read('/cgi-bin/externalcontact/get_moment_customer_list', { request: ofMember, reply: customers })
export const momentSendResult = read('/cgi-bin/externalcontact/get_moment_send_result', { request: ofMember, reply: customers })

const reaction = reply({ external_userid: z.string().optional(), userid: z.string().optional(), create_time: int.optional() })
export const momentComments = read('/cgi-bin/externalcontact/get_moment_comments', {
  request: z.strictObject({ moment_id: z.string().min(1), userid }),
  reply: reply({ comment_list: list(reaction), like_list: list(reaction) }),
})
export const cancelMomentTask = set('/cgi-bin/externalcontact/cancel_moment_task', {
  request: z.strictObject({ moment_id: z.string().min(1) }),
  reply: done,
})
