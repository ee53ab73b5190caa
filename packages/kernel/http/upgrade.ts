import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** The headers of a socket upgrade as a request has them. */
export function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one)
  }
  return headers
}

const REASONS = { 401: 'Unauthorized', 403: 'Forbidden', 503: 'Service Unavailable' } as const

/** Answers an upgrade with a refusal, and ends it. */
export function refuseUpgrade(socket: Duplex, status: keyof typeof REASONS): undefined {
  if (!socket.destroyed) socket.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\n\r\n`)
  return undefined
}
