import { createHash } from 'node:crypto'
import { z } from 'zod'
import { sayInGroup } from '../acts/say-in-group.ts'
import { TOKEN_MS } from '../api/auth.ts'
import { employeeOf, followOf } from '../world/people.ts'
import type { Platform } from '../world/platform.ts'
import { Refused } from '../world/refused.ts'
import { talkInPrivate } from '../world/talk.ts'
import type { Ticket } from '../world/world.ts'

/** The conversation the page was opened beside, and who opened it. */
export const beside = z.object({ userid: z.string(), customerId: z.string().optional(), chatId: z.string().optional() })
export type Beside = z.infer<typeof beside>

export const invocation = z.object({ name: z.string().max(60), params: z.record(z.string(), z.unknown()), url: z.url().max(4000) })
type Invocation = z.infer<typeof invocation>

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const message = z.object({ msgtype: z.literal('text'), text: z.object({ content: z.string().min(1).max(4000) }) })

/** The client's half of the JS-SDK. Nothing but the two configs works on a page that has not shown the app's signature. */
export class PageBridge {
  private readonly admitted = new Set<string>()
  private readonly platform: () => Platform

  constructor(platform: () => Platform) {
    this.platform = platform
  }

  answer(who: Beside, { name, params, url }: Invocation): Record<string, unknown> {
    const done = (rest: object = {}) => ({ err_msg: `${name}:ok`, ...rest })
    const fail = (reason: string) => ({ err_msg: `${name}:${reason}` })
    if (name === 'preVerifyJSAPI') {
      const { verifyAppId: corp, verifyTimestamp: at, verifyNonceStr: nonce, verifySignature: signature } = params
      return this.fits('corp', { corp, agent: null, at, nonce, signature }, url) ? done() : fail('invalid signature')
    }
    if (name === 'agentConfig') {
      const { corpid: corp, agentid: agent, timestamp: at, nonceStr: nonce, signature } = params
      if (!this.fits('agent', { corp, agent, at, nonce, signature }, url)) return fail('invalid signature')
      this.admitted.add(`${who.userid} ${url}`)
      return done()
    }
    if (!this.admitted.has(`${who.userid} ${url}`)) return fail('no permission')
    switch (name) {
      case 'getContext':
        return done({ entry: who.chatId ? 'group_chat_tools' : who.customerId ? 'single_chat_tools' : 'normal' })
      case 'getCurExternalChat':
        return who.chatId ? done({ chatId: who.chatId }) : fail('not in group chat')
      case 'getCurExternalContact':
        return who.customerId ? done({ userId: who.customerId }) : fail('without context of external contact')
      case 'sendChatMessage':
        return this.say(who, params) ? done() : fail('fail')
      default:
        return fail('function not exist')
    }
  }

  /** Is this the signature the platform's ticket gives for this page? */
  private fits(kind: Ticket['kind'], given: Record<'corp' | 'agent' | 'at' | 'nonce' | 'signature', unknown>, url: string): boolean {
    const { world, now } = this.platform()
    if (given.corp !== world.corp.id) return false
    return [...world.tickets.values()].some((ticket) => {
      if (ticket.kind !== kind || now() - ticket.createdAt >= TOKEN_MS) return false
      if (given.agent !== null && text(given.agent) !== String(ticket.agentId)) return false
      const signed = `jsapi_ticket=${ticket.value}&noncestr=${text(given.nonce)}&timestamp=${text(given.at)}&url=${url}`
      return createHash('sha1').update(signed).digest('hex') === given.signature
    })
  }

  private say(who: Beside, params: unknown): boolean {
    const said = message.safeParse(params)
    if (!said.success) return false
    const platform = this.platform()
    const { userid } = employeeOf(platform.world, who.userid)
    try {
      if (who.chatId) sayInGroup(platform, who.chatId, userid, said.data.text.content)
      else if (who.customerId && followOf(platform.world, userid, who.customerId))
        talkInPrivate(platform, userid, who.customerId, 'employee', said.data.text.content)
      else return false
      return true
    } catch (error) {
      if (error instanceof Refused) return false
      throw error
    }
  }
}
