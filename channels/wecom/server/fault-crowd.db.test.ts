import { community } from '@grove/community/server'
import { content } from '@grove/content/server'
import { conversation } from '@grove/conversation/server'
import { identity } from '@grove/identity/server'
import { member } from '@grove/member/server'
import { sync } from '@grove/sync/server'
import { task } from '@grove/task/server'
import { testApp } from '@grove/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { calm, type FaultRun, faultsOf, live, openRun } from '../fixture/fault-run.ts'
import { simulators, takeShortCuts } from '../fixture/short-cuts.ts'
import { wecom } from './index.ts'

/** Companies at once share a clock, a database and a worker, not a seed. `FAULT_RUNS=200` for the long look. */
const AT_ONCE = 12
const BATCHES = Math.ceil(Number(process.env['FAULT_RUNS'] ?? AT_ONCE) / AT_ONCE)
const ROUNDS = 4

let putBack: () => void
beforeAll(() => {
  putBack = takeShortCuts()
})
afterAll(() => putBack())

test.each(Array.from({ length: BATCHES }, (_, batch) => batch))(
  `batch %i of ${AT_ONCE} runs: no double task, no lost member, the copy equal to the platform`,
  async (batch) => {
    // An app of its own: companies of an earlier batch would go on asking for simulators that are gone.
    const t = await testApp({ modules: [identity, member, content, community, task, conversation, wecom, sync] })
    const runs: FaultRun[] = []
    for (let at = 0; at < AT_ONCE; at += 1) runs.push(await openRun(t, `fault-${batch * AT_ONCE + at}`))
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const run of runs) await live(run, round)
      await t.drain()
      t.clock.advance({ minutes: 3 })
    }
    for (const run of runs) await calm(run)
    for (let look = 0; look < 6; look += 1) {
      await t.drain()
      t.clock.advance({ minutes: 15 })
    }
    const wrong: string[] = []
    for (const run of runs) wrong.push(...(await faultsOf(run)).map((line) => `${run.seed}: ${line}`))
    for (const run of runs) await run.sim.close()
    simulators.clear()
    await t.close()
    expect(wrong).toEqual([])
  },
  600_000,
)
