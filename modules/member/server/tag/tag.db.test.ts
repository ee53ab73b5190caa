import { identity } from '@grove/identity/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMembers, getMember, listMembers, member, tagMembers, tagNamers, untagMembers } from '../index.ts'
import { listTags } from './read-tags.ts'
import { removeTag } from './remove-tag.ts'
import { orderTagGroups, removeTagGroup, saveTagGroup } from './save-group.ts'
import { saveTag } from './save-tag.ts'
import { tagUses } from './tag-uses.ts'

let t: TestApp
let ws: TestWorkspace
let used: readonly string[] = []
beforeAll(async () => {
  const naming = {
    ...member,
    provides: [
      ...member.provides,
      tagNamers.of(async (_ctx, tag) => (used.includes(tag.name) ? [{ kind: 'playbook', name: '欢迎剧本', path: '/playbooks/1' }] : [])),
    ],
  }
  t = await testApp({ modules: [identity, naming] })
})
beforeEach(async () => {
  used = []
  ws = await t.workspace()
})
afterAll(() => t.close())

const DAY = 86_400_000
const tag = (name: string, more: object = {}) => ({ name, groupName: '', color: null, lifeDays: null, roles: null, ...more })
const group = (name: string, more: object = {}) => ({ name, singleChoice: false, color: null, ownerStaffId: null, roles: null, ...more })
const make = (count: number) =>
  createMembers(
    ws.ctx,
    Array.from({ length: count }, (_, at) => ({ displayName: `成员${at}` })),
  )
const tagsOf = async (id: number) => (await getMember(ws.ctx, { id })).tags.map((one) => one.name)
const events = async () =>
  (
    await ws.ctx.db.rows<{ kind: string; why: string | null }>(sql`
      select kind, data ->> 'why' as why from event where workspace_id = ${ws.id} and kind in ('member.tagged', 'member.untagged') order by tx, id`)
  ).map(({ kind, why }) => (why ? `${kind} ${why}` : kind))

describe('a tag that not everybody may use', () => {
  it('is refused to other roles, on and off; its group’s owner and whoever manages tags may', async () => {
    const [id] = await make(1)
    const owner = await ws.as('owner')
    const ownerStaffId = owner.actor.kind === 'staff' ? owner.actor.staffId : 0
    await saveTagGroup(ws.ctx, group('内部', { roles: ['sales'] }))
    await saveTag(ws.ctx, tag('重点', { groupName: '内部' }))
    const who = { memberIds: [id as number] }
    await expect(tagMembers(owner, { ...who, tag: '重点' })).rejects.toMatchObject({ code: 'member.tag_not_yours', data: { tag: '重点' } })
    await expect(untagMembers(owner, { ...who, tag: '重点' })).rejects.toMatchObject({ code: 'member.tag_not_yours' })
    expect((await listTags(owner)).items).toMatchObject([{ name: '重点', usable: false, roles: null }])
    expect((await listTags(await ws.as('sales'))).items).toMatchObject([{ usable: true }])
    await saveTagGroup(ws.ctx, group('内部', { was: '内部', roles: ['sales'], ownerStaffId }))
    await ws.ctx.db.exec(sql`update member set owner_staff_id = ${ownerStaffId} where workspace_id = ${ws.id} and id = ${id}`)
    expect(await tagMembers({ ...owner }, { ...who, tag: '重点' })).toEqual({ changed: 1 })
    expect(await untagMembers(await ws.as('head'), { ...who, tag: '重点' })).toEqual({ changed: 1 })
  })
})

