/** Calls the platform allows one corp on one endpoint. */
export interface CallLimits {
  readonly minute: number
  readonly hour: number
}

/** The platform's own figures. */
export const PLATFORM_LIMITS: CallLimits = { minute: 10_000, hour: 150_000 }

export interface Grant {
  /** How many calls may be made before `validUntil`. */
  readonly granted: number
  readonly validUntil: number
  /** When nothing was granted: ask again at this time. */
  readonly retryAt: number
}

/**
 * Counts calls of all processes together. `bucket` is a corp and an endpoint; times are epoch milliseconds.
 * Processes take calls in portions, so that a busy one does not ask for each.
 */
export interface CallCounter {
  take(bucket: string, now: number, want: number): Promise<Grant>
  /** The platform said: not before `until`. */
  block(bucket: string, until: number): Promise<void>
}

const MINUTE = 60_000
const HOUR = 3_600_000

/** The rule itself, for any store: what is left of the running minute and hour. Pure. */
export function grantOf(
  limits: CallLimits,
  used: { readonly minute: number; readonly hour: number; readonly blockedUntil: number },
  now: number,
  want: number,
): Grant {
  const minuteEnd = (Math.floor(now / MINUTE) + 1) * MINUTE
  const hourEnd = (Math.floor(now / HOUR) + 1) * HOUR
  if (used.blockedUntil > now) return { granted: 0, validUntil: minuteEnd, retryAt: used.blockedUntil }
  const granted = Math.max(0, Math.min(want, limits.minute - used.minute, limits.hour - used.hour))
  const retryAt = limits.hour - used.hour <= 0 ? hourEnd : minuteEnd
  return { granted, validUntil: minuteEnd, retryAt }
}

/** For one process: tests, scripts. Buckets that were not used for an hour are forgotten. */
export function memoryCounter(limits: CallLimits = PLATFORM_LIMITS): CallCounter {
  const buckets = new Map<string, { minute: number; hour: number; at: number; blockedUntil: number }>()
  const bucketOf = (name: string, now: number) => {
    const known = buckets.get(name) ?? { minute: 0, hour: 0, at: now, blockedUntil: 0 }
    if (Math.floor(known.at / MINUTE) !== Math.floor(now / MINUTE)) known.minute = 0
    if (Math.floor(known.at / HOUR) !== Math.floor(now / HOUR)) known.hour = 0
    known.at = now
    buckets.set(name, known)
    return known
  }
  const sweep = (now: number) => {
    for (const [name, bucket] of buckets) if (now - bucket.at > HOUR) buckets.delete(name)
  }
  return {
    take: async (name, now, want) => {
      if (buckets.size > 1000) sweep(now)
      const bucket = bucketOf(name, now)
      const grant = grantOf(limits, bucket, now, want)
      bucket.minute += grant.granted
      bucket.hour += grant.granted
      return grant
    },
    block: async (name, until) => {
      const bucket = bucketOf(name, until)
      bucket.blockedUntil = Math.max(bucket.blockedUntil, until)
    },
  }
}

/**
 * Takes portions from the counter and hands them out one by one. Answers 0 when the call may be made, otherwise when to ask again. While a portion
 * is on its way everybody waits for that one: calls that start together would each take their own, one behind the other on the counter's row.
 */
export function portions(counter: CallCounter, portion: number): (bucket: string, now: number) => Promise<number> {
  const left = new Map<string, { calls: number; until: number }>()
  const coming = new Map<string, Promise<Grant>>()
  const take = async (bucket: string, now: number): Promise<Grant> => {
    try {
      const grant = await counter.take(bucket, now, portion)
      if (left.size > 1000) left.clear()
      left.set(bucket, { calls: grant.granted, until: grant.validUntil })
      return grant
    } finally {
      coming.delete(bucket)
    }
  }
  return async (bucket, now) => {
    for (;;) {
      const mine = left.get(bucket)
      if (mine && mine.calls > 0 && mine.until > now) {
        mine.calls -= 1
        return 0
      }
      const grant = coming.get(bucket) ?? take(bucket, now)
      coming.set(bucket, grant)
      const { granted, retryAt } = await grant
      if (granted === 0) return retryAt
    }
  }
}
