import { z } from 'zod'
import { chatId, cursor, int, list, nextCursor, read, reply, userid } from './endpoint.ts'

/** Without owners all visible ones; above 1000 visible members owners must be named (81017). */
export const groupList = read('/cgi-bin/externalcontact/groupchat/list', {
  request: z.strictObject({
    status_filter: z.literal([0, 1, 2, 3]).optional(),
    owner_filter: z.strictObject({ userid_list: z.array(userid).min(1).max(100) }).optional(),
    cursor,
    limit: z.number().int().min(1).max(1000),
  }),
  reply: reply({
    /** status 0 normal, 1 owner left, 2 being handed over, 3 handed over. */
    group_chat_list: list(reply({ chat_id: chatId, status: int })),
    next_cursor: nextCursor,
  }),
})

const member = reply({
  userid: z.string(),
  /** 1 of the corp, 2 from outside. */
  type: int,
  unionid: z.string().optional(),
  join_time: int.optional(),
  /** 1 invited, 2 by an invitation link, 3 by code. Not the numbers of the callback. */
  join_scene: int.optional(),
  invitor: reply({ userid: z.string().optional() }).optional(),
  group_nickname: z.string().optional(),
  name: z.string().optional(),
  /** Of the join way, where there was one. */
  state: z.string().optional(),
})

/** Brought up to date behind the callbacks: an event may come before this shows it. */
export const groupGet = read('/cgi-bin/externalcontact/groupchat/get', {
  request: z.strictObject({ chat_id: chatId, need_name: z.literal([0, 1]).optional() }),
  reply: reply({
    group_chat: reply({
      chat_id: chatId,
      name: z.string().optional(),
      owner: z.string().optional(),
      create_time: int.optional(),
      notice: z.string().optional(),
      member_version: z.string().optional(),
      member_list: list(member),
      admin_list: list(reply({ userid: z.string() })),
    }),
  }),
})

export const opengidToChatId = read('/cgi-bin/externalcontact/opengid_to_chatid', {
  request: z.strictObject({ opengid: z.string().min(1) }),
  reply: reply({ chat_id: chatId }),
})
