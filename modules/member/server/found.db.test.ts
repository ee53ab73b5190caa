import { identity } from '@grove/identity/server'
import { type Ctx, sealerOf } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listMembers as listRoute } from '../contract/index.ts'
import { changeKeys } from './change-keys.ts'
import { eraseMember } from './erase-member.ts'
import { findDuplicates } from './find-duplicates.ts'
import { importMembersFromStream } from './import/import-verbs.ts'
import { createMembers, listMembers, listMembersBy, member, mergeMembers, type NewMember, undoMerge, updateMember } from './index.ts'
import { listDuplicates } from './read-duplicates.ts'
import { partsOf } from './read-filter.ts'
import { findIdentities } from './store-identity.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
})
beforeEach(async () => {
  ws = await t.workspace()
})
afterAll(() => t.close())

const PHONE = '13800138000'
const EMAIL = 'li.si@example.com'
const WAYS = [PHONE, '8000', EMAIL]
const found = async (text: string, ctx: Ctx = ws.ctx) =>
  (await listMembers(ctx, { limit: 200, sort: 'createdAt', text })).items.map((one) => one.displayName)
const make = (members: readonly NewMember[]) => createMembers(ws.ctx, members, { taken: 'leave' })
/** Words of phones and e-mails, whose they are. */
const words = () =>
  ws.ctx.db.rows<{ kind: string; memberId: number }>(sql`
    select substr(token, 2, 5) as kind, member_id as "memberId" from member_search where workspace_id = ${ws.id} and token like '=%' order by token desc, 2`)
const both = { phone: PHONE, email: EMAIL }
/** The same workspace in a program that was started with other keys. */
const startedWith = (keys: readonly string[]): Ctx => {
  const app = { ...t.app, config: { ...t.app.config, keys } }
  const within = (ctx: Ctx): Ctx => ({ ...ctx, app, inTx: (work) => ctx.inTx((tx) => work(within(tx))) })
  return within(ws.ctx)
}

