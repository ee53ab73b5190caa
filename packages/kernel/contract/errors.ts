import { z } from 'zod'

export interface ErrorSpec {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 423 | 429 | 503
  readonly data?: z.ZodObject
}

/** What a caller gets instead of a result; words for `code` live in the locales under `error.<code>`. */
export class GroveError extends Error {
  readonly code: string
  readonly status: number
  readonly data: Record<string, unknown>
  constructor(code: string, status: number, data: Record<string, unknown> = {}) {
    super(code)
    this.name = 'GroveError'
    this.code = code
    this.status = status
    this.data = data
  }
}

type DataOf<S extends ErrorSpec> = S['data'] extends z.ZodObject ? z.input<S['data']> : Record<string, never>

export type ErrorFactories<E extends Record<string, ErrorSpec>> = {
  readonly [K in keyof E]: (data?: DataOf<E[K]>) => GroveError
} & { readonly $codes: ReadonlyMap<string, ErrorSpec> }

/**
 * The closed list of one module's errors. `defineErrors('member', { not_found: { status: 404 } }).not_found()`
 * makes a GroveError with code `member.not_found`.
 */
export function defineErrors<const E extends Record<string, ErrorSpec>>(prefix: string, specs: E): ErrorFactories<E> {
  const codes = new Map<string, ErrorSpec>()
  const out: Record<string, unknown> = { $codes: codes }
  for (const [name, spec] of Object.entries(specs)) {
    const code = `${prefix}.${name}`
    codes.set(code, spec)
    out[name] = (data?: Record<string, unknown>) => new GroveError(code, spec.status, data ?? {})
  }
  return out as ErrorFactories<E>
}

/** Errors that any route may answer. */
export const kernelErrors = defineErrors('kernel', {
  invalid_input: {
    status: 422,
    data: z.object({ issues: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })) }),
  },
  not_signed_in: { status: 401 },
  forbidden: { status: 403, data: z.object({ right: z.string().optional() }) },
  not_found: { status: 404 },
  too_large: { status: 413, data: z.object({ maxBytes: z.number() }) },
  too_many_requests: { status: 429, data: z.object({ retryAfterSeconds: z.number() }) },
  csrf: { status: 403 },
  idempotency_key_required: { status: 400 },
  idempotency_key_reused: { status: 409 },
  conflict: { status: 409 },
  database_unavailable: { status: 503 },
  disk_full: { status: 503 },
})

/** Shape of every error body. */
export const errorBody = z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) })
