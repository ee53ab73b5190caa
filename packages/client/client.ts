import type { CallOf, Locale, OutputOf, Route } from '@grove/kernel/contract'
import { addressOf } from './address.ts'
import { CallError } from './call-error.ts'
import { sendWithProgress, type UploadOptions } from './upload.ts'

export interface ClientOptions {
  /** Prefix without a trailing slash; empty for the page's own origin. */
  readonly baseUrl?: string
  readonly fetch?: typeof fetch
  /** Value of the `grove_csrf` cookie; writes carry it in a header. */
  readonly csrf?: () => string | undefined
  /** Workspace the person works in; several tabs may stand in several. */
  readonly workspace?: () => number | string | undefined
  readonly locale?: () => Locale
  /** Refuse an answer that does not fit its contract (development, tests); otherwise it is passed on as it came. */
  readonly strict?: boolean
  readonly timeoutMs?: number
  /** Sees every error before the caller does (session expiry, offline banner). */
  readonly onError?: (error: CallError) => void
  /** Sees every answer that came through, to clear the offline banner. */
  readonly onAnswer?: () => void
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Same value for a repeat of the same write: the server answers what it answered before. */
  readonly idempotencyKey?: string | undefined
}

export interface Client {
  /** @throws CallError */
  call<R extends Route>(route: R, input: CallOf<R>, options?: CallOptions): Promise<OutputOf<R>>
  /** Address of a GET route, for pictures and links. */
  url<R extends Route>(route: R, input: CallOf<R>): string
  /** Fetches a file. @throws CallError */
  /** `onProgress` is told the bytes so far; aborting stops the server too. */
  download<R extends Route>(
    route: R,
    input: CallOf<R>,
    options?: { readonly onProgress?: (bytes: number) => void; readonly signal?: AbortSignal },
  ): Promise<{ blob: Blob; fileName: string | undefined }>
  /** Sends a file as the raw body; the rest of the input goes into path and query. @throws CallError */
  upload<R extends Route>(route: R, input: CallOf<R>, file: Blob, options?: UploadOptions): Promise<OutputOf<R>>
}

export function createClient(options: ClientOptions = {}): Client {
  const base = options.baseUrl ?? ''
  const headers = (write: boolean): Record<string, string> => {
    const out: Record<string, string> = { accept: 'application/json' }
    const locale = options.locale?.()
    const workspace = options.workspace?.()
    const csrf = write ? options.csrf?.() : undefined
    if (locale) out['accept-language'] = locale
    if (workspace !== undefined) out['x-grove-workspace'] = String(workspace)
    if (csrf) out['x-grove-csrf'] = csrf
    return out
  }
  const fail = (error: CallError): never => {
    options.onError?.(error)
    throw error
  }
  const send = async (url: string, init: RequestInit, outer: AbortSignal | undefined): Promise<Response> => {
    const abort = new AbortController()
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      abort.abort()
    }, options.timeoutMs ?? 30_000)
    const cancel = () => abort.abort()
    outer?.addEventListener('abort', cancel)
    if (outer?.aborted) cancel()
    try {
      return await (options.fetch ?? fetch)(base + url, { ...init, credentials: 'same-origin', signal: abort.signal })
    } catch {
      if (outer?.aborted) throw new CallError('client.cancelled', 0)
      return fail(new CallError(timedOut ? 'client.timeout' : 'client.offline', 0))
    } finally {
      clearTimeout(timer)
      outer?.removeEventListener('abort', cancel)
    }
  }
  const read = <R extends Route>(route: R, status: number, text: string): OutputOf<R> => {
    const json = parseJson(text)
    if (status < 200 || status > 299) return fail(errorFrom(status, json))
    if (text !== '' && json === undefined) return fail(new CallError('client.bad_answer', status, { status }))
    options.onAnswer?.()
    const parsed = route.output.safeParse(json)
    if (parsed.success) return parsed.data as OutputOf<R>
    if (options.strict) throw new Error(`${route.method} ${route.path} answered outside its contract: ${parsed.error.message}`)
    return json as OutputOf<R>
  }

  return {
    call: async (route, input, { signal, idempotencyKey } = {}) => {
      const { url, body } = addressOf(route, input as Record<string, unknown>)
      const head = headers(route.method !== 'GET')
      if (body) head['content-type'] = 'application/json'
      if (idempotencyKey) head['idempotency-key'] = idempotencyKey
      const response = await send(url, { method: route.method, headers: head, ...(body ? { body: JSON.stringify(body) } : {}) }, signal)
      return read(route, response.status, await response.text())
    },
    url: (route, input) => base + addressOf(route, input as Record<string, unknown>).url,
    download: async (route, input, download = {}) => {
      const { url, body } = addressOf(route, input as Record<string, unknown>)
      const head = headers(route.method !== 'GET')
      if (body) head['content-type'] = 'application/json'
      const response = await send(
        url,
        { method: route.method, headers: head, ...(body ? { body: JSON.stringify(body) } : {}) },
        download.signal,
      )
      if (!response.ok) return fail(errorFrom(response.status, parseJson(await response.text())))
      return { blob: await blobOf(response, download.onProgress), fileName: fileNameOf(response.headers.get('content-disposition')) }
    },
    upload: async (route, input, file, upload = {}) => {
      const { url } = addressOf(route, input as Record<string, unknown>, true)
      try {
        const answer = await sendWithProgress(route.method, base + url, headers(true), file, upload)
        return read(route, answer.status, answer.text)
      } catch (error) {
        if (error instanceof CallError && error.status === 0 && error.code !== 'client.cancelled') options.onError?.(error)
        throw error
      }
    },
  }
}

/** The body as it comes; the browser keeps large blobs on disk. */
async function blobOf(response: Response, onProgress: ((bytes: number) => void) | undefined): Promise<Blob> {
  if (!response.body || !onProgress) return response.blob()
  const reader = response.body.getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value as Uint8Array<ArrayBuffer>)
    bytes += next.value.byteLength
    onProgress(bytes)
  }
  return new Blob(parts, { type: response.headers.get('content-type') ?? '' })
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}

function errorFrom(status: number, json: unknown): CallError {
  if (typeof json === 'object' && json !== null && 'code' in json && typeof json.code === 'string') {
    const data = 'data' in json && typeof json.data === 'object' && json.data !== null ? (json.data as Record<string, unknown>) : {}
    return new CallError(json.code, status, data)
  }
  return new CallError('client.bad_answer', status, { status })
}

function fileNameOf(disposition: string | null): string | undefined {
  const extended = disposition?.match(/filename\*=UTF-8''([^;]+)/i)?.[1]
  if (extended) return decodeURIComponent(extended)
  return disposition?.match(/filename="?([^";]+)"?/i)?.[1]
}
