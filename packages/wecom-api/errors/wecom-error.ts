import type { Advice, WecomErrorKind } from './error-kind.ts'
import { adviceOfCode, kindOfCode } from './error-table.ts'

interface Failure {
  readonly kind: WecomErrorKind
  /** errcode of the platform; null when it gave none. */
  readonly code: number | null
  /** Name of the endpoint. */
  readonly endpoint: string
  /** Never holds a token or a secret. */
  readonly message: string
  readonly afterSeconds?: number
  readonly cause?: unknown
}

/** Every failed call throws one of these and nothing else. */
export class WecomError extends Error {
  readonly kind: WecomErrorKind
  readonly code: number | null
  readonly endpoint: string
  /** When `retry_later`: not before. */
  readonly afterSeconds: number | null
  /** When `configuration`: what to do, for the person who runs the account. */
  readonly advice: Advice | null
  /** The platform's mark of this call, to give to its support. */
  readonly hint: string | null

  constructor(failure: Failure) {
    super(`${failure.endpoint}: ${failure.message}`, { cause: failure.cause })
    this.name = 'WecomError'
    this.kind = failure.kind
    this.code = failure.code
    this.endpoint = failure.endpoint
    this.afterSeconds = failure.afterSeconds ?? null
    this.advice = failure.code === null ? null : adviceOfCode(failure.code)
    this.hint = /hint: \[([\w]+)\]/.exec(failure.message)?.[1] ?? null
  }
}

/** A reply with an errcode other than 0. */
export const refusalOf = (endpoint: string, code: number, errmsg: string): WecomError =>
  new WecomError({ kind: kindOfCode(code), code, endpoint, message: `${code} ${errmsg}`.slice(0, 500) })
