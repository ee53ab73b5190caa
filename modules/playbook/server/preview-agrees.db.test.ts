import { localOf } from '@grove/calendar'
import { addMembers } from '@grove/community/server'
import type { TouchLimits } from '@grove/conversation/contract'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chance } from '../domain/index.ts'
import { previewStart } from './preview-start.ts'
import { startRuns } from './start-runs.ts'
import { joinNew, openCommunity, openWorld, publish, type StepInput, start } from './test-world.ts'

const ZONE = 'Asia/Shanghai'
let t: TestApp
beforeAll(async () => {
  t = await openWorld()
})
afterAll(() => t.close())

/** Draws of one world; the same each time. */
function drawer(world: number) {
  let drawn = 0
  const below = (n: number) => Math.floor(chance(`preview-agrees/${world}`, String(++drawn), 0) * n)
  return { below, pick: <T>(items: readonly T[]) => items[below(items.length)] as T }
}
type Draw = ReturnType<typeof drawer>

const stepsOf = ({ below, pick }: Draw, prefix: string): Partial<StepInput>[] =>
  Array.from({ length: 1 + below(3) }, (_, at) => ({
    id: `${prefix}-${at}`,
    when: { day: 1 + below(3), at: `${String(9 + below(11)).padStart(2, '0')}:00` },
    deadline: pick(['4h', '1d', '4d']),
    ...(below(2) === 0 ? { to: 'each' as const } : {}),
  }))
const playbookOf = (draw: Draw, ws: TestWorkspace, name: string, steps = stepsOf(draw, name)) =>
  publish(ws.ctx, steps, { key: name, priority: draw.pick(['high', 'normal', 'low'] as const) })

const limitsOf = ({ below, pick }: Draw): TouchLimits => ({
  quiet: below(2) === 0 ? { from: '18:00', to: '10:00' } : null,
  member: { day: pick([1, 2, null]), week: pick([2, 3, null]) },
  group: { day: pick([1, 2, null]), week: pick([2, 3, null]) },
})

/** Everything the worker does up to a moment, hour by hour; a little later once more, for what waits for others' turn. */
async function passTo(until: string): Promise<void> {
  const end = new Date(until).getTime()
  const from = Math.ceil(t.clock.now().getTime() / 3_600_000) * 3_600_000
  for (let at = from; at <= end; at += 3_600_000) {
    const hour = Number(localOf(at, ZONE).time.slice(0, 2))
    if (hour > 0 && (hour < 9 || hour > 19)) continue
    for (const more of [0, 120_000]) {
      t.clock.set(new Date(at + more).toISOString())
      await t.drain()
    }
  }
}

/** How many touches of a step, to groups or members, leave when; `never`: the limits keep them past their time. */
type Told = Record<string, number>
const add = (told: Told, key: string, count: number) => {
  if (count > 0) told[key] = (told[key] ?? 0) + count
}

describe.each([1, 3, 5, 8])('world %i', (world) => {
  it('what the preview of a start in several communities says is what the delivery does', async () => {
    const draw = drawer(world)
    t.clock.set('2026-11-01T00:00:00Z')
    const ws = await t.workspace()
    const head = await ws.session('head')
    const put = await t.http.request('/api/touch-limits', {
      method: 'PUT',
      headers: head,
      body: JSON.stringify({ limits: limitsOf(draw) }),
    })
    expect(put.status).toBe(200)
    const groups = [await openCommunity(ws.ctx, 'A'), await openCommunity(ws.ctx, 'B'), await openCommunity(ws.ctx, 'C')] as const
    const [first, second, third] = groups
    const here = await joinNew(ws.ctx, first, ['甲', '乙', '丙'])
    await joinNew(ws.ctx, second, ['丁', '戊'])
    // Some are in both communities of the start, some in one where others are at work.
    await addMembers(ws.ctx, { id: second, memberIds: here.slice(0, 1), role: 'member' })
    await addMembers(ws.ctx, { id: third, memberIds: here.slice(1, 2), role: 'member' })
    await t.drain()
    for (const name of ['x', 'y', 'z'])
      await start(ws.ctx, await playbookOf(draw, ws, name), draw.pick(groups), `2026-11-0${1 + draw.below(3)}`)
    await passTo('2026-11-02T15:00:00Z')
    const steps = stepsOf(draw, 'own')
    const toEach = new Set(steps.flatMap((step) => (step.to === 'each' ? [step.id] : [])))
    const playbookId = await playbookOf(draw, ws, 'own', steps)
    const asked = {
      playbookId,
      communities: { ids: [first, second] },
      startDay: '2026-11-03',
      params: {},
      confirm: false,
      acceptRest: false,
    }
    const { preview } = await previewStart(ws.ctx, { ...asked, days: 6 })
    const foreseen: Told = {}
    for (const { date, items } of preview.days)
      for (const { step, at, audience, blockedBy, movedTo, partly } of items) {
        const when = (held: { blockedBy: unknown; movedTo: { day: string; at: string } | null }) =>
          held.movedTo ? `${held.movedTo.day} ${held.movedTo.at}` : held.blockedBy ? 'never' : `${date} ${at}`
        const whole = toEach.has(step) ? audience : 2
        const apart = partly.reduce((sum, part) => sum + part.count, 0)
        add(foreseen, `${step} ${when({ blockedBy, movedTo })}`, whole - apart)
        for (const part of partly) add(foreseen, `${step} ${when(part)}`, part.count)
      }
    await startRuns(ws.ctx, asked)
    await passTo('2026-11-10T15:00:00Z')
    const rows = await ws.ctx.db.rows<{ step: string; state: string; at: Date | null; n: number }>(sql`
      select k.key as step, s.state, date_trunc('hour', s.sent_at) as at, count(*)::int as n from send s
      join playbook_step k on k.workspace_id = s.workspace_id and k.id = s.step_id
      join playbook_run r on r.workspace_id = s.workspace_id and r.id = s.run_id and r.playbook_id = ${playbookId}
      where s.workspace_id = ${ws.id} group by 1, 2, 3`)
    const done: Told = {}
    for (const { step, at, n } of rows) {
      const local = at && localOf(at.getTime(), ZONE)
      add(done, `${step} ${local ? `${local.day} ${local.time}` : 'never'}`, n)
    }
    expect(foreseen).toEqual(done)
  })
})
