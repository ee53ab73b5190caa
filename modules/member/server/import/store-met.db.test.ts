import { identity } from '@grove/identity/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMembers, member, mergeMembers, undoMerge } from '../index.ts'
import { runsOf } from './met-runs.ts'
import { insertMet, metBefore } from './store-met.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
  ws = await t.workspace()
})
afterAll(() => t.close())

const IMPORT = 7
const lines = async (ids: readonly number[], importId = IMPORT) => [...(await metBefore(ws.ctx, importId, ids))].sort(([a], [b]) => a - b)

it('tells whom an import met, in which line, and nobody of another import or workspace', async () => {
  const ids = await createMembers(ws.ctx, [{ displayName: '甲' }, { displayName: '乙' }, { displayName: '丙' }, { displayName: '丁' }])
  const [a = 0, b = 0, c = 0, d = 0] = ids
  expect(await lines(ids)).toEqual([])
  await insertMet(ws.ctx, IMPORT, [])
  await insertMet(
    ws.ctx,
    IMPORT,
    runsOf([
      { memberId: a, line: 2 },
      { memberId: b, line: 3 },
      { memberId: d, line: 9 },
    ]),
  )
  expect(await lines(ids)).toEqual([
    [a, 2],
    [b, 3],
    [d, 9],
  ])
  expect(await lines([c, d])).toEqual([[d, 9]])
  expect(await lines(ids, IMPORT + 1)).toEqual([])
  const elsewhere = await t.workspace()
  expect((await metBefore(elsewhere.ctx, IMPORT, ids)).size).toBe(0)
})

it('knows somebody again by the records they took in, for as long as these are theirs', async () => {
  const [met = 0, between = 0, winner = 0] = await createMembers(ws.ctx, [
    { displayName: '一' },
    { displayName: '二' },
    { displayName: '三' },
  ])
  await insertMet(ws.ctx, IMPORT, runsOf([{ memberId: met, line: 40 }]))
  await mergeMembers(ws.ctx, { winnerId: between, loserId: met })
  const { mergeId } = await mergeMembers(ws.ctx, { winnerId: winner, loserId: between })
  expect(await lines([winner])).toEqual([[winner, 40]])
  await undoMerge(ws.ctx, { id: mergeId })
  expect(await lines([winner, between])).toEqual([[between, 40]])
})
