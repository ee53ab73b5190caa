import { identity } from '@grove/identity/server'
import { type Ctx, sealerOf } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMembers, eraseMember, listMembers, member } from '../index.ts'
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
/** Everybody new, each with a tag; one comes twice. */
async function* tagged(): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from('姓名,手机,编号,标签\n')
  yield Buffer.from(
    Array.from({ length: ROWS }, (_, at) => `标记${at},${13_100_000_000 + (at === 9700 ? 3 : at)},T${at},${at % 2 ? '单' : '双'}\n`).join(
      '',
    ),
  )
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

it('makes people ready beforehand, and still sees who is known, who was forgotten since, and which tags they get', async () => {
  const there = await t.workspace()
  const { id, columns } = await uploadImport(there.ctx, tagged(), { fileName: 't.csv' })
  await startImport(there.ctx, { id, columns: columns.map((one) => one.target) })
  const steps = async (most: number) => {
    for (let left = most, more = true; more && left > 0; left--) more = (await importStep(there.ctx, id)).more
  }
  await steps(2)
  const [known] = await createMembers(there.ctx, [{ displayName: '旧识', phone: String(13_100_000_000 + 9300) }])
  const [forgotten] = await createMembers(there.ctx, [{ displayName: '忘了', phone: String(13_100_000_000 + 9500) }])
  await eraseMember(there.ctx, { id: forgotten as number, confirm: '忘了' })
  await steps(Number.POSITIVE_INFINITY)
  const report = await there.ctx.db.one<{ created: number; updated: number; failed: number }>(sql`
    select created_rows as created, updated_rows as updated, failed_rows as failed from member_import where workspace_id = ${there.id} and id = ${id}`)
  expect(report).toEqual({ created: ROWS - 3, updated: 1, failed: 2 })
  expect(await there.ctx.db.rows(sql`select line, code from member_import_error where workspace_id = ${there.id} order by line`)).toEqual([
    { line: 9502, code: 'erased' },
    { line: 9702, code: 'twice_in_file' },
  ])
  const found = (text: string) =>
    listMembers(there.ctx, { text, sort: '-createdAt', limit: 50 }).then(({ items }) => items.map((one) => one.displayName))
  for (const text of ['13100009123', 'T9123', '9123']) expect(await found(text)).toEqual(['标记9123'])
  const { tags } = await there.ctx.db.one<{ tags: number }>(sql`select count(*) as tags from member_tag where workspace_id = ${there.id}`)
  expect(tags).toBe(ROWS - 2)
  expect(
    await there.ctx.db.rows(sql`select display_name as name from member where workspace_id = ${there.id} and id = ${known ?? 0}`),
  ).toEqual([{ name: '标记9300' }])
  expect((await count(there.ctx)).events).toBe(ROWS - 1)
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
