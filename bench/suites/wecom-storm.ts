import { sealEnvelope, type CallbackKey } from '@grove/wecom-api/callback'
import { plainPost } from './plain-post.ts'

export interface Storm {
  readonly sent: number
  readonly accepted: number
  readonly seconds: number
  /** When each welcome code was sent, by the machine's clock. */
  readonly welcomes: readonly (readonly [code: string, at: number])[]
}

interface Given {
  readonly address: string
  readonly connections: number
  readonly forMs: number
  /** Callbacks before, so that none is made twice. */
  readonly from: number
  /** Every so many-th has a welcome code. */
  readonly welcomeEvery: number
  /** So many a second, as the platform would send them whether answered or not; left out: as many as are answered. */
  readonly perSecond?: number
}

/** What a process of its own is told. */
export interface StormOrder extends Given {
  readonly keys: { readonly token: string; readonly encodingAesKey: string; readonly receiveId: string }
}

/** The machine's clock, the same in every process. */
export const machineMs = () => performance.timeOrigin + performance.now()

const eventOf = (n: number, code: string) =>
  `<xml><ToUserName><![CDATA[ww6a112864f8022910]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>${1_754_870_400 + n}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[edit_external_contact]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[wm${n % 5000}]]></ExternalUserID>${code ? `<WelcomeCode><![CDATA[${code}]]></WelcomeCode>` : ''}</xml>`

/** Callbacks over a number of kept connections: as many as are answered, or so many a second. */
export async function storm(given: Given & { readonly key: CallbackKey }): Promise<Storm> {
  const address = new URL(given.address)
  const end = performance.now() + given.forMs
  const start = performance.now()
  let [sent, accepted] = [0, 0]
  const welcomes: [string, number][] = []
  const lane = async () => {
    const connection = plainPost(address)
    while (performance.now() < end) {
      const turn = sent++
      const n = given.from + turn
      const early = given.perSecond === undefined ? 0 : start + (turn / given.perSecond) * 1000 - performance.now()
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early))
      const code = given.welcomeEvery > 0 && n % given.welcomeEvery === 0 ? `WC-${n}` : ''
      const { signature, timestamp, nonce, encrypt } = sealEnvelope(given.key, eventOf(n, code), {
        timestamp: String(Math.floor(Date.now() / 1000)),
        nonce: `n${n}`,
      })
      const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce }).toString()
      const body = `<xml><ToUserName><![CDATA[ww6a112864f8022910]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>`
      if (code) welcomes.push([code, machineMs()])
      if ((await connection.post(`${address.pathname}?${query}`, body)) === 200) accepted += 1
    }
    connection.end()
  }
  await Promise.all(Array.from({ length: given.connections }, lane))
  return { sent, accepted, seconds: (performance.now() - start) / 1000, welcomes }
}
