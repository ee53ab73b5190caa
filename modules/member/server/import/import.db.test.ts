import { identity } from '@grove/identity/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ImportTarget } from '../../contract/index.ts'
import { eraseMember } from '../erase-member.ts'
import { exportMembers } from '../export-members.ts'
import { createMembers, listMembers, member, tagMembers } from '../index.ts'
import { tidyImports } from '../jobs.ts'
import { getMember } from '../read-detail.ts'
import { saveTagGroup } from '../tag/save-group.ts'
import { importErrors } from './error-file.ts'
import { cancelImport, getImport, importMembersFromStream, listImports, resumeImport, startImport } from './import-verbs.ts'
import { CHUNK_ROWS } from './kept-rows.ts'
import { importStep } from './run-import.ts'
import { findImport } from './store.ts'
import { uploadImport } from './upload-import.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
})
beforeEach(async () => {
  ws = await t.workspace()
})
afterAll(() => t.close())

const stream = async function* (content: string | Uint8Array, size = 1000) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const upload = (content: string | Uint8Array) => uploadImport(ws.ctx, stream(content), { fileName: 'members.csv' })
const run = (content: string | Uint8Array, columns?: ImportTarget[]) =>
  importMembersFromStream(ws.ctx, stream(content), { fileName: 'members.csv', ...(columns ? { columns } : {}) })
const all = () => listMembers(ws.ctx, { limit: 200, sort: '-createdAt' })
const eventCount = async () => (await ws.ctx.db.one<{ n: number }>(sql`select count(*) as n from event where workspace_id = ${ws.id}`)).n

describe('a file that cannot be imported', () => {
  it('is refused with nothing kept: empty, heading only, an open quote', async () => {
    for (const [content, code] of [
      ['', 'member.import_empty'],
      ['姓名,手机\n', 'member.import_empty'],
      ['姓名,手机\n"王小明,13800138000\n李四,13900139000\n', 'member.import_not_csv'],
    ] as const)
      await expect(upload(content)).rejects.toMatchObject({ code })
    const rows = await ws.ctx.db.rows(sql`select id from member_import where workspace_id = ${ws.id}`)
    expect(rows).toEqual([])
  })

  it('is not started without a key column, with one target twice, twice, or by another workspace', async () => {
    const { id } = await upload('姓名,手机,电话\n王小明,13800138000,1\n')
    await expect(startImport(ws.ctx, { id, columns: ['displayName', 'skip', 'skip'] })).rejects.toMatchObject({
      code: 'member.import_no_key_column',
    })
    await expect(startImport(ws.ctx, { id, columns: ['displayName', 'phone', 'phone'] })).rejects.toMatchObject({
      code: 'member.import_column_twice',
      data: { field: 'phone' },
    })
    const other = await t.workspace()
    await expect(startImport(other.ctx, { id, columns: ['displayName', 'phone'] })).rejects.toMatchObject({
      code: 'member.import_not_found',
    })
    await startImport(ws.ctx, { id, columns: ['displayName', 'phone'] })
    await expect(startImport(ws.ctx, { id, columns: ['displayName', 'phone'] })).rejects.toMatchObject({
      code: 'member.import_not_waiting',
    })
  })
})

describe('an upload', () => {
  it('answers a preview with guessed columns', async () => {
    const preview = await upload('\u{feff}姓名;手机号;标签;爱好\r\n"王;小明";138 0013 8000;VIP|宝妈;猫\r\n')
    expect(preview).toMatchObject({
      encoding: 'utf-8',
      delimiter: ';',
      rows: 1,
      state: 'waiting',
      columns: [
        { heading: '姓名', target: 'displayName' },
        { heading: '手机号', target: 'phone' },
        { heading: '标签', target: 'tags' },
        { heading: '爱好', target: 'attribute:爱好' },
      ],
      sample: [['王;小明', '138 0013 8000', 'VIP|宝妈', '猫']],
    })
  })

  it('in GBK is read as it was meant', async () => {
    // 姓名,手机 / 张三,13800138000 as a spreadsheet in Chinese writes it
    const gbk = Uint8Array.from([
      0xd0,
      0xd5,
      0xc3,
      0xfb,
      0x2c,
      0xca,
      0xd6,
      0xbb,
      0xfa,
      0x0d,
      0x0a,
      0xd5,
      0xc5,
      0xc8,
      0xfd,
      0x2c,
      ...new TextEncoder().encode('13800138000\r\n'),
    ])
    expect(await run(gbk)).toMatchObject({ encoding: 'gb18030', created: 1, failed: 0 })
    expect((await all()).items[0]).toMatchObject({ displayName: '张三', phone: '138****8000' })
  })
})

