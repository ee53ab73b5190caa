import { performance } from 'node:perf_hooks'

const LONGEST_REST_MS = 1000

/** Starts now; tells how long this process was busy since, not how long it waited. */
export function busyClock(): () => number {
  const before = performance.eventLoopUtilization()
  return () => performance.eventLoopUtilization(before).active
}

/** How long to rest after so much work, for the work to be no more than this share of the time. */
export const restAfter = (busyMs: number, share: number) => Math.min(LONGEST_REST_MS, busyMs * (1 / share - 1))
