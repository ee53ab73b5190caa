/** A bucket of tokens: a person may say `burst` things at once and one more every `everyMs`. */
export interface Pace {
  readonly burst: number
  readonly everyMs: number
}

/** Five at once, then one every two seconds: fast typing passes, flooding does not. */
export const memberPace: Pace = { burst: 5, everyMs: 2000 }
/** Staff answer many people in a row. */
export const staffPace: Pace = { burst: 30, everyMs: 500 }

export interface Bucket {
  readonly tokens: number
  /** Epoch milliseconds of the last refill. */
  readonly at: number
}

/** Takes one token. `waitMs` is 0 when it was there; otherwise how long until there is one, and nothing is taken. */
export function takeToken(pace: Pace, bucket: Bucket | undefined, now: number): { readonly bucket: Bucket; readonly waitMs: number } {
  // A clock that steps back must not lock anybody out.
  const since = bucket ? Math.max(0, now - bucket.at) : 0
  const tokens = bucket ? Math.min(pace.burst, bucket.tokens + since / pace.everyMs) : pace.burst
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, at: now }, waitMs: 0 }
  return { bucket: { tokens, at: now }, waitMs: Math.ceil((1 - tokens) * pace.everyMs) }
}
