import { z } from 'zod'
import { chatId, externalUserid, list, read, reply, userid } from './endpoint.ts'

/** Only ids that begin with "wm". */
export const externalToOpenid = read('/cgi-bin/externalcontact/convert_to_openid', {
  request: z.strictObject({ external_userid: externalUserid }),
  reply: reply({ openid: z.string() }),
})
export const unionidToExternal = read('/cgi-bin/idconvert/unionid_to_external_userid', {
  request: z.strictObject({ unionid: z.string().min(1), openid: z.string().min(1), subject_type: z.literal([0, 1]).optional() }),
  reply: reply({ external_userid: z.string().optional(), pending_id: z.string().optional() }),
})
export const userToOpenid = read('/cgi-bin/user/convert_to_openid', {
  request: z.strictObject({ userid }),
  reply: reply({ openid: z.string() }),
})
const renamed = reply({ items: list(reply({ external_userid: z.string(), new_external_userid: z.string().optional() })) })
/** After corps were merged. */
export const newExternalUserids = read('/cgi-bin/externalcontact/get_new_external_userid', {
  request: z.strictObject({ external_userid_list: z.array(externalUserid).min(1).max(1000) }),
  reply: renamed,
})
export const newGroupExternalUserids = read('/cgi-bin/externalcontact/groupchat/get_new_external_userid', {
  request: z.strictObject({ chat_id: chatId, external_userid_list: z.array(externalUserid).min(1).max(1000) }),
  reply: renamed,
})
