import { randomBytes } from 'node:crypto'
import type { InsidePages, PageSignature } from '@grove/channel-kit/server'
import { insideSignInUrl, jssdkSignature, WecomError, wecom } from '@grove/wecom-api'
import { clientOf } from './client-of.ts'
import { KIND } from './follow-mass.ts'
import { PLATFORM_API, settingsOf } from './settings.ts'

const SIGN_IN_HOST = 'https://open.weixin.qq.com'

/** Pages beside a conversation in the WeCom client. */
export const wecomInside: InsidePages = {
  kind: KIND,
  signInUrl: (account, { redirectUri, state }) => {
    const { corpId, agentId, apiUrl } = settingsOf(account)
    const url = insideSignInUrl({ corpId, agentId: String(agentId), redirectUri, state })
    // An installation of its own answers sign-ins at the address of its API.
    return apiUrl === PLATFORM_API ? url : url.replace(SIGN_IN_HOST, apiUrl.replace(/\/+$/, ''))
  },
  whoCame: async (ctx, account, code, signal) => {
    try {
      const { userid } = await clientOf(ctx.app, account).call(wecom.getUserInfo, { code }, { signal })
      return userid ? { kind: 'staff', externalId: userid } : { kind: 'stranger' }
    } catch (error) {
      if (!(error instanceof WecomError)) throw error
      if (error.kind === 'gone' || error.kind === 'bad_request') return { kind: 'stale' }
      // Outside of what the app may see: nobody we could know.
      return error.kind === 'configuration' && error.code === 50002 ? { kind: 'stranger' } : { kind: 'later' }
    }
  },
  sign: async (ctx, account, url, signal) => {
    const { corpId, agentId } = settingsOf(account)
    if (agentId === 0) return null
    const client = clientOf(ctx.app, account)
    try {
      const [config, agent] = [await client.ticket('config', { signal }), await client.ticket('agent', { signal })]
      const timestamp = Math.floor(ctx.clock.now().getTime() / 1000)
      const signed = (ticket: string): PageSignature => {
        const nonceStr = randomBytes(8).toString('hex')
        return { timestamp, nonceStr, signature: jssdkSignature({ ticket, nonce: nonceStr, timestamp, url }) }
      }
      return { corpId, agentId: String(agentId), config: signed(config), agent: signed(agent) }
    } catch (error) {
      if (error instanceof WecomError) return null
      throw error
    }
  },
}
