import { z } from 'zod'
import { cursor, done, externalUserid, get, int, list, nextCursor, once, read, reply, set, userid } from './endpoint.ts'

const range = z.strictObject({ user_list: z.array(userid).max(500).optional(), department_list: z.array(z.number().int()).optional() })
const priority = z.strictObject({ priority_type: z.literal([1, 2]), priority_userid_list: z.array(userid).optional() })
const link = reply({
  link_id: z.string().optional(),
  link_name: z.string().optional(),
  url: z.string().optional(),
  create_time: int.optional(),
})
const byLink = z.strictObject({ link_id: z.string().min(1) })
const settings = { skip_verify: z.boolean().optional(), priority_option: priority.optional(), mark_source: z.boolean().optional() }

export const acquisitionLinks = read('/cgi-bin/externalcontact/customer_acquisition/list_link', {
  request: z.strictObject({ limit: z.number().int().min(1).max(100).optional(), cursor }),
  reply: reply({ link_id_list: list(z.string()), next_cursor: nextCursor }),
})
export const acquisitionLink = read('/cgi-bin/externalcontact/customer_acquisition/get', {
  request: byLink,
  reply: reply({ link, range: reply({ user_list: list(userid), department_list: list(int) }).optional() }),
})
export const createAcquisitionLink = once('/cgi-bin/externalcontact/customer_acquisition/create_link', {
  request: z.strictObject({ link_name: z.string().min(1).max(30), range, ...settings }),
  reply: reply({ link }),
})
/** Replaces the range as a whole. */
export const updateAcquisitionLink = set('/cgi-bin/externalcontact/customer_acquisition/update_link', {
  request: z.strictObject({ link_id: z.string().min(1), link_name: z.string().max(30).optional(), range: range.optional(), ...settings }),
  reply: done,
})
export const deleteAcquisitionLink = set('/cgi-bin/externalcontact/customer_acquisition/delete_link', { request: byLink, reply: done })
export const acquisitionCustomers = read('/cgi-bin/externalcontact/customer_acquisition/customer', {
  request: z.strictObject({ link_id: z.string().min(1), limit: z.number().int().min(1).max(1000).optional(), cursor }),
  reply: reply({
    customer_list: list(
      reply({ external_userid: externalUserid, userid: z.string().optional(), chat_status: int.optional(), state: z.string().optional() }),
    ),
    next_cursor: nextCursor,
  }),
})
export const acquisitionStatistic = read('/cgi-bin/externalcontact/customer_acquisition/statistic', {
  request: z.strictObject({ link_id: z.string().min(1), start_time: z.number().int(), end_time: z.number().int() }),
  reply: reply({ click_link_customer_cnt: int.optional(), new_customer_cnt: int.optional() }),
})
export const acquisitionQuota = get('/cgi-bin/externalcontact/customer_acquisition_quota', {
  request: z.strictObject({}),
  reply: reply({ total: int, balance: int, quota_list: list(reply({ expire_date: int, balance: int })) }),
})
