import { type Context, Hono } from 'hono'
import type { Platform } from '../world/platform.ts'
import { carryOut, type Incoming, type Outcome } from './carry-out.ts'
import type { Endpoint, Upload } from './endpoint.ts'
import { endpoints } from './endpoints.ts'
import type { Throttle } from './throttle.ts'

/** Marks an answer that a caller in the same process must treat as never received. */
export const GONE = 'x-sim-gone'
/** Lets a test call from another address. */
export const CALLER = 'x-sim-ip'
const BODY_BYTES = 24 * 1024 * 1024

interface Bindings {
  incoming?: { socket: { remoteAddress?: string; destroy(): void } }
}
type Wire = Context<{ Bindings: Bindings }>

/** The platform's own paths. */
export function platformHttp(platform: Platform, throttle: Throttle): Hono<{ Bindings: Bindings }> {
  const http = new Hono<{ Bindings: Bindings }>()
  for (const endpoint of endpoints) http.on(endpoint.method, endpoint.path, (wire) => serve(platform, throttle, endpoint, wire))
  return http
}

async function serve(platform: Platform, throttle: Throttle, endpoint: Endpoint, wire: Wire): Promise<Response> {
  const incoming = await read(wire)
  const app = platform.world.tokens.get(incoming.query['access_token'] ?? '')?.agentId ?? 0
  if (endpoint.access === 'contacts' && !throttle.enter(app)) return answer(wire, tooMany(incoming))
  try {
    if (platform.faults.slowMs > 0) await new Promise((done) => setTimeout(done, platform.faults.slowMs))
    return answer(wire, carryOut(platform, throttle, endpoint, incoming))
  } finally {
    if (endpoint.access === 'contacts') throttle.leave(app)
  }
}

const tooMany = ({ ip }: Incoming): Outcome => ({
  kind: 'refused',
  code: 45033,
  text: `api concurrent out of limit, hint: [0], from ip: ${ip}, more info at https://open.work.weixin.qq.com/devtool/query?e=45033`,
  extra: {},
})

async function read(wire: Wire): Promise<Incoming> {
  const ip = wire.req.header(CALLER) ?? wire.env?.incoming?.socket.remoteAddress?.replace('::ffff:', '') ?? '127.0.0.1'
  const query = wire.req.query()
  if (wire.req.method === 'GET') return { ip, query, body: {}, upload: null }
  if (Number(wire.req.header('content-length') ?? 0) > BODY_BYTES) return { ip, query, body: null, upload: null }
  if (wire.req.header('content-type')?.startsWith('multipart/form-data')) return { ip, query, body: {}, upload: await uploadOf(wire) }
  return { ip, query, body: jsonOf(await wire.req.text()), upload: null }
}

function jsonOf(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

async function uploadOf(wire: Wire): Promise<Upload | null> {
  const form = await wire.req.formData().catch(() => undefined)
  const file = form?.get('media')
  if (!(file instanceof File)) return null
  return { name: file.name, contentType: file.type || 'application/octet-stream', bytes: new Uint8Array(await file.arrayBuffer()) }
}

function answer(wire: Wire, outcome: Outcome): Response {
  switch (outcome.kind) {
    case 'broken':
      return wire.text('Bad Gateway', 502)
    case 'gone':
      wire.env?.incoming?.socket.destroy()
      return wire.text('', 502, { [GONE]: '1' })
    case 'refused':
      return wire.json({ errcode: outcome.code, errmsg: outcome.text, ...outcome.extra }, 200, {
        'error-code': String(outcome.code),
        'error-msg': encodeURI(outcome.text),
      })
    case 'answer': {
      if (!('bytes' in outcome.answer)) return wire.json({ errcode: 0, errmsg: 'ok', ...outcome.answer })
      const { bytes, contentType, name } = outcome.answer as { bytes: Uint8Array; contentType: string; name: string }
      const disposition = `attachment; filename="${encodeURIComponent(name)}"`
      return new Response(bytes as Uint8Array<ArrayBuffer>, {
        headers: { 'content-type': contentType, 'content-disposition': disposition },
      })
    }
  }
}
