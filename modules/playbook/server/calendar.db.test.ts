import { expect, it } from 'vitest'
import { getRun } from './get-run.ts'
import { getCalendar, getRunUpcoming } from './read-calendar.ts'
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

it('what waits for members shows when it comes next, for how many, and why; other workspaces see nothing of it', async () => {
  const t = await openWorld()
  try {
    t.clock.set('2026-11-01T00:00:00Z')
    const ws = await t.workspace()
    const group = await openCommunity(ws.ctx)
    const playbookId = await publish(ws.ctx, [
      { id: 'hello', track: 'member', when: { afterJoin: '10m' } },
      { id: 'again', track: 'member', when: { after: 'hello', delay: '2h' } },
      { id: 'word', track: 'member', when: { after: 'hello' }, do: { kind: 'wait', for: 'spoke', within: '1d' } },
    ])
    const run = await start(ws.ctx, playbookId, group)
    const looked = async () => {
      const { items } = await getRunUpcoming(ws.ctx, { id: run.id, days: 3 })
      return items.map((item) => [item.step, item.at.toISOString().slice(5, 16), item.members, item.waiting])
    }
    expect(await looked()).toEqual([])
    expect(await getRun(ws.ctx, run)).toMatchObject({ nextAt: null, nextFor: null })

    t.clock.set('2026-11-01T02:00:00Z')
    await joinNew(ws.ctx, group, ['one', 'two'])
    await t.drain()
    expect(await looked()).toEqual([['hello', '11-01T02:10', 2, null]])
    expect(await getRun(ws.ctx, run)).toMatchObject({ nextAt: new Date('2026-11-01T02:10:00Z'), nextFor: 'member' })

    t.clock.set('2026-11-01T02:10:00Z')
    await t.drain()
    expect(await looked()).toEqual([
      ['again', '11-01T04:10', 2, 'due'],
      ['word', '11-02T02:10', 2, 'wait'],
    ])
    const other = await t.workspace()
    expect((await getRunUpcoming(other.ctx, { id: run.id, days: 3 })).items).toEqual([])
    const { items } = await getCalendar(ws.ctx, { from: '2026-11-01', to: '2026-11-02' })
    expect(items.flatMap(({ step, waiting }) => (waiting ? [`${step} ${waiting}`] : []))).toEqual(['again due', 'word wait'])
  } finally {
    await t.close()
  }
})
