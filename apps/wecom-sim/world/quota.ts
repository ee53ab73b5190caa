import { dayOf, dayStart, daysInMonth, monthStart, weekStart } from './beijing.ts'
import type { World } from './world.ts'

/** How many mass messages a receiver may get in the running month, week or day, by the company's rule. */
export function massLimit(world: World, now: number): { limit: number; since: number } {
  switch (world.corp.massRule) {
    case 'month_days':
      return { limit: daysInMonth(now), since: monthStart(now) }
    case 'week_7':
      return { limit: 7, since: weekStart(now) }
    case 'day_1':
      return { limit: 1, since: dayStart(dayOf(now)) }
  }
}

export function receivedSince(world: World, receiver: string, since: number): number {
  const times = world.received.get(receiver) ?? []
  return times.reduce((sum, at) => (at >= since ? sum + 1 : sum), 0)
}

export const quotaLeft = (world: World, receiver: string, now: number): number => {
  const { limit, since } = massLimit(world, now)
  return Math.max(0, limit - receivedSince(world, receiver, since))
}

/** Counts a message that arrived; what no rule looks at any more is forgotten. */
export function countReceived(world: World, receiver: string, now: number): void {
  const oldest = Math.min(monthStart(now), weekStart(now))
  const times = (world.received.get(receiver) ?? []).filter((at) => at >= oldest)
  times.push(now)
  world.received.set(receiver, times)
}
