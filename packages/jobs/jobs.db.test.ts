import { type Ctx, dueLoop, job } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, tenancyFixture, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { enqueue, startLoops } from './index.ts'

const write = job({
  name: 'write-note',
  input: z.object({ body: z.string() }),
  maxAttempts: 3,
  run: async (ctx, input) => {
    await ctx.db.exec(sql`insert into note (workspace_id, body) values (${ctx.workspaceId}, ${input.body})`)
  },
})

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [tenancyFixture(), { name: 'notes', tier: 1, rights: {}, api: [], jobs: [write] }] })
})
beforeEach(async () => {
  ws = await t.workspace()
})
afterAll(() => t.close())

const notes = async (ctx: Ctx) =>
  (await ctx.db.rows<{ body: string }>(sql`select body from note where workspace_id = ${ctx.workspaceId} order by id`)).map(
    (row) => row.body,
  )

describe('jobs', () => {
  it('refuse input that is not theirs', async () => {
    await expect(enqueue(ws.ctx, write, { body: 3 as unknown as string })).rejects.toThrow('expected string')
  })

  it('exist only if the transaction that wanted them committed', async () => {
    const failing = ws.ctx.inTx(async (ctx) => {
      await enqueue(ctx, write, { body: 'ghost' })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await ws.ctx.inTx((ctx) => enqueue(ctx, write, { body: 'real' }))
    await t.drain()
    expect(await notes(ws.ctx)).toEqual(['real'])
  })

  it('with one key are replaced, not doubled, and keep to their workspace', async () => {
    const other = await t.workspace()
    await enqueue(ws.ctx, write, { body: 'first' }, { key: 'same' })
    await enqueue(ws.ctx, write, { body: 'second' }, { key: 'same' })
    await enqueue(other.ctx, write, { body: 'other' }, { key: 'same' })
    await t.drain()
    expect(await notes(ws.ctx)).toEqual(['second'])
    expect(await notes(other.ctx)).toEqual(['other'])
  })
})

describe('due loops', () => {
  it('go on by themselves after the database failed, and stop when told', async () => {
    let looks = 0
    let seen: () => void = () => undefined
    const third = new Promise<void>((resolve) => {
      seen = resolve
    })
    const loop = dueLoop({
      name: 'flaky',
      wakeOn: ['poke'],
      everyMs: 1,
      due: async () => {
        looks++
        if (looks < 3) throw new Error('connection refused')
        seen()
        return []
      },
      run: async () => ({ more: false }),
    })
    const running = startLoops(t.system, [loop])
    await third
    await running.stop()
    const after = looks
    t.app.signals.wake('poke')
    expect(looks).toBe(after)
  })

  it('work until nothing is due, every workspace in turn', async () => {
    const left = new Map([
      [ws.id, 45],
      [(await t.workspace()).id, 3],
    ])
    let looks = 0
    let empty: () => void = () => undefined
    const done = new Promise<void>((resolve) => {
      empty = resolve
    })
    const loop = dueLoop({
      name: 'chores',
      wakeOn: [],
      everyMs: 60_000,
      due: async () => {
        looks++
        return [...left].filter(([, count]) => count > 0).map(([id]) => id)
      },
      run: async (ctx) => {
        const count = left.get(ctx.workspaceId) ?? 0
        left.set(ctx.workspaceId, Math.max(0, count - 1))
        if ([...left.values()].every((one) => one === 0)) empty()
        return { more: count > 1 }
      },
    })
    const running = startLoops(t.system, [loop])
    await done
    await running.stop()
    expect([...left.values()]).toEqual([0, 0])
    // Twenty, twenty, and the rest: nothing was left to look for a fourth time.
    expect(looks).toBe(3)
  })
})
