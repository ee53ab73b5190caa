import { readFileSync } from 'node:fs'
import { identity } from '@grove/identity/server'
import { type Ctx, sealerOf } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeKeys } from './change-keys.ts'
import { exportMembers } from './export-members.ts'
import { importMembersFromStream } from './import/import-verbs.ts'
import { uploadImport } from './import/upload-import.ts'
import { createMember, createMembers, getMember, listMembers, member, updateMember } from './index.ts'
import { mergeMembers, undoMerge } from './merge-members.ts'
import { revealContact } from './reveal-contact.ts'
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
const file = async function* (text: string) {
  yield new TextEncoder().encode(text)
}
const make = async () => (await createMembers(ws.ctx, [{ displayName: '李四', phone: PHONE, email: EMAIL }]))[0] as number
const found = async (text: string, ctx: Ctx = ws.ctx) =>
  (await listMembers(ctx, { limit: 50, sort: '-createdAt', text })).items.map((one) => one.displayName)
/** The same workspace in a program that was started with other keys. */
const startedWith = (keys: readonly string[]): Ctx => {
  const app = { ...t.app, config: { ...t.app.config, keys } }
  const within = (ctx: Ctx): Ctx => ({ ...ctx, app, inTx: (work) => ctx.inTx((tx) => work(within(tx))) })
  return within(ws.ctx)
}
const audits = () =>
  ws.ctx.db.rows<{ verb: string; text: string }>(sql`
    select verb, concat(actor::text, target_id, before::text, after::text) as text from audit where workspace_id = ${ws.id} order by id`)

/** Every text of every table of the workspace, found through the catalogue, so that a new table is searched too. */
async function everything(): Promise<string> {
  const tables = await t.system.db.rows<{ name: string }>(sql`
    select c.table_name as name from information_schema.columns c join information_schema.tables b on b.table_name = c.table_name
    where c.table_schema = 'public' and b.table_schema = 'public' and b.table_type = 'BASE TABLE' and c.column_name = 'workspace_id' order by 1`)
  const parts = tables.map(({ name }) => `select '${name}' as name, x::text as row from "${name}" x where workspace_id = ${ws.id}`)
  const rows = await t.system.db.rows<{ name: string; row: string }>({
    text: parts.join(' union all '),
    sql: parts.join(' union all '),
    values: [],
  } as never)
  return rows.map((one) => `${one.name} ${one.row}`).join('\n')
}

describe('looking at an unmasked value', () => {
  it('is refused to a role without the right, another workspace, and for a member out of sight; nothing is audited then', async () => {
    const id = await make()
    const other = await t.workspace()
    for (const [session, status] of [
      [await ws.session('viewer'), 403],
      [await ws.session('operator'), 403],
      [await other.session('head'), 404],
    ] as const)
      expect((await t.http.request(`/api/members/${id}/reveal?field=phone`, { headers: session })).status).toBe(status)
    expect((await t.http.request(`/api/members/${id}/reveal?field=phone`)).status).toBe(401)
    const own = await ws.as('owner', { scope: { kind: 'own' } })
    await expect(revealContact(own, { id, field: 'phone' })).rejects.toMatchObject({ code: 'member.not_found' })
    expect((await audits()).filter((one) => one.verb === 'member.reveal')).toEqual([])
  })

  it('answers it and leaves who, whose and what, never the value', async () => {
    const id = await make()
    const head = await ws.as('head')
    expect(await revealContact(head, { id, field: 'phone' })).toEqual({ values: [PHONE] })
    expect(await revealContact(head, { id, field: 'email' })).toEqual({ values: [EMAIL] })
    const looks = (await audits()).filter((one) => one.verb === 'member.reveal')
    expect(looks).toHaveLength(2)
    expect(looks[0]?.text).toContain('phone')
    expect(looks.map((one) => one.text).join()).not.toMatch(/13800138000|li\.si/)
  })

  it('is the only way: list, detail and export are masked, and an export in clear needs the right', async () => {
    const id = await make()
    expect((await listMembers(ws.ctx, { limit: 10, sort: '-createdAt' })).items[0]).toMatchObject({
      phone: '138****8000',
      email: 'l***@example.com',
    })
    const detail = JSON.stringify(await getMember(ws.ctx, { id }))
    expect(detail).not.toMatch(/13800138000|li\.si/)
    expect(await (await exportMembers(await ws.as('operator'), {})).text()).not.toMatch(/13800138000|li\.si/)
    await expect(exportMembers(await ws.as('operator'), { revealed: true })).rejects.toMatchObject({ code: 'kernel.forbidden' })
    expect(await (await exportMembers(await ws.as('head'), { revealed: true })).text()).toContain(`李四,${PHONE},${EMAIL}`)
  })
})

