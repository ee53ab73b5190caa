import { createSignals } from '@grove/kernel/server'
import { type TestApp, tenancyFixture, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase, relaySignals } from './index.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
let t: TestApp
beforeAll(async () => {
  t = await testApp({ modules: [tenancyFixture()] })
})
afterAll(() => t.close())

it('carries a wake-up to another process once, and not back', async () => {
  const [here, there] = [createSignals(), createSignals()]
  const other = openDatabase({ url: t.database.url, log: silent, max: 2 })
  const relays = [relaySignals(here, t.database, silent), relaySignals(there, other, silent)]
  let echoes = 0
  here.on('due', () => echoes++)
  const heard = new Promise<void>((resolve) => there.on('due', resolve))
  // Listening begins in the background, so the first wake-ups may fall on deaf ears: that is the contract.
  const knocking = setInterval(() => here.wake('due'), 20)
  await heard
  clearInterval(knocking)
  const own = echoes
  there.hear('due')
  expect(echoes).toBe(own)
  await Promise.all(relays.map((relay) => relay.stop()))
  await other.close()
})

it('leaves no connection behind when it is stopped while it connects', async () => {
  const connections = () =>
    t.system.db.one<{ n: number }>(sql`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = 'grove-signals'`)
  await relaySignals(createSignals(), t.database, silent).stop()
  await expect.poll(connections).toEqual({ n: 0 })
})
