import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

export interface Listening {
  /** For socket upgrades. */
  readonly server: Server
  readonly port: number
  /** Takes no new calls, lets running ones finish for at most `graceMs`, then cuts what is left. */
  close(graceMs?: number): Promise<void>
}

/** Answers a call itself, before the app sees it, and says so; for the few paths that are called thousands of times a second. */
export type Front = (request: IncomingMessage, response: ServerResponse) => boolean

/** @throws Error that says so when the port is taken or may not be used */
export async function listen(http: Hono, options: { port: number; host: string; front?: Front }): Promise<Listening> {
  const { front } = options
  const server = createAdaptorServer({ fetch: http.fetch, createServer: front ? behind(front) : createServer }) as Server
  // Slow senders would hold a connection for ever; uploads get five minutes.
  server.headersTimeout = 20_000
  server.requestTimeout = 300_000
  server.keepAliveTimeout = 65_000
  let closing = false
  server.on('request', (_request, response) => {
    response.once('close', () => closing && setImmediate(() => server.closeIdleConnections()))
  })
  server.listen(options.port, options.host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, options.port)
  }
  const address = server.address()
  return {
    server,
    port: typeof address === 'object' && address ? address.port : options.port,
    close: (graceMs = 10_000) => {
      closing = true
      return closeServer(server, graceMs)
    },
  }
}

const behind =
  (front: Front): typeof createServer =>
  (...given: unknown[]) => {
    const app = given.at(-1) as (request: IncomingMessage, response: ServerResponse) => void
    return createServer((request, response) => {
      if (!front(request, response)) app(request, response)
    })
  }

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(timer)
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  const words = REASONS[error.code ?? '']
  return words ? new Error(`port ${port} ${words}`, { cause: error }) : error
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program; stop it or set PORT to another number',
  EACCES: 'may not be used by this user; set PORT to a number above 1023',
}
