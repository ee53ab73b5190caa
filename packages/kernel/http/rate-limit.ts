import { kernelErrors } from '../contract/index.ts'

export interface Rate {
  readonly perMinute: number
  /** Calls that may come at once after a quiet time. */
  readonly burst: number
}

interface Bucket {
  tokens: number
  at: number
}

/**
 * Token buckets in memory, at most `capacity` of them: the one unused for longest is forgotten first.
 * `nowMs` counts up and is not the business clock, which tests and demos move.
 */
export function createRateLimit(rate: Rate, nowMs: () => number, capacity = 20_000) {
  const buckets = new Map<string, Bucket>()
  const perMs = rate.perMinute / 60_000
  return {
    size: () => buckets.size,
    /** @throws kernel.too_many_requests */
    take(key: string): void {
      const now = nowMs()
      const known = buckets.get(key)
      const tokens = known ? Math.min(rate.burst, known.tokens + (now - known.at) * perMs) : rate.burst
      const allowed = tokens >= 1
      buckets.delete(key)
      buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now })
      if (buckets.size > capacity) buckets.delete(buckets.keys().next().value ?? '')
      if (!allowed) throw kernelErrors.too_many_requests({ retryAfterSeconds: Math.max(1, Math.ceil((1 - tokens) / perMs / 1000)) })
    },
  }
}
export type RateLimit = ReturnType<typeof createRateLimit>
