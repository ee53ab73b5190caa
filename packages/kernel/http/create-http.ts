import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import sql from 'sql-template-tag'
import { kernelErrors } from '../contract/index.ts'
import { type App, type RequestInfo, type SystemCtx, withinRequest } from '../server/index.ts'
import { answerError, json } from './answer-error.ts'
import { apiPage } from './api-page.ts'
import { clientAddress } from './client-address.ts'
import { CSRF_COOKIE, cookieHeader, readCookies, SESSION_COOKIE } from './cookies.ts'
import { isCsrfToken, makeCsrfToken } from './csrf.ts'
import { type EndpointRoom, handleEndpoint } from './handle-endpoint.ts'
import { openApiDocument } from './open-api.ts'
import { createRateLimit, type Rate } from './rate-limit.ts'
import { securityHeaders } from './security-headers.ts'
import { createPages, type PageFolders } from './static-files.ts'

export interface HttpOptions {
  readonly app: App
  readonly system: SystemCtx
  /** Throw (500) when a verb answers outside its contract: development and tests. Production logs and answers. */
  readonly strictOutput: boolean
  readonly version: string
  /** Built pages; absent in tests and workers. */
  readonly pages?: PageFolders
  /** How many proxies of ours stand in front and add to X-Forwarded-For. */
  readonly trustedProxies?: number
  /** Calls without a sign-in, by address. */
  readonly openRate?: Rate
  /** Calls by API key. */
  readonly keyRate?: Rate
  /** More to ask before saying ready, e.g. that the worker runs. */
  readonly ready?: () => Promise<void>
  /** Routes of the composition's own, before the pages. */
  readonly mount?: (http: Hono) => void
  /** Counts up; for rate limits. */
  readonly nowMs?: () => number
}

/** The product over HTTP, made from the registered endpoints: one Hono app that needs no port, so tests call `.request()`. */
export function createHttp(options: HttpOptions): Hono {
  const { app, system } = options
  const nowMs = options.nowMs ?? (() => performance.now())
  const room: EndpointRoom = {
    app,
    system,
    strictOutput: options.strictOutput,
    openRate: createRateLimit(options.openRate ?? { perMinute: 600, burst: 300 }, nowMs),
    keyRate: createRateLimit(options.keyRate ?? { perMinute: 3000, burst: 500 }, nowMs),
  }
  const secure = app.config.baseUrl.startsWith('https:')
  const http = new Hono()

  http.use(async (c, next) => {
    const id = randomBytes(9).toString('base64url')
    const address = clientAddress(c, options.trustedProxies ?? 0)
    c.set('requestId' as never, id as never)
    await withinRequest({ id, address }, next)
    c.res.headers.set('x-request-id', id)
    for (const [name, value] of Object.entries(securityHeaders(secure, c.req.header('host') ?? null)))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  })
  http.use('/api/*', compress({ threshold: 1024 }))
  http.onError((error, c) => answerError(error, requestOf(c), app.log))

  for (const endpoint of app.registry.endpoints) {
    http.on(endpoint.route.method, endpoint.route.path, async (c) => {
      const cookies = createCookieJar(c, app.config.secret, secure)
      const info: RequestInfo = {
        request: c.req.raw,
        accountId: undefined,
        address: clientAddress(c, options.trustedProxies ?? 0),
        setCookie: cookies.set,
      }
      try {
        const response = await handleEndpoint(room, endpoint, c, info)
        return cookies.into(response, !('raw' in endpoint))
      } catch (error) {
        return cookies.into(answerError(error, requestOf(c), app.log), true)
      }
    })
  }
  mountOwnPages(http, options)
  options.mount?.(http)
  http.all('/api/*', (c) => answerError(kernelErrors.not_found(), requestOf(c), app.log))
  if (options.pages) {
    const pages = createPages(options.pages)
    http.get('*', async (c) => createCookieJar(c, app.config.secret, secure).into(await pages(c.req.raw), true))
  }
  http.notFound((c) => answerError(kernelErrors.not_found(), requestOf(c), app.log))
  return http
}

const requestOf = (c: Context) => ({ id: String(c.get('requestId' as never) ?? ''), method: c.req.method, path: c.req.path })

function mountOwnPages(http: Hono, options: HttpOptions): void {
  const { app, system } = options
  let document: ReturnType<typeof openApiDocument> | undefined
  const openApi = () => {
    document ??= openApiDocument(app.registry.endpoints, { version: options.version, baseUrl: app.config.baseUrl })
    return document
  }
  http.get('/healthz', () => json({ ok: true }, 200))
  http.get('/readyz', async () => {
    await system.db.one(sql`select 1 as up`)
    await options.ready?.()
    return json({ ok: true }, 200)
  })
  http.get('/openapi.json', () => json(openApi(), 200))
  http.get('/docs', (c) => c.html(apiPage(openApi(), c.req.query('lang') ?? c.req.header('accept-language') ?? 'zh')))
}

/** Cookies of one answer. A page that has no CSRF token for its session yet gets one with the next answer that is not a file. */
function createCookieJar(c: Context, secret: string, secure: boolean) {
  const cookies = readCookies(c.req.header('cookie'))
  const wanted: string[] = []
  let session = cookies.get(SESSION_COOKIE) ?? ''
  return {
    set: (name: string, value: string, options: { maxAgeSeconds: number; path?: string }) => {
      if (name === SESSION_COOKIE) session = options.maxAgeSeconds > 0 ? value : ''
      wanted.push(cookieHeader(name, value, { ...options, secure }))
    },
    into: (response: Response, withCsrf: boolean): Response => {
      const stale = !isCsrfToken(secret, session, cookies.get(CSRF_COOKIE) ?? '')
      if (withCsrf && stale && c.req.header('authorization') === undefined) {
        const token = makeCsrfToken(secret, session)
        wanted.push(cookieHeader(CSRF_COOKIE, token, { maxAgeSeconds: 30 * 86_400, secure, readable: true }))
      }
      if (wanted.length === 0) return response
      const out = new Response(response.body, response)
      for (const cookie of wanted) out.headers.append('set-cookie', cookie)
      return out
    },
  }
}
