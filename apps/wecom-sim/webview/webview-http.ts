import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Platform } from '../world/platform.ts'
import { type Beside, beside, invocation, PageBridge } from './invoke.ts'
import { bridge } from './bridge.ts'

/** Who is signed in to the client; the page that asks who is there reads it as well. */
export const AS_COOKIE = 'wecom_as'
const BESIDE_COOKIE = 'wecom_beside'
/** Passed on to the page's server; the client's own cookies are not. */
const PASSED = ['accept', 'accept-language', 'content-type', 'user-agent', 'if-none-match', 'idempotency-key'] as const

/**
 * The client's window: shows the pages of one server at an address of its own, with the client's bridge put in front of their scripts,
 * as `/__wecom/open?userid=…&chatId=…` was opened beside a conversation.
 */
export function webviewHttp(platform: () => Platform, page: URL): Hono {
  const http = new Hono()
  const pages = new PageBridge(platform)
  http.get('/__wecom/open', (wire) => {
    const who = beside.safeParse(wire.req.query())
    if (!who.success || !platform().world.employees.has(who.data.userid.toLowerCase())) return wire.text('nobody of that name', 404)
    setCookie(wire, AS_COOKIE, who.data.userid, { path: '/', httpOnly: true, sameSite: 'Lax' })
    setCookie(wire, BESIDE_COOKIE, JSON.stringify(who.data), { path: '/', httpOnly: true, sameSite: 'Lax' })
    return wire.redirect(page.pathname + page.search)
  })
  http.get('/__wecom/bridge.js', (wire) => wire.body(bridge, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
  http.post('/__wecom/invoke', async (wire) => {
    const who = readBeside(getCookie(wire, BESIDE_COOKIE))
    const asked = invocation.safeParse(await wire.req.json().catch(() => null))
    if (!who || !asked.success) return wire.json({ err_msg: 'invoke:fail' }, 400)
    return wire.json(pages.answer(who, asked.data))
  })
  http.all('*', async (wire) => {
    const { pathname, search } = new URL(wire.req.url)
    const answer = await fetch(page.origin + pathname + search, {
      method: wire.req.method,
      headers: headersFor(wire.req.raw.headers, page.origin),
      redirect: 'manual',
      ...(wire.req.method === 'GET' || wire.req.method === 'HEAD' ? {} : { body: await wire.req.arrayBuffer() }),
    })
    const headers = new Headers(answer.headers)
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive']) headers.delete(name)
    if (!answer.headers.get('content-type')?.startsWith('text/html'))
      return new Response(answer.status === 304 ? null : await answer.arrayBuffer(), { status: answer.status, headers })
    headers.delete('etag')
    const html = await answer.text()
    return new Response(html.replace('<head>', '<head><script src="/__wecom/bridge.js"></script>'), { status: answer.status, headers })
  })
  return http
}

function headersFor(given: Headers, origin: string): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of given) if (PASSED.some((one) => one === name) || name.startsWith('x-')) headers[name] = value
  const cookies = (given.get('cookie') ?? '').split('; ').filter((cookie) => cookie !== '' && !cookie.startsWith('wecom_'))
  if (cookies.length > 0) headers['cookie'] = cookies.join('; ')
  // For the page's server the reader stands at its own address.
  if (given.has('origin')) headers['origin'] = origin
  return headers
}

function readBeside(cookie: string | undefined): Beside | undefined {
  try {
    return beside.parse(JSON.parse(cookie ?? ''))
  } catch {
    return undefined
  }
}
