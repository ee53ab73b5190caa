import { z } from 'zod'
import { chatId, cursor, externalUserid, int, list, nextCursor, once, read, reply, userid } from './endpoint.ts'

const handing = { handover_userid: userid, takeover_userid: userid, external_userid: z.array(externalUserid).min(1).max(100) }
/** errcode 0: begun. It comes into effect after 24 hours unless the customer refuses. */
const begun = reply({ customer: list(reply({ external_userid: externalUserid, errcode: int })) })
const asked = z.strictObject({ handover_userid: userid, takeover_userid: userid, cursor })
/** status 1 done, 2 waiting, 3 refused, 4 the taker is full, 5 no record. */
const state = reply({
  customer: list(reply({ external_userid: externalUserid, status: int, takeover_time: int.optional() })),
  next_cursor: nextCursor,
})

/** From a member who still works here. Each customer twice in 90 days. */
export const transferCustomer = once('/cgi-bin/externalcontact/transfer_customer', {
  request: z.strictObject({ ...handing, transfer_success_msg: z.string().max(200).optional() }),
  reply: begun,
})
export const transferResult = read('/cgi-bin/externalcontact/transfer_result', { request: asked, reply: state })

export const unassignedList = read('/cgi-bin/externalcontact/get_unassigned_list', {
  request: z.strictObject({ page_id: z.number().int().optional(), page_size: z.number().int().min(1).max(1000).optional(), cursor }),
  reply: reply({
    info: list(reply({ handover_userid: userid, external_userid: externalUserid, dimission_time: int.optional() })),
    is_last: z.boolean().optional(),
    next_cursor: nextCursor,
  }),
})

/** From a member who has left. */
export const resignedTransferCustomer = once('/cgi-bin/externalcontact/resigned/transfer_customer', {
  request: z.strictObject(handing),
  reply: begun,
})
export const resignedTransferResult = read('/cgi-bin/externalcontact/resigned/transfer_result', { request: asked, reply: state })

const groups = z.strictObject({ chat_id_list: z.array(chatId).min(1).max(100), new_owner: userid })
const failed = reply({ failed_chat_list: list(reply({ chat_id: chatId, errcode: int, errmsg: z.string().optional() })) })
/** The owner left within the last year. 300 groups a day for one taker. */
export const transferGroup = once('/cgi-bin/externalcontact/groupchat/transfer', { request: groups, reply: failed })
/** The owner still works here. Each group twice in 90 days. */
export const onjobTransferGroup = once('/cgi-bin/externalcontact/groupchat/onjob_transfer', { request: groups, reply: failed })
