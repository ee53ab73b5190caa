import { z } from 'zod'
import { bytes, chatId, cursor, done, externalUserid, int, list, nextCursor, once, read, reply, set, userid } from './endpoint.ts'

/** What a temporary conversation ends with; text and one other. */
const conclusions = z.strictObject({
  text: z.strictObject({ content: bytes(4000) }).optional(),
  image: z.strictObject({ media_id: z.string() }).optional(),
  link: z.strictObject({ title: bytes(128), picurl: bytes(2048).optional(), desc: bytes(512).optional(), url: bytes(2048) }).optional(),
  miniprogram: z.strictObject({ title: bytes(64), pic_media_id: z.string(), appid: z.string(), page: z.string() }).optional(),
})

const wayFields = {
  style: z.number().int().optional(),
  remark: z.string().max(30).optional(),
  skip_verify: z.boolean().optional(),
  /** Comes back with everybody who came through it. */
  state: z.string().max(30).optional(),
  user: z.array(userid).max(100).optional(),
  party: z.array(z.number().int()).optional(),
  expires_in: z.number().int().optional(),
  chat_expires_in: z.number().int().optional(),
  unionid: z.string().optional(),
  mark_source: z.boolean().optional(),
  conclusions: conclusions.optional(),
}

const contactWay = reply({
  config_id: z.string(),
  type: int.optional(),
  scene: int.optional(),
  remark: z.string().optional(),
  skip_verify: z.boolean().optional(),
  state: z.string().optional(),
  qr_code: z.string().optional(),
  user: list(userid),
  party: list(int),
})

/** The address of the code is not kept anywhere else: store `config_id` at once. */
export const addContactWay = once('/cgi-bin/externalcontact/add_contact_way', {
  request: z.strictObject({
    ...wayFields,
    /** 1 one member, 2 several. */
    type: z.literal([1, 2]),
    /** 1 mini-program, 2 QR code. */
    scene: z.literal([1, 2]),
    is_temp: z.boolean().optional(),
    is_exclusive: z.boolean().optional(),
  }),
  reply: reply({ config_id: z.string(), qr_code: z.string().optional() }),
})

const byConfig = z.strictObject({ config_id: z.string().min(1) })

export const getContactWay = read('/cgi-bin/externalcontact/get_contact_way', {
  request: byConfig,
  reply: reply({ contact_way: contactWay }),
})

/** Ways made since 2021-07-10, without temporary ones. */
export const listContactWays = read('/cgi-bin/externalcontact/list_contact_way', {
  request: z.strictObject({
    start_time: z.number().int().optional(),
    end_time: z.number().int().optional(),
    cursor,
    limit: z.number().int().min(1).max(1000).optional(),
  }),
  reply: reply({ contact_way: list(reply({ config_id: z.string() })), next_cursor: nextCursor }),
})

/** Replaces members and departments as a whole. */
export const updateContactWay = set('/cgi-bin/externalcontact/update_contact_way', {
  request: z.strictObject({ ...wayFields, config_id: z.string().min(1) }),
  reply: done,
})

export const deleteContactWay = set('/cgi-bin/externalcontact/del_contact_way', { request: byConfig, reply: done })

export const closeTempChat = set('/cgi-bin/externalcontact/close_temp_chat', {
  request: z.strictObject({ userid, external_userid: externalUserid }),
  reply: done,
})

const joinFields = {
  /** 1 plug-in of a mini-program, 2 QR code. */
  scene: z.literal([1, 2]),
  remark: z.string().max(30).optional(),
  auto_create_room: z.literal([0, 1]).optional(),
  room_base_name: z.string().max(40).optional(),
  room_base_id: z.number().int().optional(),
  chat_id_list: z.array(chatId).min(1).max(5),
  state: z.string().max(30).optional(),
  mark_source: z.boolean().optional(),
}

export const addJoinWay = once('/cgi-bin/externalcontact/groupchat/add_join_way', {
  request: z.strictObject(joinFields),
  reply: reply({ config_id: z.string() }),
})

export const getJoinWay = read('/cgi-bin/externalcontact/groupchat/get_join_way', {
  request: byConfig,
  reply: reply({
    join_way: reply({
      config_id: z.string(),
      scene: int.optional(),
      remark: z.string().optional(),
      auto_create_room: int.optional(),
      room_base_name: z.string().optional(),
      room_base_id: int.optional(),
      chat_id_list: list(chatId),
      qr_code: z.string().optional(),
      state: z.string().optional(),
    }),
  }),
})

/** Replaces everything: what is not given is lost. */
export const updateJoinWay = set('/cgi-bin/externalcontact/groupchat/update_join_way', {
  request: z.strictObject({ ...joinFields, config_id: z.string().min(1) }),
  reply: done,
})

export const deleteJoinWay = set('/cgi-bin/externalcontact/groupchat/del_join_way', { request: byConfig, reply: done })
