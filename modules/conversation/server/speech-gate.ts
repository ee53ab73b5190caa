import type { App } from '@grove/kernel/server'
import { type Bucket, memberPace, type Pace, staffPace, takeToken } from '../domain/speech-pace.ts'

/** Buckets of people who have been quiet for this long are full again and need not be kept. */
const FORGET_MS = 60_000
const SWEEP_AT = 10_000

const gates = new WeakMap<App, Map<string, Bucket>>()

/** Seconds a person has to wait before speaking again; 0 when they may speak now (which uses up one turn). */
export function speechWait(app: App, workspaceId: number, person: string, staff: boolean, now: Date): number {
  const buckets = gates.get(app) ?? new Map<string, Bucket>()
  gates.set(app, buckets)
  const key = `${workspaceId}:${person}`
  const pace: Pace = staff ? staffPace : memberPace
  const { bucket, waitMs } = takeToken(pace, buckets.get(key), now.getTime())
  buckets.set(key, bucket)
  if (buckets.size > SWEEP_AT) sweep(buckets, now.getTime())
  return Math.ceil(waitMs / 1000)
}

function sweep(buckets: Map<string, Bucket>, now: number): void {
  for (const [key, bucket] of buckets) if (now - bucket.at > FORGET_MS) buckets.delete(key)
}
