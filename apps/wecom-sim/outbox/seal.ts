import { createHash } from 'node:crypto'
import { type CallbackKey, callbackKey, sealEnvelope } from '@grove/wecom-api/callback'
import type { CallbackConfig } from '../world/world.ts'

export interface SealedPost {
  readonly url: string
  readonly body: string
}

/** Keys are derived from the settings once: a storm seals thousands a second. */
const keys = new Map<string, CallbackKey>()

function keyFor(config: CallbackConfig, corpId: string): CallbackKey {
  const name = `${corpId} ${config.token} ${config.aesKey}`
  const known = keys.get(name)
  if (known) return known
  if (keys.size > 100) keys.clear()
  const key = callbackKey({ token: config.token, encodingAesKey: config.aesKey, receiveId: corpId })
  keys.set(name, key)
  return key
}

/** `salt` is different for every try: nonce and random bytes follow from it, so a run replays byte for byte. */
export function sealPost(config: CallbackConfig, corpId: string, agentId: number, xml: string, seconds: number, salt: string): SealedPost {
  const random = createHash('md5').update(salt).digest()
  const nonce = String(random.readUInt32BE(0))
  const sealed = sealEnvelope(keyFor(config, corpId), xml, { timestamp: String(seconds), nonce, random })
  const query = `msg_signature=${sealed.signature}&timestamp=${sealed.timestamp}&nonce=${nonce}`
  return {
    url: withQuery(config.url, query),
    body: `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><Encrypt><![CDATA[${sealed.encrypt}]]></Encrypt><AgentID><![CDATA[${agentId}]]></AgentID></xml>`,
  }
}

/** The question asked when the address is saved: whoever can open it answers `echo`. */
export function sealEcho(config: CallbackConfig, corpId: string, seconds: number, salt: string): { url: string; echo: string } {
  const random = createHash('md5').update(salt).digest()
  const [nonce, echo] = [String(random.readUInt32BE(0)), String(random.readBigUInt64BE(4))]
  const sealed = sealEnvelope(keyFor(config, corpId), echo, { timestamp: String(seconds), nonce, random })
  const query = `msg_signature=${sealed.signature}&timestamp=${sealed.timestamp}&nonce=${nonce}&echostr=${encodeURIComponent(sealed.encrypt)}`
  return { url: withQuery(config.url, query), echo }
}

const withQuery = (url: string, query: string) => `${url}${url.includes('?') ? '&' : '?'}${query}`
