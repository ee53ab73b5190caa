import type { Context } from 'hono'
import { kernelErrors, type Route } from '../contract/index.ts'
import { type App, type Ctx, type Endpoint, holds, type RawEndpoint, type RequestInfo, type SystemCtx } from '../server/index.ts'
import { json } from './answer-error.ts'
import { CSRF_HEADER } from './cookies.ts'
import { requireCsrf, requireOwnOrigin } from './csrf.ts'
import { callerOf, onceForKey, readIdempotencyKey, requestHash } from './idempotency.ts'
import { DEFAULT_MAX_BYTES, limitedBody, readBody } from './limited-body.ts'
import type { RateLimit } from './rate-limit.ts'
import { parseInput, parseJsonObject } from './read-input.ts'
import { type Credentials, credentialsOf, type Entry, sessionGate } from './session-gate.ts'

export interface EndpointRoom {
  readonly app: App
  readonly system: SystemCtx
  /** Throw when a verb answers outside its contract; otherwise log it and answer. */
  readonly strictOutput: boolean
  readonly openRate: RateLimit
  readonly keyRate: RateLimit
}

interface Admitted {
  readonly accountId: number | undefined
  readonly entry: Entry | undefined
}

/** One call: rate, gate, origin, body, verb, answer. The gate comes before the body, so strangers upload nothing. */
export async function handleEndpoint(
  room: EndpointRoom,
  endpoint: Endpoint | RawEndpoint,
  c: Context,
  info: RequestInfo,
): Promise<Response> {
  const { route } = endpoint
  const request = c.req.raw
  const credentials = credentialsOf((name) => c.req.header(name))
  if (route.access === 'public') room.openRate.take(info.address)
  const admitted = await admit(room, route, credentials, c.req.param() as Record<string, string>)
  if (route.access === 'visitor' && admitted.entry?.by === 'nothing') room.openRate.take(info.address)
  if (admitted.entry?.by === 'apiKey' && admitted.entry.actor.kind === 'apiKey') room.keyRate.take(String(admitted.entry.actor.keyId))
  const write = request.method !== 'GET' && request.method !== 'HEAD'
  if (write && admitted.entry?.by !== 'apiKey') {
    requireOwnOrigin(request.headers, room.app.config.baseUrl)
    const byCookie = admitted.accountId !== undefined || (admitted.entry !== undefined && admitted.entry.by !== 'nothing')
    if (byCookie) requireCsrf(room.app.config.secret, credentials.cookies, request.headers.get(CSRF_HEADER))
  }
  const { entry } = admitted
  if (entry?.renew) info.setCookie(entry.renew.name, entry.renew.value, { maxAgeSeconds: entry.renew.maxAgeSeconds })
  const seen: RequestInfo = { ...info, accountId: admitted.accountId }
  const ctx = entry ? await room.system.enter(entry.workspaceId, entry.actor) : room.system
  const key = write && entry ? readIdempotencyKey(request.headers.get('idempotency-key'), entry.by === 'apiKey') : undefined
  return key === undefined ? runPlain(room, endpoint, c, ctx, seen) : runKeyed(room, endpoint, c, ctx as Ctx, seen, key)
}

/** @throws kernel.not_signed_in, kernel.forbidden, kernel.not_found */
async function admit(room: EndpointRoom, route: Route, credentials: Credentials, params: Record<string, string>): Promise<Admitted> {
  const { access } = route
  const gate = room.app.use(sessionGate)
  if (access === 'public' || access === 'session') {
    const accountId = await gate.account(room.system, credentials)
    if (access === 'session' && accountId === undefined) throw kernelErrors.not_signed_in()
    return { accountId, entry: undefined }
  }
  if (access === 'member' || access === 'visitor') {
    const entry = await gate.memberPage(room.system, credentials, params['ws'] ?? '')
    if (!entry) throw kernelErrors.not_found()
    if (access === 'member' && entry.actor.kind !== 'member') throw kernelErrors.not_signed_in()
    return { accountId: undefined, entry }
  }
  const entry = await gate.staff(room.system, credentials)
  if (!entry) throw kernelErrors.not_signed_in()
  if (!holds(entry.actor, access.right)) throw kernelErrors.forbidden({ right: access.right })
  return { accountId: entry.actor.kind === 'staff' ? entry.actor.accountId : undefined, entry }
}

async function runPlain(
  room: EndpointRoom,
  endpoint: Endpoint | RawEndpoint,
  c: Context,
  ctx: Ctx | SystemCtx,
  info: RequestInfo,
): Promise<Response> {
  const { route } = endpoint
  const request = c.req.raw
  const maxBytes = route.maxBytes ?? DEFAULT_MAX_BYTES
  if ('raw' in endpoint) {
    const body = limitedBody(request, maxBytes)
    return runRaw(endpoint, c, ctx, { ...info, request: body ? withBody(request, body) : request })
  }
  return runJson(room, endpoint, c, ctx, info, hasQueryInput(route) ? undefined : await readBody(request, maxBytes))
}

/** With an Idempotency-Key the body is held whole: it is part of what makes two calls the same. */
async function runKeyed(
  room: EndpointRoom,
  endpoint: Endpoint | RawEndpoint,
  c: Context,
  ctx: Ctx,
  info: RequestInfo,
  key: string,
): Promise<Response> {
  const request = c.req.raw
  const body = await readBody(request, endpoint.route.maxBytes ?? DEFAULT_MAX_BYTES)
  const claim = { caller: callerOf(ctx), key, hash: requestHash(request.method, request.url, body) }
  return onceForKey(ctx, claim, (tx) =>
    'raw' in endpoint
      ? runRaw(endpoint, c, tx, { ...info, request: withBody(request, body) })
      : runJson(room, endpoint, c, tx, info, hasQueryInput(endpoint.route) ? undefined : body),
  )
}

const hasQueryInput = (route: Route) => route.method === 'GET' || route.method === 'DELETE'

function withBody(request: Request, body: ReadableStream<Uint8Array> | Buffer): Request {
  const init: RequestInit & { duplex: 'half' } = {
    method: request.method,
    headers: request.headers,
    body: body as BodyInit,
    duplex: 'half',
  }
  return new Request(request.url, init)
}

function runRaw(endpoint: RawEndpoint, c: Context, ctx: Ctx | SystemCtx, info: RequestInfo): Promise<Response> {
  const input = parseInput(endpoint.route, c.req.param() as Record<string, string>, new URL(c.req.url).searchParams)
  return endpoint.raw(ctx as Ctx, input as never, info)
}

async function runJson(
  room: EndpointRoom,
  endpoint: Endpoint,
  c: Context,
  ctx: Ctx | SystemCtx,
  info: RequestInfo,
  body: Buffer | undefined,
): Promise<Response> {
  const { route } = endpoint
  const rest = body ? parseJsonObject(body.toString('utf8'), c.req.header('content-type') ?? null) : new URL(c.req.url).searchParams
  const input = parseInput(route, c.req.param() as Record<string, string>, rest)
  const output = await endpoint.run(ctx as never, input as never, info)
  return json(checkOutput(room, route, output) ?? {}, 200)
}

function checkOutput(room: EndpointRoom, route: Route, output: unknown): unknown {
  const parsed = route.output.safeParse(output)
  if (parsed.success) return parsed.data
  const fault = `${route.method} ${route.path} answers outside its contract: ${parsed.error.message}`
  if (room.strictOutput) throw new Error(fault)
  room.app.log.error({ route: `${route.method} ${route.path}`, issues: parsed.error.issues }, 'a verb answered outside its contract')
  return output
}
