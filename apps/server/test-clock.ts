import type { App } from '@grove/kernel/server'
import type { Hono } from 'hono'
import { z } from 'zod'
import type { MovableClock } from './clock.ts'

const wanted = z.object({ now: z.iso.datetime({ offset: true }) })

/** Journeys send the clock ahead. Mounted only when GROVE_TEST_CLOCK is set, which no installation for customers does. */
export function mountTestClock(http: Hono, clock: MovableClock, app: App): void {
  http.put('/test/clock', async (c) => {
    const { now } = wanted.parse(await c.req.json())
    clock.set(new Date(now))
    for (const topic of ['playbook', 'sends', 'tasks', 'events', 'community', 'camps', 'wecom']) app.signals.wake(topic)
    return c.json({ now: clock.now().toISOString() })
  })
  http.get('/test/clock', (c) => c.json({ now: clock.now().toISOString() }))
}
