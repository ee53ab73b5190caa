import { connect, type Socket } from 'node:net'

/** Posts one body after the other over one kept connection. */
export interface PlainPost {
  /** The status; 0 when the connection failed, after which the next goes over a new one. */
  post(pathname: string, body: string): Promise<number>
  end(): void
}

/**
 * As little of HTTP as a platform needs that is played on the machine of the server under test: node's own client costs as much there as the server
 * it asks.
 */
export function plainPost(address: URL): PlainPost {
  let socket: Socket | undefined
  let answered: ((status: number) => void) | undefined
  let seen = ''
  const answer = (status: number) => {
    const tell = answered
    answered = undefined
    seen = ''
    tell?.(status)
  }
  const open = (): Socket => {
    const made = connect(Number(address.port), address.hostname).setNoDelay(true).setEncoding('latin1')
    made.on('data', (part: string) => {
      seen += part
      if (isWhole(seen)) answer(Number(seen.slice(9, 12)))
    })
    made.on('error', () => undefined)
    made.on('close', () => {
      if (socket === made) socket = undefined
      answer(0)
    })
    return made
  }
  return {
    post: (pathname, body) =>
      new Promise((resolve) => {
        answered = resolve
        socket ??= open()
        socket.write(
          `POST ${pathname} HTTP/1.1\r\nHost: ${address.host}\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        )
      }),
    end: () => socket?.destroy(),
  }
}

/** Whether an answer has come to its end. */
function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n')
  if (head === -1) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))
  return length ? text.length >= head + 4 + Number(length[1]) : text.endsWith('0\r\n\r\n')
}
