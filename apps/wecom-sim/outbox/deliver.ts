import { Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'

export interface Delivered {
  readonly status: number
  readonly body: string
}

/** Posts or asks one address. Replaced by tests that have no socket. */
export type Deliver = (request: { method: 'GET' | 'POST'; url: string; body: string; timeoutMs: number }) => Promise<Delivered>

const ANSWER_BYTES = 4096

/** Keeps its connections: a storm of thousands a second must not be held up by handshakes. */
export function httpDelivery(connections: number): { deliver: Deliver; close(): void } {
  const agents = {
    plain: new PlainAgent({ keepAlive: true, maxSockets: connections }),
    secure: new SecureAgent({ keepAlive: true, maxSockets: connections }),
  }
  const deliver: Deliver = ({ method, url, body, timeoutMs }) =>
    new Promise((done, fail) => {
      const secure = url.startsWith('https:')
      const bytes = Buffer.from(body)
      const call = (secure ? secureRequest : plainRequest)(url, {
        method,
        agent: secure ? agents.secure : agents.plain,
        headers: method === 'POST' ? { 'content-type': 'text/xml; charset=utf-8', 'content-length': bytes.length } : {},
      })
      const timer = setTimeout(() => call.destroy(new Error('no answer in time')), timeoutMs)
      call.on('error', (error) => {
        clearTimeout(timer)
        fail(error)
      })
      call.on('response', (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          if (text.length < ANSWER_BYTES) text += chunk
        })
        answer.on('end', () => {
          clearTimeout(timer)
          done({ status: answer.statusCode ?? 0, body: text })
        })
        answer.on('error', fail)
      })
      call.end(bytes)
    })
  return {
    deliver,
    close: () => {
      agents.plain.destroy()
      agents.secure.destroy()
    },
  }
}
