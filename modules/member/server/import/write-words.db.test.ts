import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eraseMember, listMembers, member, mergeMembers, undoMerge, updateMember } from '../index.ts'
import { cancelImport, startImport } from './import-verbs.ts'
import { rowsReaderOf } from './rows-reader.ts'
import { importLoop, importStep } from './run-import.ts'
import { uploadImport } from './upload-import.ts'
import { writeWords } from './write-words.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
})
afterAll(async () => {
  await (await rowsReaderOf(t))?.end()
  await t.close()
})

/** Long enough for a thread: from the third batch on people are made without a look, and without words. */
const ROWS = 12_001
async function* file(): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from('姓名,手机,编号\n')
  yield Buffer.from(Array.from({ length: ROWS }, (_, at) => `客人${at},${13_200_000_000 + at},No${at}\n`).join(''))
}

/** Its rows are there, the words of most are not. */
async function rowsOnly({ batches = 4 } = {}): Promise<{ ws: TestWorkspace; importId: number; idOf: (name: string) => Promise<number> }> {
  const ws = await t.workspace()
  const { id, columns } = await uploadImport(ws.ctx, file(), { fileName: 'w.csv' })
  await startImport(ws.ctx, { id, columns: columns.map((one) => one.target) })
  for (let step = 0; step < batches; step++) await importStep(ws.ctx, id)
  const idOf = async (name: string) =>
    (await ws.ctx.db.one<{ id: number }>(sql`select id from member where workspace_id = ${ws.id} and display_name = ${name}`)).id
  return { ws, importId: id, idOf }
}
const toTheEnd = async (ctx: Ctx, importId: number) => {
  for (let more = true; more; ) more = (await importStep(ctx, importId)).more
}
const found = async (ctx: Ctx, text: string) =>
  (await listMembers(ctx, { text, sort: '-createdAt', limit: 50 })).items.map((one) => one.displayName)
const stateOf = (ctx: Ctx, id: number) =>
  ctx.db.one<{ state: string; done: number }>(sql`
    select state, done_rows as done from member_import where workspace_id = ${ctx.workspaceId} and id = ${id}`)
const bare = (ctx: Ctx) => ctx.db.rows(sql`select 1 from member_import_met where workspace_id = ${ctx.workspaceId} and not worded`)

it('finds people by phone and number as soon as they are there, by name and odd number before the import says that it is done', async () => {
  const { ws, importId } = await rowsOnly()
  expect(await stateOf(ws.ctx, importId)).toEqual({ state: 'running', done: ROWS })
  expect(await found(ws.ctx, '客人9000')).toEqual([])
  expect(await found(ws.ctx, '13200009000')).toEqual(['客人9000'])
  expect(await found(ws.ctx, '客人1700')).toEqual(['客人1700'])
  await toTheEnd(ws.ctx, importId)
  expect(await stateOf(ws.ctx, importId)).toEqual({ state: 'done', done: ROWS })
  for (const text of ['客人9000', '人9000', 'no9000', 'No9000']) expect(await found(ws.ctx, text)).toEqual(['客人9000'])
  expect(await bare(ws.ctx)).toEqual([])
  const marks = () => ws.ctx.db.rows<{ n: number }>(sql`select count(*)::int as n from member_untagged where workspace_id = ${ws.id}`)
  expect(await marks()).toEqual([{ n: ROWS }])
  const { words } = await ws.ctx.db.one<{ words: number }>(sql`
    select count(*)::int as words from member_search where workspace_id = ${ws.id}`)
  // Three ends of the name and the number, which mixes capitals and small letters.
  expect(words).toBe(ROWS * 4)
})

it('writes them for an import that was stopped, too', async () => {
  const { ws, importId } = await rowsOnly({ batches: 3 })
  await cancelImport(ws.ctx, { id: importId })
  expect(await importStep(ws.ctx, importId)).toEqual({ more: false })
  expect(await found(ws.ctx, '客人9000')).toEqual([])
  expect(await importLoop.due(t.system)).toContain(ws.id)
  for (let more = true; more; ) more = (await importLoop.run(ws.ctx)).more
  expect(await found(ws.ctx, '客人9000')).toEqual(['客人9000'])
  expect(await importLoop.due(t.system)).not.toContain(ws.id)
})

it('writes those of the record as it is: changed, forgotten or merged meanwhile', async () => {
  const { ws, importId, idOf } = await rowsOnly()
  const [renamed, forgotten, winner, loser] = await Promise.all(['客人8001', '客人8002', '客人8003', '客人8004'].map(idOf))
  await updateMember(ws.ctx, { id: renamed ?? 0, displayName: '新名' })
  await eraseMember(ws.ctx, { id: forgotten ?? 0, confirm: '客人8002' })
  const { mergeId } = await mergeMembers(ws.ctx, { winnerId: winner ?? 0, loserId: loser ?? 0 })
  await toTheEnd(ws.ctx, importId)
  expect(await found(ws.ctx, '客人8001')).toEqual([])
  expect(await found(ws.ctx, '新名')).toEqual(['新名'])
  expect(await found(ws.ctx, '客人8002')).toEqual([])
  for (const text of ['客人8003', '客人8004']) expect(await found(ws.ctx, text)).toEqual(['客人8003'])
  await undoMerge(ws.ctx, { id: mergeId })
  expect(await found(ws.ctx, '客人8004')).toEqual(['客人8004'])
})

it('leaves the people alone whose record somebody is changing, until that is written', async () => {
  const { ws, importId, idOf } = await rowsOnly()
  const id = await idOf('客人9100')
  await ws.ctx.inTx(async (changing) => {
    await updateMember(changing, { id, displayName: '另名' })
    await ws.ctx.inTx(async (tx) => {
      while (await writeWords(tx, importId)) expect(await found(tx, '客人9100')).toEqual([])
    })
    expect((await bare(ws.ctx)).length).toBeGreaterThan(0)
  })
  await toTheEnd(ws.ctx, importId)
  expect(await found(ws.ctx, '客人9100')).toEqual([])
  expect(await found(ws.ctx, '另名')).toEqual(['另名'])
})
