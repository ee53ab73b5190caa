import { createHash } from 'node:crypto'
import { kernelErrors } from '../contract/index.ts'
import { type Ctx, port } from '../server/index.ts'

export interface KeptAnswer {
  readonly status: number
  readonly body: string
  readonly contentType: string
}
export interface IdempotencyClaim {
  /** `apiKey:12`, `staff:3`, `member:9` */
  readonly caller: string
  readonly key: string
  /** SHA-256 of method, path, query and body. */
  readonly hash: Buffer
}

/** Where answers are kept for 48 hours. The identity module fills it. */
export interface IdempotencyLedger {
  /**
   * Inside the write's transaction: undefined when the key is new and now ours; otherwise what an earlier call with the key left.
   * Waits while a twin is at work. @throws a lock timeout (answered as kernel.conflict) when the twin takes too long
   */
  claim(ctx: Ctx, claim: IdempotencyClaim): Promise<{ readonly hash: Buffer; readonly answer: KeptAnswer } | undefined>
  keep(ctx: Ctx, claim: IdempotencyClaim, answer: KeptAnswer): Promise<void>
}
export const idempotencyLedger = port<IdempotencyLedger>('idempotencyLedger')

/** @throws kernel.idempotency_key_required, kernel.invalid_input */
export function readIdempotencyKey(header: string | null, required: boolean): string | undefined {
  if (header === null || header === '') {
    if (required) throw kernelErrors.idempotency_key_required()
    return undefined
  }
  if (/^[\x21-\x7e]{1,200}$/.test(header)) return header
  const message = 'use 1 to 200 visible ASCII characters'
  throw kernelErrors.invalid_input({ issues: [{ path: 'Idempotency-Key', code: 'format', message }] })
}

export function requestHash(method: string, url: string, body: Uint8Array): Buffer {
  const { pathname, search } = new URL(url)
  return createHash('sha256').update(`${method} ${pathname}${search}\n`).update(body).digest()
}

export function callerOf(ctx: Ctx): string {
  const { actor } = ctx
  if (actor.kind === 'apiKey') return `apiKey:${actor.keyId}`
  if (actor.kind === 'staff') return `staff:${actor.staffId}`
  return actor.kind === 'member' ? `member:${actor.memberId}` : actor.kind
}

/**
 * Runs a write once for its key. Claim, work and answer commit together: after a crash nothing happened and the key is free;
 * a refused write leaves no trace and may be sent again.
 * @throws kernel.idempotency_key_reused when the key came with other content before
 */
export async function onceForKey(ctx: Ctx, claim: IdempotencyClaim, work: (ctx: Ctx) => Promise<Response>): Promise<Response> {
  const ledger = ctx.app.use(idempotencyLedger)
  const answer = await ctx.inTx(async (tx): Promise<KeptAnswer & { replayed: boolean }> => {
    const earlier = await ledger.claim(tx, claim)
    if (earlier) {
      if (!earlier.hash.equals(claim.hash)) throw kernelErrors.idempotency_key_reused()
      return { ...earlier.answer, replayed: true }
    }
    const response = await work(tx)
    const contentType = response.headers.get('content-type') ?? 'application/json'
    const made = { status: response.status, body: await response.text(), contentType }
    await ledger.keep(tx, claim, made)
    return { ...made, replayed: false }
  })
  const headers = { 'content-type': answer.contentType, 'cache-control': 'no-store' }
  return new Response(answer.body, {
    status: answer.status,
    headers: answer.replayed ? { ...headers, 'idempotency-replayed': 'true' } : headers,
  })
}