describe('an import', () => {
  const file = [
    '姓名,手机,邮箱,标签,阶段,来源,宠物',
    '王小明,13800138000,,老客;宝妈,3,抖音,猫',
    '"李, 四",,li@x.cn,,,,',
    '坏手机,123,,,,,',
    ',13900139000,,,,,',
    '没有钥匙,,,,,,',
    '"两行',
    '名字",13700137000,,,,,',
    '王小明二,13800138000,,,,,',
    '少一列,13600136000',
  ].join('\n')

  it('takes the good rows whole and names every bad one by its line', async () => {
    const report = await run(file)
    expect(report).toMatchObject({ state: 'done', rows: 8, done: 8, created: 3, updated: 0, unchanged: 0, failed: 5 })
    expect(report.errors.map((error) => [error.line, error.column, error.code, error.value])).toEqual([
      [4, '手机', 'bad_phone', '123'],
      [5, null, 'no_name', '13900139000'],
      [6, null, 'no_key', '没有钥匙'],
      [9, null, 'twice_in_file', '2'],
      [10, null, 'column_count', '2/7'],
    ])
    const { items } = await all()
    expect(items.map((row) => row.displayName)).toEqual(['两行\n名字', '李, 四', '王小明'])
    expect(await getMember(ws.ctx, { id: items[2]?.id as number })).toMatchObject({
      stage: 3,
      source: '抖音',
      attributes: { 宠物: '猫' },
      tags: [{ name: '宝妈' }, { name: '老客' }],
    })
    const csv = await (await importErrors(ws.ctx, { id: report.id })).text()
    const [heading, first, second] = csv.split('\r\n')
    expect(heading).toBe('没导入的原因,姓名,手机,邮箱,标签,阶段,来源,宠物')
    expect(first).toBe('手机：手机号不对,坏手机,123,,,,,')
    expect(second).toBe('新成员没有姓名,,13900139000,,,,,')
  })

  it('again changes nothing, writes no event, and says so', async () => {
    await run(file)
    const before = await eventCount()
    expect(await run(file)).toMatchObject({ created: 0, updated: 0, unchanged: 3, failed: 5 })
    expect(await eventCount()).toBe(before)
  })

  it('changes what differs, empties nothing, and never takes stage or source back', async () => {
    await run('姓名,手机,城市,来源,阶段\n王小明,13800138000,上海,抖音,4\n')
    const report = await run('姓名,手机,城市,来源,阶段,编号\n王大明,13800138000,,地推,2,A-1\n')
    expect(report).toMatchObject({ created: 0, updated: 1, unchanged: 0 })
    const { items } = await all()
    const detail = await getMember(ws.ctx, { id: items[0]?.id as number })
    expect(detail).toMatchObject({ displayName: '王大明', city: '上海', source: '抖音', stage: 4 })
    expect(detail.identities).toEqual([
      { channel: 'number', externalId: 'A-1' },
      { channel: 'phone', externalId: '138****8000' },
    ])
    expect((await listMembers(ws.ctx, { limit: 5, sort: '-createdAt', text: 'a-1' })).items).toHaveLength(1)
  })

  it('refuses a row that points at two members', async () => {
    await createMembers(ws.ctx, [
      { displayName: 'Ann', phone: '13800138000' },
      { displayName: 'Bob', email: 'b@x.cn' },
    ])
    expect(await run('姓名,手机,邮箱\nAnn,13800138000,b@x.cn\n')).toMatchObject({
      updated: 0,
      failed: 1,
      errors: [{ line: 2, code: 'two_members' }],
    })
  })

  it('stops when told, keeps what it took, and goes on where it stopped', async () => {
    const lines = Array.from({ length: CHUNK_ROWS + 500 }, (_, at) => `成员${at},${13_000_000_000 + at}`)
    const { id } = await upload(`姓名,手机\n${lines.join('\n')}\n`)
    await startImport(ws.ctx, { id, columns: ['displayName', 'phone'] })
    await importStep(ws.ctx, id)
    expect(await cancelImport(ws.ctx, { id })).toMatchObject({ state: 'stopped', done: CHUNK_ROWS, created: CHUNK_ROWS })
    expect(await importStep(ws.ctx, id)).toEqual({ more: false })
    const other = await t.workspace()
    await expect(resumeImport(other.ctx, { id })).rejects.toMatchObject({ code: 'member.import_not_found' })
    expect(await resumeImport(ws.ctx, { id })).toMatchObject({ state: 'running' })
    await expect(resumeImport(ws.ctx, { id })).rejects.toMatchObject({ code: 'member.import_not_waiting' })
    while ((await importStep(ws.ctx, id)).more);
    expect(await getImport(ws.ctx, { id })).toMatchObject({ state: 'done', done: CHUNK_ROWS + 500, created: CHUNK_ROWS + 500, failed: 0 })
    await expect(cancelImport(ws.ctx, { id })).rejects.toMatchObject({ code: 'member.import_not_waiting' })
  })

  it('goes on in another process where the first one died, and duplicates before the cut still count', async () => {
    const lines = Array.from({ length: CHUNK_ROWS + 500 }, (_, at) => `成员${at},${13_000_000_000 + at}`)
    lines.push('又来,13000000003')
    const { id } = await upload(`姓名,手机\n${lines.join('\n')}\n`)
    await startImport(ws.ctx, { id, columns: ['displayName', 'phone'] })
    await importStep(ws.ctx, id)
    // A context of another app has nothing read ahead, as after a restart.
    const elsewhere = { ...ws.ctx, app: Object.create(ws.ctx.app) as typeof ws.ctx.app }
    for (let more = true; more; ) more = (await importStep(elsewhere, id)).more
    const done = await getImport(ws.ctx, { id })
    expect(done).toMatchObject({
      state: 'done',
      done: CHUNK_ROWS + 501,
      created: CHUNK_ROWS + 500,
      failed: 1,
      errors: [{ line: CHUNK_ROWS + 502, code: 'twice_in_file', value: '5' }],
    })
    expect((await importStep(ws.ctx, id)).more).toBe(false)
  })

  it('worked on by two processes at once still takes each row once', async () => {
    const lines = Array.from({ length: CHUNK_ROWS + 1000 }, (_, at) => `成员${at},${13_000_000_000 + at}`)
    const { id } = await upload(`姓名,手机\n${lines.join('\n')}\n`)
    await startImport(ws.ctx, { id, columns: ['displayName', 'phone'] })
    const elsewhere = { ...ws.ctx, app: Object.create(ws.ctx.app) as typeof ws.ctx.app }
    const worker = async (ctx: typeof ws.ctx) => {
      for (let at = 0; at < 12; at++) await importStep(ctx, id)
    }
    await Promise.all([worker(ws.ctx), worker(elsewhere)])
    expect(await getImport(ws.ctx, { id })).toMatchObject({ state: 'done', created: CHUNK_ROWS + 1000, failed: 0, done: CHUNK_ROWS + 1000 })
  })

  it('is carried on by the loop', async () => {
    const { id } = await upload('姓名,手机\n王小明,13800138000\n')
    await startImport(ws.ctx, { id, columns: ['displayName', 'phone'] })
    await t.drain()
    expect(await getImport(ws.ctx, { id })).toMatchObject({ state: 'done', created: 1 })
    const chunks = await ws.ctx.db.rows(sql`select position from member_import_chunk where workspace_id = ${ws.id}`)
    expect(chunks).toEqual([])
  })
})

