import { type GroveError, kernelErrors } from '../contract/index.ts'

const GONE = new Set(['57P01', '57P02', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN'])
const RACED = new Set(['40001', '40P01', '55P03'])
const GONE_TEXT =
  /connection terminated|terminating connection|timeout exceeded when trying to connect|client has encountered a connection error/i

/** What a fault of the database means for the caller; undefined when the error is something else. */
export function databaseFault(error: unknown): GroveError | undefined {
  for (const one of [error, ...causesOf(error)]) {
    const code = codeOf(one)
    if (code === '53100' || code === 'ENOSPC') return kernelErrors.disk_full()
    if (RACED.has(code)) return kernelErrors.conflict()
    if (GONE.has(code) || code.startsWith('08')) return kernelErrors.database_unavailable()
    if (one instanceof Error && GONE_TEXT.test(one.message)) return kernelErrors.database_unavailable()
  }
  return undefined
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

function causesOf(error: unknown): unknown[] {
  if (error instanceof AggregateError) return [...error.errors]
  return error instanceof Error && error.cause !== undefined ? [error.cause] : []
}
