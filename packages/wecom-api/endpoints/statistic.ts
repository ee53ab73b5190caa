import { z } from 'zod'
import { int, list, read, reply, userid } from './endpoint.ts'

const owners = z.strictObject({ userid_list: z.array(userid).min(1).max(100) }).optional()

/** One-to-one only. 30 days at most, 180 back. */
export const userBehaviour = read('/cgi-bin/externalcontact/get_user_behavior_data', {
  request: z.strictObject({
    userid: z.array(userid).max(100).optional(),
    partyid: z.array(z.number().int()).max(100).optional(),
    start_time: z.number().int(),
    end_time: z.number().int(),
  }),
  reply: reply({
    behavior_data: list(
      reply({
        stat_time: int,
        chat_cnt: int.optional(),
        message_cnt: int.optional(),
        reply_percentage: z.number().optional(),
        avg_reply_time: z.number().optional(),
        negative_feedback_cnt: int.optional(),
        new_apply_cnt: int.optional(),
        new_contact_cnt: int.optional(),
      }),
    ),
  }),
})

const figures = reply({
  new_chat_cnt: int.optional(),
  chat_total: int.optional(),
  chat_has_msg: int.optional(),
  new_member_cnt: int.optional(),
  member_total: int.optional(),
  member_has_msg: int.optional(),
  msg_total: int.optional(),
})

/** Up to yesterday, 180 days back, 30 at a time; times count from midnight in Beijing. */
export const groupStatistic = read('/cgi-bin/externalcontact/groupchat/statistic', {
  request: z.strictObject({
    day_begin_time: z.number().int(),
    day_end_time: z.number().int().optional(),
    owner_filter: owners,
    order_by: z.literal([1, 2, 3, 4]).optional(),
    order_asc: z.literal([0, 1]).optional(),
    offset: z.number().int().min(0).optional(),
    limit: z.number().int().min(1).max(1000).optional(),
  }),
  reply: reply({ total: int, next_offset: int, items: list(reply({ owner: z.string(), data: figures })) }),
})

export const groupStatisticByDay = read('/cgi-bin/externalcontact/groupchat/statistic_group_by_day', {
  request: z.strictObject({ day_begin_time: z.number().int(), day_end_time: z.number().int().optional(), owner_filter: owners }),
  reply: reply({ items: list(reply({ stat_time: int, data: figures })) }),
})