describe('the database', () => {
  it('holds no phone or e-mail in clear, in no table, after making, changing, importing, failing and searching', async () => {
    const head = await ws.as('head')
    const { id } = await createMember(head, { displayName: '李四', phone: PHONE, email: EMAIL })
    await updateMember(head, { id, phone: '13900139000', email: 'si.li@example.com' })
    await importMembersFromStream(
      ws.ctx,
      file('姓名,手机,邮箱\n王五,13700137000,wu@example.com\n坏,1370013700x,\n坏邮箱,,wu@@example.com\n,13600136000,\n'),
      { fileName: 'a.csv' },
    )
    await uploadImport(ws.ctx, file('姓名,手机\n赵六,13500135000\n'), { fileName: 'b.csv' })
    const all = await everything()
    expect(all).toContain('王五')
    expect(all).not.toMatch(/13[5-9]00|1370013|[^*]@+example|=wu@/)
    expect(Buffer.from(all, 'utf8').includes(Buffer.from('13500135000').toString('hex'))).toBe(false)
  })

  it('finds the exact value and the last four digits, typed in any way, and nothing else', async () => {
    await make()
    for (const text of [PHONE, '138 0013 8000', '+8613800138000', '8000', '李四 8000', EMAIL, EMAIL.toUpperCase()])
      expect(await found(text)).toEqual(['李四'])
    for (const text of ['13800138001', '138', '0013', '8001', 'li.si', 'example.com']) expect(await found(text)).toEqual([])
  })
})

describe('what was written before', () => {
  const migration = (name: string) => readFileSync(new URL(`./migrations/${name}.sql`, import.meta.url), 'utf8')
  const ONE_WORD = migration('0019-one-word-a-phone')
  const BY_IDENTITY = migration('0021-found-by-identity')
  // Both know parts of a trail by their place, which 0022 took away.
  beforeAll(() => t.database.pool.query('alter table member_merge_row add column entry int not null default 0'))
  afterAll(() => t.database.pool.query('alter table member_merge_row drop column entry'))
  const wordsOf = (id: number) =>
    ws.ctx.db.rows<{ token: string }>(sql`
      select token from member_search where workspace_id = ${ws.id} and member_id = ${id} and token like '=%' order by 1`)

  /** A phone stood under its digest alone; whoever had it on record had words for it, one or two, and one for the e-mail. */
  async function asBefore(phones: readonly (readonly [id: number, phone: string])[], { twoWords }: { readonly twoWords: boolean }) {
    const sealer = sealerOf(ws.ctx)
    const words = phones.flatMap(([id, phone]) => {
      const [tail, whole] = [sealer.digest('tail', phone.slice(-4)), sealer.digest('phone', phone)]
      return (twoWords ? [`=tail:${tail}`, `=phone:${whole}`] : [`=phone:${tail}:${whole}`]).map((token) => ({ id, token }))
    })
    words.push(...phones.slice(0, 2).map(([id]) => ({ id, token: `=email:${sealer.digest('email', EMAIL)}` })))
    await t.system.db.exec(
      sql`update member_identity set external_id = left(external_id, 7) || substr(external_id, 16) where channel = 'phone'`,
    )
    await t.system.db.exec(sql`delete from member_search where workspace_id = ${ws.id} and token like '=%'`)
    await t.system.db.exec(sql`
      insert into member_search (workspace_id, token, member_id)
      select ${ws.id}, n.token, n.id from unnest(${words.map((one) => one.id)}::bigint[], ${words.map((one) => one.token)}::text[]) as n (id, token)`)
  }

  for (const twoWords of [true, false])
    it(`is found as before, and a merge can be undone: a phone in ${twoWords ? 'two words' : 'one word'}`, async () => {
      const OTHER = '13900139000'
      const made = await createMembers(
        ws.ctx,
        [
          { displayName: '李四', phone: PHONE, email: EMAIL },
          { displayName: '李四儿', phone: PHONE, email: EMAIL },
          { displayName: '王五', phone: OTHER },
          { displayName: '赵六', identities: [{ channel: 'phone', externalId: '13700137000' }] },
        ],
        { taken: 'leave' },
      )
      const [holder = 0, other = 0, third = 0] = made
      const written = await wordsOf(other)
      const phones = [
        [holder, PHONE],
        [other, PHONE],
        [third, OTHER],
      ] as const
      await asBefore(phones, { twoWords })
      const first = await mergeMembers(ws.ctx, { winnerId: holder, loserId: third })
      const second = await mergeMembers(ws.ctx, { winnerId: holder, loserId: other })
      // The winner was changed since, and has lost the words that came with the merge.
      await ws.ctx.db.exec(sql`
        delete from member_search where workspace_id = ${ws.id} and member_id = ${holder}
          and strpos(token, ${sealerOf(ws.ctx).digest('phone', OTHER)}) > 0`)
      if (twoWords) await t.database.pool.query(ONE_WORD)
      await t.database.pool.query(BY_IDENTITY)
      for (const text of [PHONE, '8000', EMAIL, OTHER, '9000']) expect(await found(text)).toEqual(['李四'])
      expect(await wordsOf(holder)).toEqual([])
      await undoMerge(ws.ctx, { id: second.mergeId })
      await undoMerge(ws.ctx, { id: first.mergeId })
      for (const text of [PHONE, '8000', EMAIL]) expect((await found(text)).toSorted()).toEqual(['李四', '李四儿'])
      for (const text of [OTHER, '9000']) expect(await found(text)).toEqual(['王五'])
      expect(await wordsOf(other)).toEqual(written)
      // No word told of this one.
      expect(await found('7000')).toEqual([])
      expect(await changeKeys(ws.ctx)).toEqual({ members: 0, identities: 1 })
      for (const text of ['7000', '13700137000']) expect(await found(text)).toEqual(['赵六'])
    })

  it('is found where words tell two ends of one phone, until a change of keys knows better', async () => {
    const id = await make()
    await asBefore([[id, PHONE]], { twoWords: false })
    const sealer = sealerOf(ws.ctx)
    await ws.ctx.db.exec(sql`
      insert into member_search (workspace_id, token, member_id)
      values (${ws.id}, ${`=phone:${sealer.digest('tail', '9999')}:${sealer.digest('phone', PHONE)}`}, ${id})`)
    await t.database.pool.query(BY_IDENTITY)
    for (const text of [PHONE, '8000', EMAIL]) expect(await found(text)).toEqual(['李四'])
    expect(await changeKeys(ws.ctx)).toEqual({ members: 0, identities: 1 })
    await updateMember(ws.ctx, { id, city: '上海' })
    expect(await wordsOf(id)).toEqual([])
    for (const text of [PHONE, '8000']) expect(await found(text)).toEqual(['李四'])
    expect(await found('9999')).toEqual([])
  })
})

