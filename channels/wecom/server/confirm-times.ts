const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** When to look again at what became of a task: often at first, seldom later. */
export function nextLook(polls: number, askedAt: Date, now: Date): Date {
  const age = now.getTime() - askedAt.getTime()
  const pause = polls < 1 ? MINUTE : age < 20 * MINUTE ? MINUTE : age < 4 * HOUR ? 10 * MINUTE : HOUR
  return new Date(now.getTime() + pause)
}

/** The platform lets a sender be reminded three times in 24 hours; these are its moments, counted from the asking. */
const REMINDERS = [2 * HOUR, 6 * HOUR, 20 * HOUR]

/** When the next reminder goes out; null after the third, or when it would come too late to help. */
export function nextReminder(reminders: number, askedAt: Date, expiresAt: Date): Date | null {
  const after = REMINDERS[reminders]
  if (after === undefined) return null
  const at = new Date(askedAt.getTime() + after)
  return at < expiresAt ? at : null
}

/** From then on whoever leads is asked to see to it: three quarters of the time are over. */
export function lateFrom(askedAt: Date, expiresAt: Date): Date {
  return new Date(askedAt.getTime() + (expiresAt.getTime() - askedAt.getTime()) * 0.75)
}
