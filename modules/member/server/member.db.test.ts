import { identity } from '@grove/identity/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMember } from './create-members.ts'
import {
  createMembers,
  listMembers,
  markActive,
  member,
  moveStage,
  type NewMember,
  readTimeline,
  seenIds,
  setAttribute,
  tagMembers,
  untagMembers,
  updateMember,
} from './index.ts'
import { getMember } from './read-detail.ts'
import { listSources } from './read-lookups.ts'
import { listTags } from './tag/read-tags.ts'
import { removeTag } from './tag/remove-tag.ts'
import { saveTagGroup } from './tag/save-group.ts'
import { saveTag } from './tag/save-tag.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
})
beforeEach(async () => {
  ws = await t.workspace()
})
afterAll(() => t.close())

const aTag = (name: string) => ({ name, groupName: '', color: null, lifeDays: null, roles: null })
const make = (...names: string[]) =>
  createMembers(
    ws.ctx,
    names.map((displayName) => ({ displayName })),
  )
const kinds = async (memberId: number) => {
  const page = await readTimeline(ws.ctx, sql`e.member_id = ${memberId}`, { limit: 50 })
  return page.items.map((entry) => entry.kind)
}
const list = (input: Parameters<typeof listMembers>[1] extends infer I ? Partial<I> : never, ctx = ws.ctx) =>
  listMembers(ctx, { limit: 50, sort: '-createdAt', ...input })
const names = (page: Awaited<ReturnType<typeof listMembers>>) => page.items.map((row) => row.displayName)

describe('making members', () => {
  it('refuses a phone that somebody has, in one batch or another, and makes nothing then', async () => {
    await createMembers(ws.ctx, [{ displayName: 'Ann', phone: '13800138000' }])
    await expect(createMembers(ws.ctx, [{ displayName: 'Bob' }, { displayName: 'Cid', phone: '13800138000' }])).rejects.toMatchObject({
      code: 'member.identity_taken',
    })
    await expect(
      createMembers(ws.ctx, [
        { displayName: 'Dan', email: 'd@x.cn' },
        { displayName: 'Eve', email: 'd@x.cn' },
      ]),
    ).rejects.toMatchObject({ code: 'member.identity_taken' })
    expect(names(await list({}))).toEqual(['Ann'])
  })

  it('leaves a taken phone with its holder when the person only says it is theirs', async () => {
    const [first] = await createMembers(ws.ctx, [{ displayName: 'Ann', phone: '13800138000' }])
    const [second] = await createMembers(ws.ctx, [{ displayName: 'Mallory', phone: '13800138000' }], { taken: 'leave' })
    expect((await getMember(ws.ctx, { id: first as number })).identities).toEqual([{ channel: 'phone', externalId: '138****8000' }])
    expect((await getMember(ws.ctx, { id: second as number })).identities).toEqual([])
  })

  it('lets one of two that race for a phone win', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) => createMembers(ws.ctx, [{ displayName: `P${at}`, phone: '13800138001' }])),
    )
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect((await list({})).items).toHaveLength(1)
  })

  it('answers ids in the order given, for thousands', async () => {
    const many: NewMember[] = Array.from({ length: 3000 }, (_, at) => ({
      displayName: `成员${at}`,
      identities: [{ channel: 'number', externalId: `N${at}` }],
    }))
    const ids = await createMembers(ws.ctx, many)
    const rows = await ws.ctx.db.rows<{ id: number; external_id: string }>(sql`
      select m.id, i.external_id from member m join member_identity i on i.workspace_id = m.workspace_id and i.member_id = m.id
      where m.workspace_id = ${ws.id} order by m.id`)
    expect(rows.map((row) => row.external_id)).toEqual(many.map((_, at) => `N${at}`))
    expect(rows.map((row) => row.id)).toEqual(ids)
    expect(await kinds(ids[2999] as number)).toEqual(['member.created'])
  })
})

