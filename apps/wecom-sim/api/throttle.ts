import type { Limits } from '../world/settings.ts'

interface Count {
  minute: number
  inMinute: number
  hour: number
  inHour: number
  blockedUntil: number
}

const MINUTE = 60_000
const HOUR = 3_600_000
const COUNTED = 20_000

/** Calls by company and endpoint, and by address. Too many in a minute block for a minute, too many in an hour for an hour. */
export class Throttle {
  private readonly counts = new Map<string, Count>()
  private readonly atWork = new Map<number, number>()

  private readonly limits: Limits

  constructor(limits: Limits) {
    this.limits = limits
  }

  /** False when the call is one too many. */
  allows(path: string, ip: string, now: number): boolean {
    const { apiPerMinute, apiPerHour, ipPerMinute, ipPerHour } = this.limits
    const byPath = this.take(`path ${path}`, now, apiPerMinute, apiPerHour)
    return this.take(`ip ${ip}`, now, ipPerMinute, ipPerHour) && byPath
  }

  private take(key: string, now: number, perMinute: number, perHour: number): boolean {
    const count = this.count(key, now)
    if (count.blockedUntil > now) return false
    count.inMinute += 1
    count.inHour += 1
    if (perHour > 0 && count.inHour > perHour) count.blockedUntil = now + HOUR
    else if (perMinute > 0 && count.inMinute > perMinute) count.blockedUntil = now + MINUTE
    return count.blockedUntil <= now
  }

  private count(key: string, now: number): Count {
    const [minute, hour] = [Math.floor(now / MINUTE), Math.floor(now / HOUR)]
    const known = this.counts.get(key)
    if (!known) {
      if (this.counts.size >= COUNTED) this.counts.clear()
      const fresh = { minute, inMinute: 0, hour, inHour: 0, blockedUntil: 0 }
      this.counts.set(key, fresh)
      return fresh
    }
    if (known.minute !== minute) Object.assign(known, { minute, inMinute: 0 })
    if (known.hour !== hour) Object.assign(known, { hour, inHour: 0 })
    return known
  }

  block(path: string, now: number): void {
    this.count(`path ${path}`, now).blockedUntil = now + MINUTE
  }

  /** False when the app already has too many calls at work. */
  enter(agentId: number): boolean {
    const running = this.atWork.get(agentId) ?? 0
    if (this.limits.parallel > 0 && running >= this.limits.parallel) return false
    this.atWork.set(agentId, running + 1)
    return true
  }

  leave(agentId: number): void {
    this.atWork.set(agentId, Math.max(0, (this.atWork.get(agentId) ?? 0) - 1))
  }
}