describe('a tag with an end', () => {
  it('refuses an end that is past', async () => {
    const [id] = await make(1)
    await expect(
      tagMembers(ws.ctx, { memberIds: [id as number], tag: '活动', until: new Date(t.clock.now().getTime() - 1) }),
    ).rejects.toMatchObject({ code: 'member.tag_until_past' })
  })

  it('leaves by itself at its time, once, and says why', async () => {
    const [id, other] = (await make(2)) as [number, number]
    const until = new Date(t.clock.now().getTime() + 2 * DAY)
    await tagMembers(ws.ctx, { memberIds: [id], tag: '活动', until })
    await tagMembers(ws.ctx, { memberIds: [other], tag: '活动' })
    await t.drain()
    expect((await getMember(ws.ctx, { id })).tags).toMatchObject([{ name: '活动' }])
    t.clock.advance({ days: 2 })
    await t.drain()
    await t.drain()
    expect(await tagsOf(id)).toEqual([])
    expect(await tagsOf(other)).toEqual(['活动'])
    expect(await events()).toEqual(['member.tagged', 'member.tagged', 'member.untagged expired'])
  })

  it('takes the life it was made with, is renewed by a second tagging, and moved only when told exactly', async () => {
    const [id] = (await make(1)) as [number]
    await saveTag(ws.ctx, tag('新客', { lifeDays: 30 }))
    const until = async () => {
      const { tags } = await getMember(ws.ctx, { id })
      return tags[0]?.until ? (new Date(tags[0].until).getTime() - t.clock.now().getTime()) / DAY : null
    }
    expect(await tagMembers(ws.ctx, { memberIds: [id], tag: '新客' })).toEqual({ changed: 1 })
    expect(await until()).toBe(30)
    t.clock.advance({ days: 10 })
    expect(await tagMembers(ws.ctx, { memberIds: [id], tag: '新客' })).toEqual({ changed: 1 })
    expect(await until()).toBe(30)
    await tagMembers(ws.ctx, { memberIds: [id], tag: '新客', until: new Date(t.clock.now().getTime() + DAY) })
    expect(await until()).toBe(1)
    await tagMembers(ws.ctx, { memberIds: [id], tag: '新客', until: null })
    expect(await until()).toBeNull()
    expect(await tagMembers(ws.ctx, { memberIds: [id], tag: '新客' })).toEqual({ changed: 0 })
    expect(await events()).toEqual(['member.tagged'])
  })
})

