import type { Endpoint } from '../endpoints/index.ts'
import { WecomError } from '../errors/wecom-error.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** The reply as the platform wrote it. */
export interface RawReply extends Readonly<Record<string, unknown>> {
  readonly errcode: number
  readonly errmsg: string
}

/** Failures before anything was sent: the connection was not made. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

interface Sending {
  readonly baseUrl: string
  readonly fetch: Fetch
  readonly endpoint: Endpoint
  readonly input: Readonly<Record<string, unknown>>
  readonly accessToken: string | null
  readonly signal: AbortSignal
}

/** One HTTP request. Whatever goes wrong on the way is a WecomError; the address, which holds the token, is in none of them. */
export async function send(sending: Sending): Promise<RawReply> {
  const { endpoint } = sending
  let response: Response
  let body: string
  try {
    response = await sending.fetch(addressOf(sending), initOf(sending))
    body = await response.text()
  } catch (error) {
    throw lost(endpoint, sending.signal.aborted ? 'no answer in time' : 'the line broke', causeOf(error))
  }
  if (response.status === 429) {
    throw new WecomError({ kind: 'retry_later', code: null, endpoint: endpoint.name, message: 'HTTP 429', afterSeconds: 60 })
  }
  if (response.status >= 500) throw lost(endpoint, `HTTP ${response.status}`, null)
  return replyOf(endpoint, response.status, body)
}

function addressOf({ baseUrl, endpoint, input, accessToken }: Sending): string {
  const query = new URLSearchParams()
  if (accessToken !== null) query.set('access_token', accessToken)
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined && (endpoint.method === 'GET' || endpoint.query.includes(name))) query.set(name, String(value))
  }
  const text = query.toString()
  return `${baseUrl}${endpoint.path}${text ? `?${text}` : ''}`
}

function initOf({ endpoint, input, signal }: Sending): RequestInit {
  if (endpoint.method === 'GET') return { method: 'GET', signal }
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !endpoint.query.includes(name)))
  if (endpoint.body === 'json') {
    return { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(rest), signal }
  }
  const { media } = rest as { media: { name: string; type: string; data: Uint8Array<ArrayBuffer> } }
  const form = new FormData()
  form.set('media', new Blob([media.data], { type: media.type }), media.name)
  return { method: 'POST', body: form, signal }
}

function replyOf(endpoint: Endpoint, status: number, body: string): RawReply {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw lost(endpoint, `HTTP ${status} without JSON`, null)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw lost(endpoint, `HTTP ${status} with odd JSON`, null)
  const { errcode = 0, errmsg = '' } = value as { errcode?: unknown; errmsg?: unknown }
  const code = Number(errcode)
  if (!Number.isSafeInteger(code)) throw lost(endpoint, 'errcode is no number', null)
  return { ...value, errcode: code, errmsg: String(errmsg) }
}

/** An answer that did not come or can't be read. What may be repeated is retried; what may not is in doubt. */
export function lost(endpoint: Endpoint, message: string, cause: { code: string } | null): WecomError {
  const sure = endpoint.effect !== 'once' || (cause !== null && NOT_SENT.has(cause.code))
  return new WecomError({
    kind: sure ? 'retry_later' : 'unknown_outcome',
    code: null,
    endpoint: endpoint.name,
    message: cause?.code ? `${message} (${cause.code})` : message,
    ...(sure ? { afterSeconds: 5 } : {}),
  })
}

function causeOf(error: unknown): { code: string } | null {
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  if (typeof code === 'string') return { code }
  return cause ? causeOf(cause) : null
}
