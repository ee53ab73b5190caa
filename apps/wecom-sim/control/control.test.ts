import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { standingClock } from '../clock.ts'
import { asking } from '../fixture/asking.ts'
import { type Sim, startSim } from '../start-sim.ts'

const folder = mkdtempSync(join(tmpdir(), 'wecom-sim-'))
let sim: Sim
beforeAll(async () => {
  const clock = standingClock(new Date('2026-11-25T02:00:00Z'))
  sim = await startSim({ clock, seed: 'control', data: folder, population: { customers: 60, groups: 3, employees: 3 } })
})
afterAll(async () => {
  await sim.close()
  rmSync(folder, { recursive: true })
})

const post = async (path: string, input?: unknown, type = 'application/json') => {
  const body = input === undefined ? {} : { body: typeof input === 'string' ? input : JSON.stringify(input) }
  const answer = await sim.fetch(`${sim.url}${path}`, { method: 'POST', headers: { 'content-type': type }, ...body })
  return { status: answer.status, said: (await answer.json()) as Record<string, unknown> }
}
const get = async (path: string) => (await sim.fetch(`${sim.url}${path}`)).json() as Promise<Record<string, never>>

test('forms of other pages, unknown acts, people and input are refused', async () => {
  expect((await post('/sim/admin/hire', 'name=x', 'text/plain')).status).toBe(415)
  expect(await post('/sim/employee/staff1/constructor', {})).toMatchObject({ status: 409, said: { reason: 'no_code' } })
  expect(await post('/sim/employee/nobody/add', { customerId: 'x' })).toMatchObject({ status: 409, said: { reason: 'no_employee' } })
  expect((await post('/sim/customer/x/leave', {})).status).toBe(400)
  expect((await post('/sim/admin/hire', '{')).status).toBe(400)
  expect((await post('/sim/faults', { fail: 2 })).status).toBe(400)
  expect((await post('/sim/snapshot', { name: '../../x' })).status).toBe(400)
  expect((await sim.fetch(`${sim.url}/sim/customers/nobody`)).status).toBe(404)
})

test('what people do over HTTP is what they do in the process', async () => {
  const { said: made } = await post('/sim/admin/stranger', { name: '小满' })
  const id = String(made['customerId'])
  expect((await post(`/sim/employee/staff1/add`, { customerId: id })).status).toBe(200)
  expect((await post(`/sim/customer/${id}/say`, { userid: 'staff1', text: '在吗' })).status).toBe(200)
  expect(await get(`/sim/customers/${id}`)).toMatchObject({ friends: [{ userid: 'staff1', talks: [{ text: '在吗' }] }] })
  expect(await get('/sim/customers?words=小满')).toMatchObject({ total: 1 })
  expect(await get('/sim/employees/staff1')).toMatchObject({ employee: { userid: 'staff1' } })
  expect(await get('/sim/outbox')).toMatchObject({ rows: [{ state: 'unheard' }] })
})

test('a snapshot brings the whole world back, and what comes after is the same', async () => {
  await post('/sim/snapshot', { name: 'before' })
  const first = (await post('/sim/bustle', { acts: 50 })).said
  const after = structuredClone(sim.platform.world)
  await post('/sim/restore', { name: 'before' })
  expect((await post('/sim/bustle', { acts: 50 })).said).toEqual(first)
  expect(sim.platform.world).toEqual(after)
})

test('faults: before the work, after it, and twice', async () => {
  const call = await asking(sim)
  const ways = () => sim.platform.world.contactWays.size
  const make = () => call('POST', 'externalcontact/add_contact_way', { type: 1, scene: 2, user: ['staff1'] })
  const faults = { fail: 0, lost: 0, twice: 0, paths: ['add_contact_way'] }
  sim.setFaults({ ...faults, fail: 1 })
  await expect(make()).rejects.toThrow('JSON')
  expect(ways()).toBe(0)
  sim.setFaults({ ...faults, lost: 1 })
  await expect(make()).rejects.toThrow('fetch failed')
  expect(ways()).toBe(1)
  sim.setFaults({ ...faults, twice: 1 })
  expect((await make()).errcode).toBe(0)
  expect(ways()).toBe(3)
  expect((await call('GET', 'department/list')).errcode).toBe(0)
  sim.setFaults({ ...faults, paths: [] })
})

test('the page that asks who is there sends back with a code that works once', async () => {
  const back = encodeURIComponent('http://grove.invalid/login?x=1')
  const asked = `${sim.url}/connect/oauth2/authorize?appid=${sim.corpId}&redirect_uri=${back}&state=s%26t`
  expect((await sim.fetch(asked.replace(sim.corpId, 'ww0'))).status).toBe(400)
  expect((await sim.fetch(`${asked}&as=nobody`)).status).toBe(404)
  expect(await (await sim.fetch(asked)).text()).toContain('staff1')
  const sent = await sim.fetch(`${asked}&as=staff1`, { redirect: 'manual' })
  const target = new URL(sent.headers.get('location') ?? '')
  expect([target.searchParams.get('x'), target.searchParams.get('state')]).toEqual(['1', 's&t'])
  const call = await asking(sim)
  expect(await call('GET', 'auth/getuserinfo', { code: target.searchParams.get('code') })).toMatchObject({ userid: 'staff1' })
})
