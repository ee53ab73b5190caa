import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Endpoint, wecom } from '../endpoints/index.ts'
import { BUSY, TOKEN_CODES, TOO_MANY_AT_ONCE, TOO_OFTEN } from '../errors/error-table.ts'
import { refusalOf, WecomError } from '../errors/wecom-error.ts'
import { type Fetch, lost, type RawReply, send } from './http.ts'
import { type CallCounter, memoryCounter, portions } from './rate-limiter.ts'
import { slots } from './slots.ts'
import { memoryTokens, type SharedToken, type TokenStore } from './token-store.ts'

export interface WecomClientOptions {
  readonly corpId: string
  /** Secret of one app. A client acts as that app; make another for another app. */
  readonly secret: string
  /** Default the platform's own; scheme and host, without a path. */
  readonly baseUrl?: string
  /** Shared by all processes, or kept in this one. */
  readonly tokens?: TokenStore
  readonly counter?: CallCounter
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly fetch?: Fetch
  /** One request. Default 10 s. */
  readonly timeoutMs?: number
  /** Requests at once from this process; the platform answers 45033 to more than it likes. Default 8. */
  readonly concurrency?: number
  /** Calls taken from the counter at a time. Default 50. */
  readonly portion?: number
}

export interface CallOptions {
  readonly signal?: AbortSignal
  /** The longest to wait for the limiter or between tries before giving up with `retry_later`. Default 5 s. */
  readonly maxWaitMs?: number
}

export interface WecomClient {
  /** @throws WecomError, always */
  call<Request extends z.ZodType, Reply extends z.ZodType>(
    endpoint: Endpoint<Request, Reply>,
    input: z.input<Request>,
    options?: CallOptions,
  ): Promise<z.output<Reply>>
  /** All pages of a list that goes on by cursor. Stops when the cursor ends or comes round again. */
  pages<Request extends z.ZodType, Reply extends z.ZodType>(
    endpoint: Endpoint<Request, Reply>,
    input: z.input<Request>,
    options?: CallOptions & { readonly from?: string | null },
  ): AsyncGenerator<z.output<Reply>>
  /** The ticket pages are signed with: `config` of the corp, or `agent` of the app. */
  ticket(kind: 'config' | 'agent', options?: CallOptions): Promise<string>
}

const TRIES = 3
/** Replaced this long before its end, so that no call starts with a token about to die. */
const TOKEN_MARGIN_MS = 300_000
const MINUTE_PENALTY_MS = 60_000

