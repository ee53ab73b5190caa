import { z } from 'zod'
import { get, int, list, read, reply, userid } from './endpoint.ts'

const seconds = int

export const gettoken = get('/cgi-bin/gettoken', {
  token: 'none',
  request: z.strictObject({ corpid: z.string().min(1), corpsecret: z.string().min(1) }),
  reply: reply({ access_token: z.string().min(1).max(512), expires_in: seconds }),
})

export const getCallbackIp = get('/cgi-bin/getcallbackip', { request: z.strictObject({}), reply: reply({ ip_list: list(z.string()) }) })
export const getApiDomainIp = get('/cgi-bin/get_api_domain_ip', {
  request: z.strictObject({}),
  reply: reply({ ip_list: list(z.string()) }),
})

const ticket = reply({ ticket: z.string().min(1), expires_in: seconds })
/** For `config` of a page. */
export const getJsapiTicket = get('/cgi-bin/get_jsapi_ticket', { request: z.strictObject({}), reply: ticket })
/** For `agentConfig`; the two must not be mixed. */
export const getAgentTicket = get('/cgi-bin/ticket/get', { request: z.strictObject({ type: z.literal('agent_config') }), reply: ticket })

/** The app itself; asking for another than the token's is refused. */
export const getAgent = get('/cgi-bin/agent/get', {
  request: z.strictObject({ agentid: int }),
  reply: reply({ agentid: int, name: z.string().optional(), close: int.optional(), redirect_domain: z.string().optional() }),
})

/** Who opened the page: one of the corp (`userid`) or somebody else (`openid`, `external_userid`). */
export const getUserInfo = get('/cgi-bin/auth/getuserinfo', {
  request: z.strictObject({ code: z.string().min(1).max(512) }),
  reply: reply({
    userid: userid.optional(),
    user_ticket: z.string().optional(),
    openid: z.string().optional(),
    external_userid: z.string().optional(),
  }),
})

export const getUserDetail = read('/cgi-bin/auth/getuserdetail', {
  request: z.strictObject({ user_ticket: z.string().min(1) }),
  reply: reply({
    userid,
    gender: int.optional(),
    avatar: z.string().optional(),
    qr_code: z.string().optional(),
    mobile: z.string().optional(),
    email: z.string().optional(),
    biz_mail: z.string().optional(),
    address: z.string().optional(),
  }),
})
