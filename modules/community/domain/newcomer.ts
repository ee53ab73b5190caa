const HOUR_MS = 3_600_000
/** Today or yesterday: what a lost callback left out is found by a comparison within hours, and a greeting a day late is still one. */
const NEWS_MS = 48 * HOUR_MS

/**
 * Whether a joining we hear of at `now` is news: whoever has been there for longer is nobody's newcomer. A time nobody knows (null) is none,
 * and one ahead of our clock is now.
 */
export function isNewcomer(joinedAt: Date | null, now: Date): boolean {
  return joinedAt !== null && now.getTime() - joinedAt.getTime() <= NEWS_MS
}

/**
 * When a joining happened for those who read the log: when the platform says, but never before the leaving that it follows, or they would be
 * counted as gone, and never ahead of now.
 */
export function joiningOf(joinedAt: Date | null, leftAt: Date | null, now: Date): Date {
  if (joinedAt === null || joinedAt > now || (leftAt !== null && joinedAt <= leftAt)) return now
  return joinedAt
}
