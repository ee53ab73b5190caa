import { storageFaults } from '@grove/db'
import { type TestApp, testApp } from '@grove/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identity } from './index.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ modules: [identity] })
})
afterAll(() => t.close())

test('every table keeps the rules of storage', async () => {
  expect(await storageFaults(t.system.db)).toEqual([])
})

test('staff of each role can be made', async () => {
  const workspace = await t.workspace()
  const viewer = await workspace.as('viewer')
  expect(viewer.actor).toMatchObject({ kind: 'staff', role: 'viewer' })
})
