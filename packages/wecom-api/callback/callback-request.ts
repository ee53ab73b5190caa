import { CallbackRefused } from './callback-refused.ts'
import { type CallbackKey, openEnvelope } from './envelope.ts'
import { readXml } from './xml.ts'

export interface CallbackRequest {
  readonly method: 'GET' | 'POST'
  /** The query as it came, decoded exactly once here. */
  readonly query: URLSearchParams
  readonly body?: string
}

export interface CallbackOptions {
  /** With it, envelopes whose timestamp is further from now than `maxAgeSeconds` are refused. */
  readonly now?: Date
  /** Default 3600: the platform repeats within minutes, so an hour leaves room for clocks that are off. */
  readonly maxAgeSeconds?: number
  /** Default 1 MiB. */
  readonly maxBytes?: number
}

/** `verify`: answer `echo` as it is, without quotes or a line end. `event`: store `xml`, then answer 200 with an empty body. */
export type OpenedCallback = { readonly kind: 'verify'; readonly echo: string } | { readonly kind: 'event'; readonly xml: string }

/** One HTTP request of the platform, checked and opened. @throws CallbackRefused: answer 4xx, say nothing else */
export function openCallback(key: CallbackKey, request: CallbackRequest, options: CallbackOptions = {}): OpenedCallback {
  const signed = {
    signature: only(request.query, 'msg_signature'),
    timestamp: only(request.query, 'timestamp'),
    nonce: only(request.query, 'nonce'),
  }
  if (!/^\d{1,13}$/.test(signed.timestamp)) throw new CallbackRefused('bad_query', 'timestamp is no number')
  const { now } = options
  const age = now ? Math.abs(now.getTime() / 1000 - Number(signed.timestamp)) : 0
  if (age > (options.maxAgeSeconds ?? 3600)) throw new CallbackRefused('too_old', 'sealed too long ago')
  if (request.method === 'GET') {
    return { kind: 'verify', echo: openEnvelope(key, { ...signed, encrypt: only(request.query, 'echostr') }) }
  }
  const body = request.body ?? ''
  if (body.length > (options.maxBytes ?? 1024 * 1024)) throw new CallbackRefused('too_large', 'body is too large')
  return { kind: 'event', xml: openEnvelope(key, { ...signed, encrypt: sealedIn(body) }) }
}

function only(query: URLSearchParams, name: string): string {
  const values = query.getAll(name)
  const [value] = values
  if (values.length !== 1 || value === undefined) throw new CallbackRefused('bad_query', `${name} has to be there once`)
  return value
}

/** The one sealed value of the body. Two of them are refused: what is checked has to be what is opened. */
function sealedIn(body: string): string {
  const found = body.trimStart().startsWith('{') ? inJson(body) : inXml(body)
  const [sealed] = found
  if (found.length !== 1 || sealed === undefined) throw new CallbackRefused('bad_envelope', 'there has to be one Encrypt')
  return sealed
}

function inXml(body: string): string[] {
  return readXml(body)
    .children.filter(({ name }) => name === 'Encrypt')
    .map(({ text }) => text)
}

function inJson(body: string): string[] {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new CallbackRefused('bad_envelope', 'neither XML nor JSON')
  }
  return Object.entries(value as Record<string, unknown>).flatMap(([name, sealed]) =>
    name.toLowerCase() === 'encrypt' && typeof sealed === 'string' ? [sealed] : [],
  )
}
