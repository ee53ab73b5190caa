import { expect, it } from 'vitest'
import { getCalendar } from './read-calendar.ts'
import { joinNew, openCommunity, openWorld, publish, start } from './test-world.ts'

it('the calendar shows what a step of the member did on each day, not on the first alone', async () => {
  const t = await openWorld()
  try {
    t.clock.set('2026-11-01T00:00:00Z')
    const ws = await t.workspace()
    const group = await openCommunity(ws.ctx)
    const run = await start(ws.ctx, await publish(ws.ctx, [{ id: 'hello', track: 'member', when: { afterJoin: '10m' } }]), group)
    for (const [day, joiners] of [
      ['01', 2],
      ['02', 1],
      ['04', 3],
    ] as const) {
      t.clock.set(`2026-11-${day}T02:00:00Z`)
      await joinNew(
        ws.ctx,
        group,
        Array.from({ length: joiners }, (_, index) => `${day}-${index}`),
      )
      await t.drain()
      t.clock.set(`2026-11-${day}T02:10:00Z`)
      await t.drain()
    }
    t.clock.set('2026-11-05T00:00:00Z')
    const { items } = await getCalendar(ws.ctx, { from: '2026-11-01', to: '2026-11-30' })
    expect(items.map((item) => [item.runId, item.at.toISOString().slice(0, 10), item.members])).toEqual([
      [run.id, '2026-11-01', 2],
      [run.id, '2026-11-02', 1],
      [run.id, '2026-11-04', 3],
    ])
  } finally {
    await t.close()
  }
})