describe('changing a member', () => {
  it('is refused for one that is not there, of another workspace, or with a taken phone', async () => {
    const [ann, bob] = await createMembers(ws.ctx, [{ displayName: 'Ann', phone: '13800138000' }, { displayName: 'Bob' }])
    const other = await t.workspace()
    await expect(updateMember(other.ctx, { id: ann as number, displayName: 'x' })).rejects.toMatchObject({ code: 'member.not_found' })
    await expect(getMember(other.ctx, { id: ann as number })).rejects.toMatchObject({ code: 'member.not_found' })
    await expect(updateMember(ws.ctx, { id: bob as number, phone: '13800138000' })).rejects.toMatchObject({ code: 'member.identity_taken' })
  })

  it('keeps what is not given, moves the phone’s identity and can be found by the new name', async () => {
    const [id] = await createMembers(ws.ctx, [
      { displayName: '王小明', phone: '13800138000', city: '上海', attributes: { pet: '猫', kids: 2 } },
    ])
    const at = id as number
    expect(
      await updateMember(ws.ctx, { id: at, displayName: '王大明', phone: '13900139000', attributes: { pet: null, car: true } }),
    ).toEqual({
      changed: 1,
    })
    const after = await getMember(ws.ctx, { id: at })
    expect(after).toMatchObject({ displayName: '王大明', city: '上海', attributes: { kids: 2, car: true } })
    expect(after.identities).toEqual([{ channel: 'phone', externalId: '139****9000' }])
    expect(names(await list({ text: '大明' }))).toEqual(['王大明'])
    expect(names(await list({ text: '小明' }))).toEqual([])
    expect(await updateMember(ws.ctx, { id: at, displayName: '王大明' })).toEqual({ changed: 0 })
    expect(await kinds(at)).toEqual(['member.updated', 'member.created'])
  })
})

describe('tags', () => {
  it('are refused when they do not exist, or for members out of sight', async () => {
    const [id] = await make('Ann')
    await expect(untagMembers(ws.ctx, { memberIds: [id as number], tag: '没有' })).rejects.toMatchObject({ code: 'member.tag_not_found' })
    const other = await t.workspace()
    expect(await tagMembers(other.ctx, { memberIds: [id as number], tag: 'VIP' })).toEqual({ changed: 0 })
    await saveTag(ws.ctx, aTag('A'))
    await expect(saveTag(ws.ctx, aTag('A'))).rejects.toMatchObject({ code: 'member.tag_name_taken' })
  })

  it('are put on once, with one event each, and taken off', async () => {
    const ids = await make('Ann', 'Bob')
    expect(await tagMembers(ws.ctx, { memberIds: ids, tag: 'VIP' })).toEqual({ changed: 2 })
    expect(await tagMembers(ws.ctx, { memberIds: ids, tag: 'VIP' })).toEqual({ changed: 0 })
    expect(await untagMembers(ws.ctx, { memberIds: ids, tag: 'VIP' })).toEqual({ changed: 2 })
    expect(await kinds(ids[0] as number)).toEqual(['member.untagged', 'member.tagged', 'member.created'])
  })

  it('of a single-choice group replace each other', async () => {
    const [id] = await make('Ann')
    await saveTagGroup(ws.ctx, { name: '客户类型', singleChoice: true, color: null, ownerStaffId: null, roles: null })
    await saveTag(ws.ctx, { ...aTag('新客'), groupName: '客户类型' })
    await saveTag(ws.ctx, { ...aTag('老客'), groupName: '客户类型' })
    await tagMembers(ws.ctx, { memberIds: [id as number], tag: '新客' })
    await tagMembers(ws.ctx, { memberIds: [id as number], tag: '老客' })
    expect((await getMember(ws.ctx, { id: id as number })).tags.map((tag) => tag.name)).toEqual(['老客'])
    const { items, groups } = await listTags(ws.ctx)
    expect(items.map((tag) => [tag.name, tag.members])).toEqual([
      ['新客', 0],
      ['老客', 1],
    ])
    expect(groups).toMatchObject([{ name: '客户类型', singleChoice: true }])
  })

  it('that are removed leave everybody', async () => {
    const ids = await make('Ann', 'Bob')
    await tagMembers(ws.ctx, { memberIds: ids, tag: 'VIP' })
    const tagId = (await listTags(ws.ctx)).items[0]?.id as number
    expect(await removeTag(ws.ctx, { id: tagId, anyway: false })).toEqual({ changed: 2, bulkId: null })
    await expect(removeTag(ws.ctx, { id: tagId, anyway: false })).rejects.toMatchObject({ code: 'member.tag_not_found' })
  })
})

