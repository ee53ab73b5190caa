import type { Bustle } from '../acts/bustle.ts'
import type { Outbox } from './outbox.ts'

export interface StormReport {
  readonly told: number
  readonly delivered: number
  readonly givenUp: number
  readonly retries: number
  readonly seconds: number
}

/** People bustle so that about `perSecond` events arise each second of real time; ends when the last callback is delivered or given up. */
export async function storm(bustle: Bustle, outbox: Outbox, perSecond: number, seconds: number): Promise<StormReport> {
  const before = { ...outbox.totals }
  const start = performance.now()
  const wanted = Math.round(perSecond * seconds)
  let failures = 0
  let pumping = Promise.resolve()
  const told = () => outbox.totals.told - before.told
  while (told() < wanted && failures < wanted * 3 + 1000) {
    const due = Math.min(wanted, Math.floor(((performance.now() - start) / 1000) * perSecond) + 1)
    while (told() < due) if (!bustle.act() && (failures += 1) > wanted * 3 + 1000) break
    pumping = pumping.then(() => outbox.pump())
    await new Promise((done) => setTimeout(done, 5))
  }
  await pumping
  while (outbox.busy) {
    await new Promise((done) => setTimeout(done, 20))
    await outbox.pump()
  }
  return {
    told: told(),
    delivered: outbox.totals.delivered - before.delivered,
    givenUp: outbox.totals.given_up - before.given_up,
    retries: outbox.totals.retries - before.retries,
    seconds: (performance.now() - start) / 1000,
  }
}
