import { identity } from '@grove/identity/server'
import type { Ctx } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeKeys } from './change-keys.ts'
import { eraseMember } from './erase-member.ts'
import { importErrors } from './import/error-file.ts'
import { importMembersFromStream } from './import/import-verbs.ts'
import { blockMember, createMember, createMembers, member, setAttribute, updateMember } from './index.ts'
import { takeUpAgain } from './take-up-again.ts'

let t: TestApp
let ws: TestWorkspace
let id: number
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
})
beforeEach(async () => {
  ws = await t.workspace()
  ;[id = 0] = await createMembers(ws.ctx, [
    { displayName: '李四', phone: '13800138000', email: 'li.si@example.com', identities: [{ channel: 'number', externalId: 'VIP-7' }] },
  ])
  await eraseMember(ws.ctx, { id, confirm: '李四' })
})
afterAll(() => t.close())

const bring = (text: string, ctx: Ctx = ws.ctx) =>
  importMembersFromStream(
    ctx,
    (async function* () {
      yield new TextEncoder().encode(text)
    })(),
    { fileName: '客户.csv' },
  )
const names = async () =>
  (
    await ws.ctx.db.rows<{ name: string }>(sql`
    select display_name as name from member where workspace_id = ${ws.id} and erased_at is null order by id`)
  ).map((row) => row.name)
const marks = () =>
  ws.ctx.db.rows<{ channel: string; mark: string }>(
    sql`select channel, mark from member_erased where workspace_id = ${ws.id} and lifted_at is null order by channel`,
  )
const refusal = (made: Promise<unknown>) =>
  made.then(
    () => 'taken',
    (error: { code: string }) => error.code,
  )
const verbs = async () =>
  await ws.ctx.db.rows<{ verb: string; after: unknown }>(sql`
    select verb, after from audit where workspace_id = ${ws.id} and verb in ('member.come_back', 'member.take_up_again') order by id`)
/** The same workspace in a program that was started with other keys. */
const startedWith = (keys: readonly string[]): Ctx => {
  const app = { ...t.app, config: { ...t.app.config, keys } }
  const within = (ctx: Ctx): Ctx => ({ ...ctx, app, inTx: (work) => ctx.inTx((tx) => work(within(tx))) })
  return within(ws.ctx)
}

describe('a file', () => {
  it('does not bring back somebody who was forgotten: by phone, e-mail, number or record, each row with its reason, in the error file too', async () => {
    const first = await bring(
      '姓名,手机,邮箱,客户编号,城市\n王五,13900139000,,,北京\n李四,138 0013 8000,,,上海\n李四,,Li.Si@example.com,,上海\n李四,,,VIP-7,上海\n赵六,,,VIP-8,\n',
    )
    expect(first).toMatchObject({ created: 2, failed: 3 })
    expect(first.errors.map((one) => [one.line, one.code, one.value])).toEqual([3, 4, 5].map((line) => [line, 'erased', '']))
    const file = await (await importErrors(ws.ctx, { id: first.id })).text()
    expect(file.match(/此人已要求注销个人数据/g)).toHaveLength(3)
    expect(file).toContain('138 0013 8000')
    const second = await bring(`档案号,姓名,手机\n${id},李四,13600136000\n`)
    expect(second.errors.map((one) => one.code)).toEqual(['no_such_member'])
    expect(await names()).toEqual(['王五', '赵六'])
    expect(
      await ws.ctx.db.one(sql`select display_name as name, phone_sealed as phone from member where workspace_id = ${ws.id} and id = ${id}`),
    ).toEqual({
      name: '已注销',
      phone: null,
    })
  })

  it('does not put their phone on anybody else', async () => {
    await createMembers(ws.ctx, [{ displayName: '王五', email: 'wu@example.com' }])
    const report = await bring('姓名,手机,邮箱\n赵六,13700000001,\n王五,13800138000,wu@example.com\n')
    expect(report).toMatchObject({ created: 1, failed: 1, errors: [{ code: 'erased', line: 3 }] })
  })

  it('of another workspace knows nothing of it', async () => {
    const other = await t.workspace()
    expect(await bring('姓名,手机\n李四,13800138000\n', other.ctx)).toMatchObject({ created: 1, failed: 0 })
  })
})