describe('a phone or an e-mail', () => {
  it('does not find who has none, who has another, or somebody of another workspace', async () => {
    await make([{ displayName: '李四', ...both }, { displayName: '8000' }])
    const other = await t.workspace()
    for (const text of WAYS) expect(await found(text, other.ctx)).toEqual([])
    for (const text of ['13800138001', '13900138000', '8001', 'si@example.com', `${EMAIL}.cn`]) expect(await found(text)).toEqual([])
    expect(await found('8000')).toEqual(['李四', '8000'])
  })

  it('finds its holder without a word of its own, made alone, in hundreds, by a file or by a change', async () => {
    const [one = 0] = await make([{ displayName: '李四' }])
    await updateMember(ws.ctx, { id: one, ...both })
    await createMembers(
      ws.ctx,
      Array.from({ length: 300 }, (_, at) => ({ displayName: `多${at}`, phone: `137001${10000 + at}`, email: `d${at}@x.cn` })),
      { lookedUp: true },
    )
    await importMembersFromStream(
      ws.ctx,
      (async function* () {
        yield new TextEncoder().encode('姓名,手机,邮箱\n王五,13500135000,wu@example.com\n')
      })(),
      { fileName: 'a.csv' },
    )
    expect(await words()).toEqual([])
    for (const text of WAYS) expect(await found(text)).toEqual(['李四'])
    for (const text of ['13700110007', '0007', 'd7@x.cn']) expect(await found(text)).toEqual(['多7'])
    for (const text of ['13500135000', '5000', 'wu@example.com']) expect(await found(text)).toEqual(['王五'])
  })

  it('finds who has it on record though somebody else holds it, by a word that goes once they hold it', async () => {
    const [holder = 0, other = 0] = await make([
      { displayName: '李四', ...both },
      { displayName: '李四儿', ...both },
    ])
    for (const text of WAYS) expect(await found(text)).toEqual(['李四', '李四儿'])
    const theirs = [
      { kind: 'phone', memberId: other },
      { kind: 'email', memberId: other },
    ]
    expect(await words()).toEqual(theirs)
    await updateMember(ws.ctx, { id: other, city: '上海' })
    expect(await words()).toEqual(theirs)
    await updateMember(ws.ctx, { id: holder, phone: null, email: null })
    for (const text of WAYS) expect(await found(text)).toEqual(['李四儿'])
    await updateMember(ws.ctx, { id: other, phone: null, email: null })
    for (const text of WAYS) expect(await found(text)).toEqual([])
    await updateMember(ws.ctx, { id: other, ...both })
    expect(await words()).toEqual([])
    for (const text of WAYS) expect(await found(text)).toEqual(['李四儿'])
  })

  it('typed by several in one moment has one holder, and finds them all', async () => {
    await Promise.all([1, 2, 3, 4].map((n) => createMembers(ws.ctx, [{ displayName: `李四${n}`, ...both }], { taken: 'leave' })))
    expect(await findIdentities(ws.ctx, [{ channel: 'phone', externalId: PHONE }])).toHaveLength(1)
    expect((await words()).map((one) => one.kind)).toEqual(['phone', 'phone', 'phone', 'email', 'email', 'email'])
    for (const text of WAYS) expect((await found(text)).toSorted()).toEqual(['李四1', '李四2', '李四3', '李四4'])
    expect(await findDuplicates(ws.ctx)).toEqual({ found: 3 })
    expect(await findDuplicates(ws.ctx)).toEqual({ found: 3 })
  })

  it('proposes who shares it as one person: with its holder, among themselves when nobody holds it, never with themselves', async () => {
    const [holder = 0, second = 0] = await make([1, 2, 3].map((n) => ({ displayName: `李四${n}`, phone: PHONE })))
    const pairs = async () => {
      await findDuplicates(ws.ctx)
      return (await listDuplicates(ws.ctx, { limit: 20 })).items.map((one) => [one.first.displayName, one.second.displayName]).toSorted()
    }
    expect(await pairs()).toEqual([
      ['李四1', '李四2'],
      ['李四1', '李四3'],
    ])
    await eraseMember(ws.ctx, { id: holder, confirm: '李四1' })
    expect(await pairs()).toEqual([['李四2', '李四3']])
    await mergeMembers(ws.ctx, { winnerId: second, loserId: second + 1 })
    expect(await pairs()).toEqual([])
  })

  it('goes with a merge to who stays, and back with its undoing, whoever of the two held it', async () => {
    for (const holds of ['winner', 'loser'] as const) {
      ws = await t.workspace()
      const [first = 0, second = 0] = await make([
        { displayName: '持有', ...both },
        { displayName: '写着', ...both },
      ])
      const [winnerId, loserId] = holds === 'winner' ? [first, second] : [second, first]
      const { mergeId } = await mergeMembers(ws.ctx, { winnerId, loserId })
      const stays = holds === 'winner' ? '持有' : '写着'
      for (const text of WAYS) expect(await found(text)).toEqual([stays])
      await updateMember(ws.ctx, { id: winnerId, city: '上海' })
      expect(await words()).toEqual([])
      await undoMerge(ws.ctx, { id: mergeId })
      for (const text of WAYS) expect((await found(text)).toSorted()).toEqual(['写着', '持有'])
      expect(await findDuplicates(ws.ctx)).toEqual({ found: 1 })
    }
  })
})