describe('a change of keys', () => {
  const fresh = 'a-fresh-key-of-thirty-two-letters'

  it('is survived by everything: found, unique and readable before, during and after; then the old key may go', async () => {
    const id = await make()
    const both = startedWith([fresh, t.app.config.secret])
    const only = startedWith([fresh])
    expect((await getMember(both, { id })).phone).toBe('138****8000')
    expect(await found(PHONE, both)).toEqual(['李四'])
    await expect(createMembers(both, [{ displayName: '另一人', phone: PHONE }])).rejects.toMatchObject({ code: 'member.identity_taken' })
    // Without the old key nothing is lost: pages show that it is unreadable, a change is refused.
    expect((await getMember(only, { id })).phone).toBe('••••')
    await expect(updateMember(only, { id, city: '上海' })).rejects.toThrow(/GROVE_KEY_OLD/)
    await createMembers(both, [{ displayName: '新人', phone: '13900139000' }])

    expect(await changeKeys(both)).toEqual({ members: 1, identities: 2 })
    expect(await changeKeys(both)).toEqual({ members: 0, identities: 0 })
    expect(await revealContact(only, { id, field: 'phone' })).toEqual({ values: [PHONE] })
    for (const text of [PHONE, '8000', EMAIL]) expect(await found(text, only)).toEqual(['李四'])
    expect(await findIdentities(only, [{ channel: 'email', externalId: EMAIL }])).toMatchObject([{ memberId: id }])
    await expect(createMembers(only, [{ displayName: '另一人', email: EMAIL }])).rejects.toMatchObject({ code: 'member.identity_taken' })
  })

  it('seals what stood in clear before there was sealing', async () => {
    const id = await make()
    await ws.ctx.db.exec(sql`update member set phone_sealed = ${`clear0.${PHONE}`} where workspace_id = ${ws.id} and id = ${id}`)
    await ws.ctx.db.exec(sql`update member_identity set external_id = 'clear0.' || ${PHONE}::text, sealed = 'clear0.' || ${PHONE}::text
      where workspace_id = ${ws.id} and channel = 'phone'`)
    expect((await getMember(ws.ctx, { id })).phone).toBe('138****8000')
    expect(await changeKeys(ws.ctx)).toEqual({ members: 1, identities: 1 })
    expect(await found(PHONE)).toEqual(['李四'])
    expect(await everything()).not.toContain(PHONE)
  })
})