describe('staff', () => {
  it('cannot write them down by hand, nor anything on the record that is nobody', async () => {
    const head = await ws.as('head')
    expect(await refusal(createMember(head, { displayName: '李四', phone: '13800138000' }))).toBe('member.erased_before')
    const { id: other } = await createMember(head, { displayName: '王五' })
    expect(await refusal(updateMember(head, { id: other, email: 'li.si@example.com' }))).toBe('member.erased_before')
    expect(await refusal(updateMember(head, { id, displayName: '李四' }))).toBe('member.not_found')
    expect(await refusal(blockMember(head, { id, kind: 'do_not_disturb', reason: '李四', until: null }))).toBe('member.not_found')
    expect(await setAttribute(head, { memberIds: [id], key: '爱好', value: '李四的狗' })).toEqual({ changed: 0 })
  })

  it('note that somebody asked to be taken up again: only a head of the workspace, once, with how, and never the value', async () => {
    const body = JSON.stringify({ channel: 'phone', externalId: '+86 138-0013-8000', how: '来电' })
    const ask = async (headers: Record<string, string>) =>
      (
        await t.http.request('/api/erased-members/take-up', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
        })
      ).status
    const other = await t.workspace()
    expect([await ask({}), await ask(await ws.session('operator')), await ask(await other.session('head'))]).toEqual([401, 403, 404])
    expect(await marks()).toHaveLength(3)
    const headers = await ws.session('head')
    const asked = await Promise.all(Array.from({ length: 8 }, () => ask(headers)))
    expect(asked.toSorted()).toEqual([200, ...Array(7).fill(404)])
    expect(await verbs()).toEqual([{ verb: 'member.take_up_again', after: { channel: 'phone', how: '来电' } }])
    expect(await bring('姓名,手机,客户编号\n李四,13800138000,\n')).toMatchObject({ created: 1, failed: 0 })
    // The number belongs to whoever holds the phone again.
    expect(await bring('姓名,手机,客户编号\n李四,13800138000,VIP-7\n')).toMatchObject({ updated: 1, failed: 0 })
    expect(await refusal(takeUpAgain(ws.ctx, { channel: 'number', externalId: 'VIP-7', how: '来电' }))).toBe('member.not_erased')
  })
})

describe('they themselves', () => {
  it('come back by a phone given at a door or in a form, as somebody new, with a trace; then files may name them', async () => {
    const [back = 0] = await createMembers(ws.ctx, [{ displayName: '四哥', phone: '13800138000' }], { taken: 'leave', byThemselves: true })
    const [other = 0] = await createMembers(ws.ctx, [{ displayName: '李', city: '上海' }], { taken: 'leave', byThemselves: true })
    await updateMember(ws.asMember(other), { id: other, email: 'li.si@example.com' })
    expect((await marks()).map((one) => one.channel)).toEqual(['number'])
    expect(await verbs()).toEqual([
      { verb: 'member.come_back', after: { channel: 'phone' } },
      { verb: 'member.come_back', after: { channel: 'email' } },
    ])
    const made = await ws.ctx.db.rows<{ id: number; data: unknown }>(sql`
      select member_id as id, data from event where workspace_id = ${ws.id} and kind = 'member.created' and member_id = any(${[back, other]}::bigint[]) order by id`)
    expect(made.map((one) => one.data)).toEqual([{ source: null, returned: true }, { source: null }])
    expect(await bring('姓名,手机\n李四,13800138000\n')).toMatchObject({ updated: 1, failed: 0 })
  })
})

describe('a change of keys', () => {
  it('leaves every mark good, before and after, and the old key may go', async () => {
    const before = await marks()
    const fresh = 'a-fresh-key-of-thirty-two-letters'
    const both = startedWith([fresh, t.app.config.secret])
    const file = '姓名,手机,邮箱\n李四,13800138000,\n李四,,li.si@example.com\n'
    expect(await bring(file, both)).toMatchObject({ created: 0, failed: 2 })
    await changeKeys(both)
    await changeKeys(both)
    const only = startedWith([fresh])
    expect(await bring(file, only)).toMatchObject({ created: 0, failed: 2 })
    expect(await marks()).toEqual(before)
    const [next = 0] = await createMembers(only, [{ displayName: '钱七', phone: '13500135000' }])
    await eraseMember(only, { id: next, confirm: '钱七' })
    expect(await bring('姓名,手机\n钱七,13500135000\n李四,13800138000\n', only)).toMatchObject({ created: 0, failed: 2 })
  })
})
