import { GroveError } from '../contract/index.ts'
import type { Logger } from '../server/index.ts'
import { databaseFault } from './database-fault.ts'

/** `{ code, data }` for whatever was thrown. What nobody foresaw is logged with the reference the caller gets, and told no more about. */
export function answerError(error: unknown, request: { id: string; method: string; path: string }, log: Logger): Response {
  const known = error instanceof GroveError ? error : databaseFault(error)
  if (known) {
    if (known !== error) log.warn({ ...request, error: String(error) }, `request answered ${known.code}`)
    const seconds = known.data['retryAfterSeconds']
    const headers = typeof seconds === 'number' ? { 'retry-after': String(Math.ceil(seconds)) } : undefined
    return json({ code: known.code, data: known.data }, known.status, headers)
  }
  log.error(
    { reference: request.id, ...request, error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    'request failed',
  )
  return json({ code: 'kernel.internal', data: { reference: request.id } }, 500)
}

export function json(value: unknown, status: number, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  })
}