export function createWecomClient(options: WecomClientOptions): WecomClient {
  const tokens = options.tokens ?? memoryTokens()
  const counter = options.counter ?? memoryCounter()
  const mayCall = portions(counter, options.portion ?? 50)
  const inSlot = slots(options.concurrency ?? 8)
  const baseUrl = (options.baseUrl ?? 'https://qyapi.weixin.qq.com').replace(/\/+$/, '')
  const name = createHash('sha256').update(`${baseUrl}\n${options.corpId}\n${options.secret}`).digest('hex').slice(0, 40)

  const usable = (token: SharedToken | null) => token !== null && token.expiresAt - TOKEN_MARGIN_MS > options.now()

  async function tokenFor(stale: string | null, call: CallOptions): Promise<string> {
    const known = await tokens.read(`token:${name}`)
    if (known && usable(known) && known.value !== stale) return known.value
    const fetched = await tokens.refresh(`token:${name}`, stale ?? known?.value ?? null, async () => {
      const reply = await perform(wecom.gettoken, { corpid: options.corpId, corpsecret: options.secret }, null, call)
      if (reply.errcode !== 0) throw refusalOf(wecom.gettoken.name, reply.errcode, reply.errmsg)
      const { access_token: value, expires_in: seconds } = parsed(wecom.gettoken, reply)
      return { value, expiresAt: options.now() + seconds * 1000 }
    })
    return fetched.value
  }

  /** Waits until the limiter lets the call through, sends it, and learns from a refusal for being too many. */
  async function perform(
    endpoint: Endpoint,
    input: Record<string, unknown>,
    accessToken: string | null,
    call: CallOptions,
  ): Promise<RawReply> {
    const signal = call.signal ?? new AbortController().signal
    const bucket = `${options.corpId}:${endpoint.name}`
    const retryAt = await mayCall(bucket, options.now())
    if (retryAt > 0) {
      const wait = retryAt - options.now()
      if (wait > (call.maxWaitMs ?? 5000)) throw tooOften(endpoint, wait)
      await options.sleep(Math.max(0, wait), signal)
      return perform(endpoint, input, accessToken, { ...call, maxWaitMs: (call.maxWaitMs ?? 5000) - wait - 1 })
    }
    const reply = await inSlot(
      () =>
        send({
          baseUrl,
          fetch: options.fetch ?? fetch,
          endpoint,
          input,
          accessToken,
          signal: AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs ?? 10_000)]),
        }),
      signal,
    )
    if (reply.errcode === TOO_OFTEN) {
      await counter.block(bucket, options.now() + MINUTE_PENALTY_MS)
      throw tooOften(endpoint, MINUTE_PENALTY_MS, TOO_OFTEN)
    }
    if (reply.errcode === TOO_MANY_AT_ONCE) throw tooOften(endpoint, 1000, TOO_MANY_AT_ONCE)
    if (reply.errcode === BUSY) throw busy(endpoint)
    return reply
  }

  /** Repeats what may be repeated, a few times, while there is time to wait. */
  async function persist(endpoint: Endpoint, input: Record<string, unknown>, call: CallOptions): Promise<RawReply> {
    let stale: string | null = null
    let waited = 0
    for (let attempt = 1; ; attempt++) {
      try {
        const token: string | null = endpoint.token === 'app' ? await tokenFor(stale, call) : null
        const reply = await perform(endpoint, input, token, call)
        // A token that died early is replaced once; a second refusal is the answer.
        if (token === null || stale !== null || !TOKEN_CODES.has(reply.errcode)) return reply
        stale = token
      } catch (error) {
        const wait = error instanceof WecomError && error.kind === 'retry_later' ? (error.afterSeconds ?? 0) * 1000 : Infinity
        const pause = Math.min(wait, 50 * 4 ** attempt)
        const mayWait = wait <= 5000 && waited + pause <= (call.maxWaitMs ?? 5000)
        if (attempt >= TRIES || !mayWait) throw error
        waited += pause
        await options.sleep(pause, call.signal ?? new AbortController().signal)
      }
    }
  }

  const client: WecomClient = {
    call: async (endpoint, input, call = {}) => {
      const request = endpoint.request.safeParse(input)
      if (!request.success) {
        const [issue] = request.error.issues
        const message = `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim()
        throw new WecomError({ kind: 'bad_request', code: null, endpoint: endpoint.name, message })
      }
      const reply = await guarded(endpoint, () => persist(endpoint, request.data as Record<string, unknown>, call))
      if (reply.errcode !== 0) throw refusalOf(endpoint.name, reply.errcode, reply.errmsg)
      return parsed(endpoint, reply)
    },
    async *pages(endpoint, input, call = {}) {
      const seen = new Set<string>()
      let cursor: string | null = call.from ?? null
      do {
        const page = await client.call(endpoint, cursor === null ? input : ({ ...(input as object), cursor } as never), call)
        yield page
        cursor = (page as { next_cursor?: string | null }).next_cursor ?? null
        // A list that runs in circles is not read whole: ending quietly would lose what was never shown.
        if (cursor !== null && seen.has(cursor)) throw lost(endpoint, `the same cursor again: ${cursor}`, null)
        if (cursor !== null) seen.add(cursor)
      } while (cursor !== null)
    },
    ticket: async (kind, call = {}) => {
      const ticketName = `ticket:${kind}:${name}`
      const known = await tokens.read(ticketName)
      if (known && usable(known)) return known.value
      const fetched = await tokens.refresh(ticketName, known?.value ?? null, async () => {
        const reply =
          kind === 'agent'
            ? await client.call(wecom.getAgentTicket, { type: 'agent_config' }, call)
            : await client.call(wecom.getJsapiTicket, {}, call)
        return { value: reply.ticket, expiresAt: options.now() + reply.expires_in * 1000 }
      })
      return fetched.value
    },
  }
  return client
}

/** Only WecomErrors leave: an abort is a call that was given up before its answer. */
async function guarded(endpoint: Endpoint, work: () => Promise<RawReply>): Promise<RawReply> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof WecomError) throw error
    if ((error as Error).name === 'AbortError' || (error as Error).name === 'TimeoutError') throw notSent(endpoint)
    throw error
  }
}

function parsed<Reply extends z.ZodType>(endpoint: Endpoint<z.ZodType, Reply>, reply: RawReply): z.output<Reply> {
  const { errcode: _code, errmsg: _message, ...rest } = reply
  const read = endpoint.reply.safeParse(rest)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw lost(endpoint, `odd reply: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`, null)
}

const notSent = (endpoint: Endpoint) =>
  new WecomError({ kind: 'retry_later', code: null, endpoint: endpoint.name, message: 'given up before it was sent', afterSeconds: 1 })

const tooOften = (endpoint: Endpoint, waitMs: number, code: number | null = null) =>
  new WecomError({
    kind: 'retry_later',
    code,
    endpoint: endpoint.name,
    message: code === null ? 'the limit of calls is reached' : `${code}: the platform says too many calls`,
    afterSeconds: Math.ceil(waitMs / 1000),
  })

/** "Busy" of a call that must not be repeated blindly may hide that it was done. */
const busy = (endpoint: Endpoint) =>
  new WecomError({
    kind: endpoint.effect === 'once' ? 'unknown_outcome' : 'retry_later',
    code: BUSY,
    endpoint: endpoint.name,
    message: '-1: the platform is busy',
    ...(endpoint.effect === 'once' ? {} : { afterSeconds: 1 }),
  })