describe('attributes and stages', () => {
  it('change only who differs, and say what was before', async () => {
    const ids = await make('Ann', 'Bob')
    expect(await setAttribute(ws.ctx, { memberIds: ids, key: '生日', value: '03-08' })).toEqual({ changed: 2 })
    expect(await setAttribute(ws.ctx, { memberIds: ids, key: '生日', value: '03-08' })).toEqual({ changed: 0 })
    expect(await setAttribute(ws.ctx, { memberIds: [ids[0] as number], key: '生日', value: null })).toEqual({ changed: 1 })
    expect((await getMember(ws.ctx, { id: ids[0] as number })).attributes).toEqual({})
    const page = await readTimeline(ws.ctx, sql`e.member_id = ${ids[0]}`, { limit: 1, kind: 'member.attribute_set' })
    expect(page.items[0]?.data).toEqual({ key: '生日', value: null, before: '03-08' })
  })

  it('move up only when told so, with their cause', async () => {
    const [id] = await make('Ann')
    const memberIds = [id as number]
    await moveStage(ws.ctx, { memberIds, stage: 4 })
    expect(await moveStage(ws.ctx, { memberIds, stage: 3, onlyUp: true })).toEqual({ changed: 0 })
    expect(await moveStage(ws.ctx, { memberIds, stage: 3, cause: { by: 'playbook', runId: 9 } })).toEqual({ changed: 1 })
    const page = await readTimeline(ws.ctx, sql`e.member_id = ${id}`, { limit: 1 })
    expect(page.items[0]).toMatchObject({
      kind: 'member.stage_moved',
      runId: 9,
      data: { from: 4, to: 3, cause: { by: 'playbook', runId: 9 } },
    })
  })
})

describe('the member list', () => {
  it('shows an actor of limited scope only who is theirs', async () => {
    const owner = await ws.as('owner', { scope: { kind: 'own' } })
    const staffId = owner.actor.kind === 'staff' ? owner.actor.staffId : 0
    await createMembers(ws.ctx, [{ displayName: 'Mine', ownerStaffId: staffId }, { displayName: 'Not mine' }])
    expect(names(await list({}, owner))).toEqual(['Mine'])
    expect(names(await list({ text: 'not' }, owner))).toEqual([])
    expect(await list({}, ws.asVisitor())).toMatchObject({ items: [] })
  })

  it('refuses a cursor that is not its own', async () => {
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'kernel.invalid_input' })
    await expect(list({ cursor: Buffer.from("1~'; drop").toString('base64url'), sort: '-lastActiveAt' })).rejects.toMatchObject({
      code: 'kernel.invalid_input',
    })
  })

  it('pages through every sort without a hole or a double', async () => {
    const ids = await createMembers(
      ws.ctx,
      Array.from({ length: 25 }, (_, at) => ({ displayName: `M${at}` })),
    )
    for (const id of ids.slice(0, 12)) {
      t.clock.advance({ minutes: id % 3 })
      await markActive(ws.ctx, [id])
    }
    for (const sort of ['-createdAt', 'createdAt', '-lastActiveAt', 'lastActiveAt'] as const) {
      const seen: number[] = []
      let cursor: string | undefined
      do {
        const page = await list({ sort, limit: 7, ...(cursor ? { cursor } : {}) })
        expect(page.total).toEqual(cursor ? null : { count: 25, exact: true })
        seen.push(...page.items.map((row) => row.id))
        cursor = page.next ?? undefined
      } while (cursor)
      expect(new Set(seen).size).toBe(25)
      expect(seen).toHaveLength(25)
    }
  })

  it('filters by everything the screen offers', async () => {
    const staff = await ws.as('operator')
    const staffId = staff.actor.kind === 'staff' ? staff.actor.staffId : 0
    const [ann, bob] = await createMembers(ws.ctx, [
      { displayName: 'Ann', phone: '13800138000', source: '抖音', stage: 3, ownerStaffId: staffId },
      { displayName: 'Bob', kind: 'ambience' },
    ])
    await tagMembers(ws.ctx, { memberIds: [ann as number], tag: 'VIP' })
    t.clock.advance({ days: 3 })
    await markActive(ws.ctx, [bob as number])
    const tagId = (await listTags(ws.ctx)).items[0]?.id as number
    const cases: [Parameters<typeof list>[0], string[]][] = [
      [{ text: '8000' }, ['Ann']],
      [{ text: 'AN' }, ['Ann']],
      [{ text: 'ann 8000' }, ['Ann']],
      [{ text: 'ann 139' }, []],
      [{ tagId }, ['Ann']],
      [{ stage: 3 }, ['Ann']],
      [{ source: '抖音' }, ['Ann']],
      [{ ownerStaffId: staffId }, ['Ann']],
      [{ kind: 'ambience' }, ['Bob']],
      [{ activeDays: 1 }, ['Bob']],
      [{ silentDays: 2 }, ['Ann']],
      [{ communityId: 1 }, []],
    ]
    for (const [filter, expected] of cases) expect([filter, names(await list(filter))]).toEqual([filter, expected])
    expect((await listSources(ws.ctx)).items).toEqual(['抖音'])
  })

  it('takes at most three statements', async () => {
    await make(...Array.from({ length: 60 }, (_, at) => `Ann ${at}`))
    for (const filter of [{}, { text: 'ann' }, { stage: 1 }]) {
      const before = t.database.statements()
      await list(filter)
      expect(t.database.statements() - before).toBeLessThanOrEqual(3)
    }
  })
})

