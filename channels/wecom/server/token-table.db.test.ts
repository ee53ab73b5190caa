import { databasePort } from '@grove/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wecomWorld } from '../fixture/wecom-world.ts'
import { tokenTable } from './token-table.ts'

let world: Awaited<ReturnType<typeof wecomWorld>>
beforeAll(async () => {
  world = await wecomWorld()
})
afterAll(() => world.close())

describe('a token all processes share', () => {
  it('is fetched by one of them, and the others take what it wrote', async () => {
    const { system } = world.t.app.use(databasePort)
    const now = () => world.t.clock.now()
    const here = tokenTable(system, now)
    const there = tokenTable(system, now)
    let fetched = 0
    const fetch = async () => {
      fetched += 1
      await new Promise((resolve) => setTimeout(resolve, 150))
      return { value: `T${fetched}`, expiresAt: now().getTime() + 7_200_000 }
    }
    const first = await Promise.all([here.refresh('a', null, fetch), there.refresh('a', null, fetch), here.refresh('a', null, fetch)])
    expect([fetched, first.map((token) => token.value)]).toEqual([1, ['T1', 'T1', 'T1']])
    expect((await there.read('a'))?.value).toBe('T1')
    const second = await Promise.all([here.refresh('a', 'T1', fetch), there.refresh('a', 'T1', fetch)])
    expect([fetched, second.map((token) => token.value)]).toEqual([2, ['T2', 'T2']])
    // One that had not heard of the new token yet is given it, and asks nobody.
    expect([(await there.refresh('a', 'T1', fetch)).value, fetched]).toEqual(['T2', 2])
  })

  it('is asked for by the next one when a fetch fails', async () => {
    const table = tokenTable(world.t.app.use(databasePort).system, () => world.t.clock.now())
    await expect(table.refresh('b', null, () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    const token = { value: 'B', expiresAt: world.t.clock.now().getTime() + 7_200_000 }
    expect(await table.refresh('b', null, async () => token)).toEqual(token)
  })
})