describe('an export', () => {
  it('holds the filtered rows, no formulas, and headings that an import understands', async () => {
    const staff = await ws.as('head')
    await createMembers(ws.ctx, [
      { displayName: '=HYPERLINK("http://x")', phone: '13800138000', source: '抖音' },
      { displayName: 'Other', phone: '13900139000' },
    ])
    const bytes = new Uint8Array(await (await exportMembers(staff, { source: '抖音' })).arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = new TextDecoder().decode(bytes)
    const lines = text.split('\r\n')
    expect(lines[0]?.startsWith('\u{feff}档案号,姓名,手机号') || lines[0]?.startsWith('档案号,姓名,手机号')).toBe(true)
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://x"")",138****8000`)
    const preview = await uploadImport(ws.ctx, stream(bytes), { fileName: 'export.csv' })
    expect(preview.columns.filter((column) => column.target.startsWith('attribute:'))).toEqual([])
  })
})

describe('a tag that only some roles may use', () => {
  it('is not put on people by the import of somebody of another role: that row is not taken, others are; the head’s import puts it', async () => {
    await saveTagGroup(await ws.as('head'), { name: '会员级别', singleChoice: true, color: null, ownerStaffId: null, roles: ['head'] })
    await createMembers(ws.ctx, [{ displayName: '旧人', phone: '13700137000' }])
    await tagMembers(ws.ctx, { memberIds: [(await all()).items[0]?.id ?? 0], tag: '金卡', groupName: '会员级别' })
    const file = '姓名,手机,标签\n王小明,13800138000,金卡\n李四,13900139000,早起\n'
    const run = async (ctx: typeof ws.ctx) => {
      const { id } = await uploadImport(ctx, stream(file), { fileName: 'm.csv' })
      await startImport(ctx, { id, columns: ['displayName', 'phone', 'tags'] })
      for (let more = true; more; ) more = (await importStep(ws.ctx, id)).more
      return getImport(ws.ctx, { id })
    }
    expect(await run(await ws.as('sales'))).toMatchObject({
      created: 1,
      failed: 1,
      errors: [{ line: 2, column: '标签', code: 'tag_not_yours', value: '金卡' }],
    })
    expect(await run(await ws.as('head'))).toMatchObject({ created: 1, failed: 0 })
  })
})

describe('somebody who is forgotten', () => {
  it('is in no kept row of a file either: not in its sample, its errors, or the rows to mend; others are', async () => {
    const file = '姓名,手机\n王小明,13800138000\n王小明,bad 1\n李四,bad 2\n=,+86 138-0013-8000x\n李四,13900139000\n某某,138 0013 8000\n'
    const { id } = await run(file)
    const [found] = (await all()).items.filter((one) => one.displayName === '某某' || one.displayName === '王小明')
    const who = await getMember(ws.ctx, { id: found?.id ?? 0 })
    await eraseMember(ws.ctx, { id: who.id, confirm: who.displayName })
    const kept = await findImport(ws.ctx, id)
    expect(kept?.sample.flat().filter((cell) => [who.displayName, '13800138000', '138 0013 8000'].includes(cell))).toEqual([])
    expect(kept?.sample.flat()).toContain('李四')
    const mend = await (await importErrors(ws.ctx, { id })).text()
    expect(mend).toContain('bad 2')
    expect(mend).not.toMatch(new RegExp(`${who.displayName},|138 0013 8000`))
    expect((await getImport(ws.ctx, { id })).errors.map((one) => one.value)).toContain('bad 2')
  })
})

describe('imports nobody needs any more', () => {
  it('are let go in their time: uploads after two days, stopped ones after a week, histories after three months', async () => {
    const lines = Array.from({ length: 2001 }, (_, at) => `成员${at},${13_000_000_000 + at}`)
    const file = `姓名,手机\n${lines.join('\n')}\n`
    const done = await run('姓名,手机\n王小明,13800138000\n')
    const waiting = await upload(file)
    const stopped = await upload(file)
    await startImport(ws.ctx, { id: stopped.id, columns: ['displayName', 'phone'] })
    await importStep(ws.ctx, stopped.id)
    await cancelImport(ws.ctx, { id: stopped.id })
    const left = async () => {
      await tidyImports.run(ws.ctx, {})
      const { items } = await listImports(ws.ctx)
      return items.map((one) => [one.id, one.state])
    }
    t.clock.advance({ days: 3 })
    expect(await left()).toEqual([
      [stopped.id, 'stopped'],
      [done.id, 'done'],
    ])
    await expect(getImport(ws.ctx, { id: waiting.id })).rejects.toMatchObject({ code: 'member.import_not_found' })
    t.clock.advance({ days: 5 })
    expect(await left()).toEqual([
      [stopped.id, 'cancelled'],
      [done.id, 'done'],
    ])
    await expect(resumeImport(ws.ctx, { id: stopped.id })).rejects.toMatchObject({ code: 'member.import_not_waiting' })
    t.clock.advance({ days: 90 })
    expect(await left()).toEqual([])
    for (const table of [sql`member_import_met`, sql`member_import_chunk`, sql`member_import_reject`])
      expect(await ws.ctx.db.rows(sql`select import_id from ${table} where workspace_id = ${ws.id}`)).toEqual([])
  })
})
