import { type Ctx, sealerOf } from '@grove/kernel/server'
import { identity } from '@grove/identity/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { member } from '../index.ts'
import { importMembersFromStream, startImport } from './import-verbs.ts'
import { rowsReaderOf } from './rows-reader.ts'
import { importStep } from './run-import.ts'
import { uploadImport } from './upload-import.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
  ws = await t.workspace()
})
afterAll(async () => {
  await (await rowsReaderOf(t))?.end()
  await t.close()
})

/** Long enough for a thread; every hundredth row has a phone that is none, one comes twice. */
const ROWS = 10_001
async function* file(): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from('姓名,手机,邮箱,编号\n')
  const rows = Array.from({ length: ROWS }, (_, at) =>
    at % 100 === 99 ? `错${at},12x,,N${at}` : `成员${at},${13_000_000_000 + at},m${at}@example.com,N${at === 9 ? 8 : at}`,
  )
  yield Buffer.from(`${rows.join('\n')}\n`)
}
/** Ends when it is asked for anything. */
const DYING = new URL(
  `data:text/javascript,${encodeURIComponent(
    "import { parentPort } from 'node:worker_threads'; parentPort.postMessage('ready'); parentPort.on('message', () => process.exit(1))",
  )}`,
)
const count = (ctx: Ctx) =>
  ctx.db.one<{ members: number; identities: number; events: number; marks: number }>(sql`
    select (select count(*) from member where workspace_id = ${ctx.workspaceId}) as members,
      (select count(*) from member_identity where workspace_id = ${ctx.workspaceId}) as identities,
      (select count(*) from member_untagged where workspace_id = ${ctx.workspaceId}) as marks,
      (select count(*) from event where workspace_id = ${ctx.workspaceId} and kind = 'member.created') as events`)

it('loses a batch with its thread, says so, and the batch begins again: each row once, the rest as without a thread', async () => {
  const { id, columns } = await uploadImport(ws.ctx, file(), { fileName: 'm.csv' })
  await startImport(ws.ctx, { id, columns: columns.map((one) => one.target) })
  const before = await count(ws.ctx)
  expect(await rowsReaderOf(t, DYING)).toBeDefined()
  await expect(importStep(ws.ctx, id)).rejects.toThrow('the thread that reads the rows of an import ended; the batch begins again')
  expect(await count(ws.ctx)).toEqual(before)
  for (let more = true; more; ) more = (await importStep(ws.ctx, id)).more
  const good = ROWS - 101
  expect(await count(ws.ctx)).toEqual({ members: good, identities: good * 3, events: good, marks: good })
  const faults = await ws.ctx.db.rows<{ line: number; code: string }>(sql`
    select line, code from member_import_error where workspace_id = ${ws.id} and import_id = ${id} order by line`)
  expect(faults).toHaveLength(101)
  expect(faults.slice(0, 2)).toEqual([
    { line: 11, code: 'twice_in_file' },
    { line: 101, code: 'bad_phone' },
  ])
  const [one] = await ws.ctx.db.rows<{ phone: string; email: string }>(sql`
    select phone_sealed as phone, email_sealed as email from member where workspace_id = ${ws.id} and display_name = '成员7000'`)
  expect(sealerOf(ws.ctx).open('phone', one?.phone ?? '')).toBe('13000007000')
  expect(sealerOf(ws.ctx).open('email', one?.email ?? '')).toBe('m7000@example.com')
})

it('changes nothing the second time', async () => {
  const before = await count(ws.ctx)
  expect(await importMembersFromStream(ws.ctx, file(), { fileName: 'm.csv' })).toMatchObject({ created: 0, failed: 101 })
  expect(await count(ws.ctx)).toEqual(before)
})

it('is not there where no thread can start, and the rows are read in place', async () => {
  const other = await testApp({ modules: [identity, member] })
  try {
    const there = await other.workspace()
    expect(await rowsReaderOf(other, new URL('./no-thread.js', import.meta.url))).toBeUndefined()
    await importMembersFromStream(there.ctx, file(), { fileName: 'm.csv' })
    expect((await count(there.ctx)).members).toBe(ROWS - 101)
  } finally {
    await other.close()
  }
})
