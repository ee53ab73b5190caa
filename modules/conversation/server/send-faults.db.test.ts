import { chanceOf, memoryStore, recordingChannel, seededFaults } from '@grove/channel-recording'
import type { App, Ctx } from '@grove/kernel/server'
import type { TestApp, TestWorkspace } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_ATTEMPTS } from '../domain/back-off.ts'
import { liftLimits, makeCommunity, plan, sendWorld } from './fixture/send-world.ts'
import { sendLoop } from './send-loop.ts'

const stores = { idempotent: memoryStore(), askable: memoryStore(), blind: memoryStore() }
const kinds = ['idempotent', 'askable', 'blind'] as const
const faults = seededFaults('faults', {
  call: { throw_before: 0.06, throw_half: 0.06, throw_after: 0.06, silent_after: 0.02 },
  delivery: { refuse: 0.03, retry: 0.1, fail: 0.03, mute: 0.05, twice: 0.05, contradict: 0.05 },
})
const channelOf = (kind: (typeof kinds)[number]) =>
  recordingChannel({
    kind,
    store: stores[kind],
    faults,
    can: { idempotentByTouch: kind === 'idempotent', lookupByTouch: kind === 'askable' },
    pace: { batch: 15, concurrency: 2, timeoutMs: 40 },
  })

let t: TestApp
beforeAll(async () => {
  t = await sendWorld(...kinds.map(channelOf))
})
afterAll(() => t.close())

class Crash extends Error {}

/** A worker that dies at a transaction's edge: before it began, or after it committed and before anybody heard of it. */
function mortal(ctx: Ctx, name: string, rate: number): Ctx {
  const app: App = Object.create(ctx.app)
  let step = 0
  const die = (where: string) => {
    if (chanceOf(`${name} ${where} ${step}`) < rate) throw new Crash(where)
  }
  return {
    ...ctx,
    app,
    inTx: async (work) => {
      step++
      die('before')
      const result = await ctx.inTx(work)
      die('after')
      return result
    },
  }
}

/** Two workers at a time, each until it dies or finds nothing; then time goes on and new ones come. */
async function outlive(ctx: Ctx, seed: number): Promise<void> {
  for (let round = 0; round < 400; round++) {
    const workers = [1, 2].map((number) => mortal(ctx, `${seed} ${round} ${number}`, 0.12))
    await Promise.all(
      workers.map(async (worker) => {
        for (let more = true; more; ) {
          const result = await sendLoop.run(worker).catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error
            return { more: false }
          })
          more = result.more
        }
      }),
    )
    const { open } = await ctx.db.one<{ open: number }>(sql`
      select count(*)::int as open from send where workspace_id = ${ctx.workspaceId} and state in ('planned', 'retry', 'claimed', 'held')`)
    if (open === 0) return
    t.clock.advance({ minutes: 2 })
  }
}

interface Row {
  readonly channel: (typeof kinds)[number]
  readonly state: string
  readonly attempts: number
  readonly touch: string
}

const rowsOf = (ws: TestWorkspace) =>
  ws.ctx.db.rows<Row>(sql`
    select channel, state, attempts, concat_ws('-', workspace_id, source, run_id, step_id, occurrence, community_id, member_id) as touch
    from send where workspace_id = ${ws.id}`)

describe.each([1, 2, 3])('workers that crash over channels that fail, seed %i', (seed) => {
  let rows: Row[]
  let ws: TestWorkspace
  const effects = new Map<string, number>()

  beforeAll(async () => {
    t.clock.set('2026-11-03T04:00:00Z')
    ws = await t.workspace()
    await liftLimits(ws.ctx)
    for (const channel of kinds) {
      const { id, members } = await makeCommunity(ws.ctx, 120, { channel })
      await plan(ws.ctx, id, { runId: seed, to: members })
    }
    await outlive(ws.ctx, seed)
    rows = await rowsOf(ws)
    for (const store of Object.values(stores))
      for (const { touch } of store.all()) if (touch.startsWith(`${ws.id}-`)) effects.set(touch, (effects.get(touch) ?? 0) + 1)
  })

  it('doubles nothing, on any channel', () => {
    expect([...effects].filter(([, count]) => count > 1)).toEqual([])
  })

  it('loses nothing: everything ends, and what it calls sent has arrived', () => {
    expect(rows).toHaveLength(360)
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['sent', 'refused', 'failed', 'unknown']))
    expect(rows.filter((row) => row.state === 'sent' && effects.get(row.touch) !== 1)).toEqual([])
  })

  it('says "unknown" of what may have arrived, and only where the channel can neither be asked nor repeated', () => {
    expect(rows.filter((row) => effects.has(row.touch) && !['sent', 'unknown'].includes(row.state))).toEqual([])
    const unknown = rows.filter((row) => row.state === 'unknown')
    expect(unknown.some((row) => row.channel === 'blind')).toBe(true)
    // A busy machine may use up every attempt of one that could be asked or repeated; giving up earlier would be a fault.
    expect(unknown.filter((row) => row.channel !== 'blind' && row.attempts < MAX_ATTEMPTS)).toEqual([])
  })

  it('writes one ending for each send into the log', async () => {
    const endings = await ws.ctx.db.rows<{ state: string; count: number; distinct: number }>(sql`
      select substr(kind, 6) as state, count(*)::int as count, count(distinct data->>'sendId')::int as distinct
      from event where workspace_id = ${ws.id} group by kind order by kind`)
    const expected = ['failed', 'refused', 'sent', 'unknown'].map((state) => {
      const count = rows.filter((row) => row.state === state).length
      return { state, count, distinct: count }
    })
    expect(endings).toEqual(expected)
  })

  it('keeps the ledger of touches right: what was done or may have been counts, the rest was given back', async () => {
    const { counted } = await ws.ctx.db.one<{ counted: number }>(sql`
      select coalesce(sum(n), 0)::int as counted from touch_count where workspace_id = ${ws.id}`)
    expect(counted).toBe(rows.filter((row) => ['sent', 'unknown'].includes(row.state)).length)
  })
})