describe('signs of life', () => {
  it('are written at most every ten minutes', async () => {
    const [id] = await make('Ann')
    const activeAt = async () => (await getMember(ws.ctx, { id: id as number })).lastActiveAt
    expect(await activeAt()).toBeNull()
    t.clock.advance({ minutes: 1 })
    await markActive(ws.ctx, [id as number, id as number])
    const first = await activeAt()
    expect(first).toEqual(t.clock.now())
    t.clock.advance({ minutes: 5 })
    await markActive(ws.ctx, [id as number])
    expect(await activeAt()).toEqual(first)
    t.clock.advance({ minutes: 6 })
    await markActive(ws.ctx, [id as number])
    expect(await activeAt()).toEqual(t.clock.now())
  })
})

describe('rows of another workspace', () => {
  it('do not exist, even for a statement that forgets the workspace', async () => {
    const [id] = await make('Ann')
    await tagMembers(ws.ctx, { memberIds: [id as number], tag: 'VIP' })
    const other = await t.workspace()
    for (const table of ['member', 'member_identity', 'member_search', 'tag', 'member_tag', 'tag_group', 'member_import']) {
      const rows = await other.ctx.db.rows({ text: `select workspace_id from ${table}`, values: [] } as never)
      expect([table, rows]).toEqual([table, []])
    }
    expect(await seenIds(other.ctx, [id as number])).toEqual([])
  })

  it('keep their own tags of the same name', async () => {
    const other = await t.workspace()
    const [mine] = await make('Ann')
    const [theirs] = await createMembers(other.ctx, [{ displayName: 'Ann' }])
    await tagMembers(ws.ctx, { memberIds: [mine as number], tag: 'VIP' })
    await tagMembers(other.ctx, { memberIds: [theirs as number], tag: 'VIP' })
    expect((await listTags(other.ctx)).items).toHaveLength(1)
  })
})

it('a member made by a person carries what they filled in', async () => {
  const staff = await ws.as('operator')
  const { id } = await createMember(staff, {
    displayName: '王小明',
    gender: 'male',
    stage: 2,
    source: '地推',
    ownerStaffId: null,
    kind: 'member',
  })
  expect(await getMember(staff, { id })).toMatchObject({ displayName: '王小明', gender: 'male', stage: 2, source: '地推', ownerName: null })
})
