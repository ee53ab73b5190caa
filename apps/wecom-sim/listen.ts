import { once } from 'node:events'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'

export interface Listening {
  readonly url: string
  close(): Promise<void>
}

interface Answering {
  fetch: (request: Request, ...rest: never[]) => Response | Promise<Response>
}

export async function listen(wire: Answering, port: number, host: string): Promise<Listening> {
  const server = createAdaptorServer({ fetch: wire.fetch as (request: Request) => Promise<Response> }) as Server
  server.keepAliveTimeout = 65_000
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  const shown = host === '0.0.0.0' ? '127.0.0.1' : host
  return {
    url: `http://${shown}:${typeof address === 'object' && address ? address.port : port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
