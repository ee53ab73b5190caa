import { callbackKey, openCallback, readEvent, sealEnvelope } from '@grove/wecom-api/callback'
import { type Bench, medianOf, seconds } from '../harness.ts'

const key = callbackKey({ token: 'QDG6eK', encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', receiveId: 'ww6a112864f8022910' })

function requests(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const event = `<xml><ToUserName><![CDATA[ww6a112864f8022910]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>${1_754_870_400 + index}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[wm${index}]]></ExternalUserID><State><![CDATA[poster-7]]></State><WelcomeCode><![CDATA[WC-${index}]]></WelcomeCode></xml>`
    const { signature, timestamp, nonce, encrypt } = sealEnvelope(key, event, { timestamp: '1760670070', nonce: `n${index}` })
    const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce })
    const body = `<xml><ToUserName><![CDATA[ww6a112864f8022910]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>`
    return { query, body }
  })
}

/** One process, one core: signature, decryption and both layers of XML of callbacks as they come. */
export const wecomCallbacksBench: Bench = {
  name: 'wecom-callbacks',
  run: async ({ scale, say }) => {
    const made = requests(Math.max(2000, Math.round(50_000 * scale)))
    let read = 0
    const openAll = async () => {
      for (const { query, body } of made) {
        const opened = openCallback(key, { method: 'POST', query, body })
        if (opened.kind === 'event' && readEvent(opened.xml).key !== '') read += 1
      }
    }
    await openAll()
    const rate = await medianOf(5, async () => made.length / (await seconds(openAll)))
    say(`${Math.round(rate)} callbacks a second, ${read} read`)
    return [{ name: 'wecom: callbacks opened and parsed in process', value: rate, unit: '/s', atLeast: 20_000 }]
  },
}
