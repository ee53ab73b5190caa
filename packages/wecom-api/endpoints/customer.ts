import { z } from 'zod'
import { cursor, done, externalUserid, get, int, list, nextCursor, once, read, reply, set, userid } from './endpoint.ts'

const contact = reply({
  external_userid: externalUserid,
  name: z.string().optional(),
  avatar: z.string().optional(),
  /** 1 WeChat user, 2 user of another corp's WeCom. */
  type: int.optional(),
  gender: int.optional(),
  unionid: z.string().optional(),
  position: z.string().optional(),
  corp_name: z.string().optional(),
  corp_full_name: z.string().optional(),
})

const channels = reply({ nickname: z.string().optional(), source: int.optional() })
const followed = {
  userid,
  remark: z.string().optional(),
  description: z.string().optional(),
  createtime: int.optional(),
  remark_corp_name: z.string().optional(),
  remark_mobiles: list(z.string()),
  oper_userid: z.string().optional(),
  /** Open list: 1 code, 2 phone search, 3 card, 4 group, 16 acquisition link, 201 shared by a colleague, 202 assigned … */
  add_way: int.optional(),
  state: z.string().optional(),
  wechat_channels: channels.optional(),
}
/** type 1 corp tag, 2 personal (has no id), 3 tag of a rule group. */
const followTag = reply({
  group_name: z.string().optional(),
  tag_name: z.string().optional(),
  tag_id: z.string().optional(),
  type: int.optional(),
})

/** Members who may have customers and whom the app may see. */
export const getFollowUserList = get('/cgi-bin/externalcontact/get_follow_user_list', {
  request: z.strictObject({}),
  reply: reply({ follow_user: list(userid) }),
})

/** 84061 means: has none. */
export const customerList = get('/cgi-bin/externalcontact/list', {
  request: z.strictObject({ userid }),
  reply: reply({ external_userid: list(externalUserid) }),
})

export const customerGet = get('/cgi-bin/externalcontact/get', {
  request: z.strictObject({ external_userid: externalUserid, cursor }),
  reply: reply({ external_contact: contact, follow_user: list(reply({ ...followed, tags: list(followTag) })), next_cursor: nextCursor }),
})

/** One row for each (member, customer). A page may be empty although more follow: walk by cursor, not by rows. */
export const customersOfUsers = read('/cgi-bin/externalcontact/batch/get_by_user', {
  request: z.strictObject({ userid_list: z.array(userid).min(1).max(100), cursor, limit: z.number().int().min(1).max(100).optional() }),
  reply: reply({
    external_contact_list: list(reply({ external_contact: contact, follow_info: reply({ ...followed, tag_id: list(z.string()) }) })),
    next_cursor: nextCursor,
    fail_info: reply({ unlicensed_userid_list: list(z.string()) }).optional(),
  }),
})

export const remarkCustomer = set('/cgi-bin/externalcontact/remark', {
  request: z.strictObject({
    userid,
    external_userid: externalUserid,
    remark: z.string().max(20).optional(),
    description: z.string().max(150).optional(),
    remark_company: z.string().max(20).optional(),
    remark_mobiles: z.array(z.string().max(20)).optional(),
    remark_pic_mediaid: z.string().optional(),
  }),
  reply: done,
})

/** Everybody served, members of groups who are nobody's customer included. */
export const servedContacts = read('/cgi-bin/externalcontact/contact_list', {
  request: z.strictObject({ cursor, limit: z.number().int().min(1).max(1000).optional() }),
  reply: reply({
    info_list: list(
      reply({
        is_customer: z.boolean().optional(),
        tmp_openid: z.string().optional(),
        external_userid: z.string().optional(),
        name: z.string().optional(),
        follow_userid: z.string().optional(),
        chat_id: z.string().optional(),
        chat_name: z.string().optional(),
        add_time: int.optional(),
      }),
    ),
    next_cursor: nextCursor,
  }),
})

const tag = reply({ id: z.string(), name: z.string(), create_time: int.optional(), order: int.optional(), deleted: z.boolean().optional() })
const tagGroup = reply({
  group_id: z.string(),
  group_name: z.string(),
  create_time: int.optional(),
  order: int.optional(),
  deleted: z.boolean().optional(),
  tag: list(tag),
})
const order = z.number().int().min(0).max(4_294_967_295).optional()

/** With both lists the tags are ignored; with neither all are given. */
export const corpTagList = read('/cgi-bin/externalcontact/get_corp_tag_list', {
  request: z.strictObject({ tag_id: z.array(z.string()).optional(), group_id: z.array(z.string()).optional() }),
  reply: reply({ tag_group: list(tagGroup) }),
})

export const addCorpTag = once('/cgi-bin/externalcontact/add_corp_tag', {
  request: z.strictObject({
    group_id: z.string().optional(),
    group_name: z.string().max(30).optional(),
    order,
    tag: z.array(z.strictObject({ name: z.string().min(1).max(30), order })).min(1),
    agentid: z.number().int().optional(),
  }),
  reply: reply({ tag_group: tagGroup }),
})

export const editCorpTag = set('/cgi-bin/externalcontact/edit_corp_tag', {
  request: z.strictObject({ id: z.string().min(1), name: z.string().max(30).optional(), order, agentid: z.number().int().optional() }),
  reply: done,
})

export const deleteCorpTag = set('/cgi-bin/externalcontact/del_corp_tag', {
  request: z.strictObject({
    tag_id: z.array(z.string()).optional(),
    group_id: z.array(z.string()).optional(),
    agentid: z.number().int().optional(),
  }),
  reply: done,
})

/** Comes into effect after a while, and may silently do nothing where the app may not change the tag. */
export const markTag = set('/cgi-bin/externalcontact/mark_tag', {
  request: z.strictObject({
    userid,
    external_userid: externalUserid,
    add_tag: z.array(z.string()).optional(),
    remove_tag: z.array(z.string()).optional(),
  }),
  reply: done,
})