describe('a group of tags', () => {
  it('is refused a name somebody has, an owner who is not there, and to change when it is gone', async () => {
    await saveTagGroup(ws.ctx, group('类型'))
    await saveTagGroup(ws.ctx, group('兴趣'))
    await expect(saveTagGroup(ws.ctx, group('类型'))).rejects.toMatchObject({ code: 'member.tag_group_name_taken' })
    await expect(saveTagGroup(ws.ctx, group('类型', { was: '兴趣' }))).rejects.toMatchObject({ code: 'member.tag_group_name_taken' })
    await expect(saveTagGroup(ws.ctx, group('x', { was: '没有' }))).rejects.toMatchObject({ code: 'member.tag_group_not_found' })
    await expect(saveTagGroup(ws.ctx, group('x', { ownerStaffId: 999_999 }))).rejects.toMatchObject({ code: 'member.unknown_owner' })
    await expect(removeTagGroup(ws.ctx, { name: '没有' })).rejects.toMatchObject({ code: 'member.tag_group_not_found' })
    const other = await t.workspace()
    await expect(removeTagGroup(other.ctx, { name: '类型' })).rejects.toMatchObject({ code: 'member.tag_group_not_found' })
  })

  it('turned into single choice leaves each member the newest of its tags', async () => {
    const [id, other] = (await make(2)) as [number, number]
    for (const name of ['甲', '乙']) await saveTag(ws.ctx, tag(name, { groupName: '类型' }))
    await tagMembers(ws.ctx, { memberIds: [id, other], tag: '甲' })
    t.clock.advance({ minutes: 1 })
    await tagMembers(ws.ctx, { memberIds: [id], tag: '乙' })
    expect(await saveTagGroup(ws.ctx, group('类型', { was: '类型', singleChoice: true }))).toEqual({ changed: 1 })
    expect([await tagsOf(id), await tagsOf(other)]).toEqual([['乙'], ['甲']])
    expect((await events()).at(-1)).toBe('member.untagged replaced')
  })

  it('of single choice takes a tag that moves into it only once a member', async () => {
    const [id] = (await make(1)) as [number]
    await saveTagGroup(ws.ctx, group('类型', { singleChoice: true }))
    await saveTag(ws.ctx, tag('甲', { groupName: '类型' }))
    const loose = await saveTag(ws.ctx, tag('乙'))
    for (const name of ['甲', '乙']) {
      await tagMembers(ws.ctx, { memberIds: [id], tag: name })
      t.clock.advance({ minutes: 1 })
    }
    await saveTag(ws.ctx, tag('乙', { id: loose.id, groupName: '类型' }))
    expect(await tagsOf(id)).toEqual(['乙'])
  })

  it('keeps one tag a member when many are chosen at the same time, and while it becomes single choice', async () => {
    const ids = await make(20)
    const names = ['甲', '乙', '丙', '丁', '戊', '己']
    for (const name of names) await saveTag(ws.ctx, tag(name, { groupName: '类型' }))
    await Promise.all([
      ...names.slice(0, 3).map((name) => tagMembers(ws.ctx, { memberIds: ids, tag: name })),
      saveTagGroup(ws.ctx, group('类型', { was: '类型', singleChoice: true })),
      ...names.slice(3).map((name) => tagMembers(ws.ctx, { memberIds: ids.toReversed(), tag: name })),
    ])
    const carried = await ws.ctx.db.rows<{ n: number }>(sql`
      select count(*) as n from member_tag where workspace_id = ${ws.id} group by member_id`)
    expect(carried.map((row) => row.n)).toEqual(ids.map(() => 1))
  })

  it('is renamed with its tags, ordered, and removed without them', async () => {
    for (const name of ['甲', '乙']) await saveTag(ws.ctx, tag(name, { groupName: '类型' }))
    await saveTag(ws.ctx, tag('猫', { groupName: '兴趣' }))
    await saveTagGroup(ws.ctx, group('客户类型', { was: '类型', color: 'blue' }))
    const before = await listTags(ws.ctx)
    const ids = before.items.filter((one) => one.groupName === '客户类型').map((one) => one.id)
    expect(before.items.map((one) => one.color)).toContain('blue')
    await orderTagGroups(ws.ctx, { groups: ['兴趣', '客户类型'], tags: ids.toReversed() })
    const after = await listTags(ws.ctx)
    expect(after.groups.map((one) => one.name)).toEqual(['兴趣', '客户类型'])
    expect(after.items.map((one) => one.name)).toEqual(['猫', '乙', '甲'])
    expect(await removeTagGroup(ws.ctx, { name: '客户类型' })).toEqual({ changed: 2 })
    expect((await listTags(ws.ctx)).items.map((one) => one.groupName)).toEqual(['兴趣', '', ''])
  })
})

describe('removing a tag', () => {
  it('says where it is used, and is done only when told so', async () => {
    const [id] = await make(1)
    used = ['VIP']
    await tagMembers(ws.ctx, { memberIds: [id as number], tag: 'VIP' })
    const [vip] = (await listTags(ws.ctx)).items
    const at = vip?.id ?? 0
    expect(await tagUses(ws.ctx, { id: at })).toEqual({ items: [{ kind: 'playbook', name: '欢迎剧本', path: '/playbooks/1' }] })
    await expect(removeTag(ws.ctx, { id: at, anyway: false })).rejects.toMatchObject({
      code: 'member.tag_in_use',
      data: { tag: 'VIP', uses: ['欢迎剧本'] },
    })
    const other = await t.workspace()
    await expect(tagUses(other.ctx, { id: at })).rejects.toMatchObject({ code: 'member.tag_not_found' })
    expect(await removeTag(ws.ctx, { id: at, anyway: true })).toEqual({ changed: 1, bulkId: null })
    expect((await listMembers(ws.ctx, { limit: 5, sort: '-createdAt' })).items[0]?.tags).toEqual([])
  })

  it('from thousands goes in the background and ends with the tag gone', async () => {
    const ids = await make(5001)
    await tagMembers(ws.ctx, { memberIds: ids, tag: '全员' })
    const [tagRow] = (await listTags(ws.ctx)).items
    const { bulkId } = await removeTag(ws.ctx, { id: tagRow?.id ?? 0, anyway: false })
    expect(bulkId).not.toBeNull()
    await t.drain()
    expect((await listTags(ws.ctx)).items).toEqual([])
    expect((await events()).filter((kind) => kind === 'member.untagged')).toHaveLength(5001)
  })
})