describe('a change of keys', () => {
  const fresh = 'a-fresh-key-of-thirty-two-letters'

  it('keeps everybody found, whoever holds what they have on record', async () => {
    await make([
      { displayName: '李四', ...both },
      { displayName: '李四儿', ...both },
    ])
    const ring = startedWith([fresh, t.app.config.secret])
    for (const text of WAYS) expect(await found(text, ring)).toEqual(['李四', '李四儿'])
    await createMembers(ring, [{ displayName: '李四郎', ...both }], { taken: 'leave' })
    for (const text of WAYS) expect(await found(text, ring)).toEqual(['李四', '李四儿', '李四郎'])
    expect(await changeKeys(ring)).toEqual({ members: 2, identities: 2 })
    const only = startedWith([fresh])
    for (const text of WAYS) expect(await found(text, only)).toEqual(['李四', '李四儿', '李四郎'])
    expect(await words()).toHaveLength(4)
    expect(await findDuplicates(ws.ctx)).toEqual({ found: 2 })
  })

  it('lets a merge of before be undone', async () => {
    const [winnerId = 0, loserId = 0] = await make([{ displayName: '李四' }, { displayName: '李四儿', ...both }])
    const { mergeId } = await mergeMembers(ws.ctx, { winnerId, loserId })
    const ring = startedWith([fresh, t.app.config.secret])
    await changeKeys(ring)
    await undoMerge(ring, { id: mergeId })
    expect(await findIdentities(ring, [{ channel: 'phone', externalId: PHONE }])).toMatchObject([{ memberId: loserId }])
    for (const text of WAYS) expect(await found(text, ring)).toEqual(['李四儿'])
  })

  it('mends a phone that stands under its digest alone, and leaves one that somebody else took meanwhile', async () => {
    const [one = 0] = await make([{ displayName: '李四', phone: PHONE }])
    const asBefore = () =>
      ws.ctx.db.exec(sql`
        update member_identity set external_id = ${sealerOf(ws.ctx).digest('phone', PHONE)} where workspace_id = ${ws.id} and member_id = ${one}`)
    await asBefore()
    expect(await found(PHONE)).toEqual([])
    expect(await changeKeys(ws.ctx)).toEqual({ members: 0, identities: 1 })
    expect(await found(PHONE)).toEqual(['李四'])
    await asBefore()
    await make([{ displayName: '另一人', phone: PHONE }])
    expect(await changeKeys(ws.ctx)).toEqual({ members: 0, identities: 0 })
    expect(await found(PHONE)).toEqual(['另一人'])
    const held = await ws.ctx.db.rows(sql`select member_id from member_identity where workspace_id = ${ws.id} and channel = 'phone'`)
    expect(held).toHaveLength(2)
  })
})

describe('a customer number', () => {
  const numbered = (displayName: string, externalId: string): NewMember => ({
    displayName,
    identities: [{ channel: 'number', externalId }],
  })

  it('is found by its beginning in any letters and widths, without a word unless it mixes them; other channels are not', async () => {
    const long = `8${'0'.repeat(50)}`
    await make([
      numbered('大写', 'C10086'),
      numbered('小写', 'c10087'),
      numbered('混写', 'Cd-10088'),
      numbered('全角', '１２３'),
      numbered('长', long),
      { displayName: '别处', identities: [{ channel: 'wecom', externalId: 'C10089' }] },
    ])
    for (const text of ['c1008', 'C1008', 'Ｃ１００８']) expect(await found(text)).toEqual(['大写', '小写'])
    for (const text of ['cd-', 'CD-10088']) expect(await found(text)).toEqual(['混写'])
    expect(await found('12')).toEqual(['全角'])
    for (const text of [long, long.slice(0, 30), '80']) expect(await found(text)).toEqual(['长'])
    for (const text of ['C10089', '10086', 'C100860', 'cd-10088 大写']) expect(await found(text)).toEqual([])
    expect(await found('c10086 大写')).toEqual(['大写'])
    const tokens = await ws.ctx.db.rows<{ token: string }>(sql`
      select token from member_search where workspace_id = ${ws.id} and token ~ '[0-9]' order by token`)
    expect(tokens.map((one) => one.token)).toEqual(['123', 'cd-10088'])
  })

  it('is looked for in a range of the primary key, and how many begin alike is known beforehand', async () => {
    const COUNT = 5000
    await createMembers(
      ws.ctx,
      Array.from({ length: COUNT }, (_, at) => ({
        displayName: '成员',
        phone: `137${10_000_000 + at}`,
        email: `m${at}@x.cn`,
        identities: [{ channel: 'number', externalId: `${at % 4}N${at}` }],
      })),
      { lookedUp: true },
    )
    await t.system.db.exec(sql`analyze member_identity, member_search, member`)
    const plan = await ws.ctx.db.rows<{ 'QUERY PLAN': string }>(sql`explain ${partsOf(ws.ctx, { text: '2n49' }).sets[0] ?? sql``}`)
    const text = plan.map((row) => row['QUERY PLAN']).join('\n')
    expect(text).toMatch(/Index Cond: .*channel = 'number'.*external_id >= '2N49'.*external_id < '2N49/)
    const input = listRoute.input.parse({ text: '2', sort: '-createdAt', limit: 20 })
    const { total } = await listMembersBy(ws.ctx, input, { begin: 100, gather: 100, held: 150_000 })
    expect(total?.exact).toBe(false)
    expect(Math.abs((total?.count ?? 0) - COUNT / 4)).toBeLessThan(COUNT / 16)
    expect((await listMembers(ws.ctx, input)).total).toEqual({ count: COUNT / 4, exact: true })
  })
})
