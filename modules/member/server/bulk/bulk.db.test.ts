import { identity } from '@grove/identity/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMembers, member, tagMembers, untagMembers } from '../index.ts'
import { saveTagGroup } from '../tag/save-group.ts'
import { saveTag } from '../tag/save-tag.ts'
import { bulkStep } from './run-bulk.ts'
import { cancelBulk, getBulk, listBulks, startBulk, undoBulk } from './start-bulk.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
})
beforeEach(async () => {
  ws = await t.workspace()
})
afterAll(() => t.close())

const make = (count: number, source = '门店') =>
  createMembers(
    ws.ctx,
    Array.from({ length: count }, (_, at) => ({ displayName: `成员${at}`, source })),
  )
const everybody = { memberIds: [], filter: {} }
const state = async () =>
  ws.ctx.db.rows(sql`
    select m.id, m.stage, m.owner_staff_id as owner,
      (select jsonb_agg(jsonb_build_array(mt.tag_id, mt.at, mt.by, mt.until) order by mt.tag_id) from member_tag mt
       where mt.workspace_id = ${ws.id} and mt.member_id = m.id) as tags
    from member m where m.workspace_id = ${ws.id} order by m.id`)
const eventsOf = async (kind: string) =>
  (await ws.ctx.db.one<{ n: number }>(sql`select count(*) as n from event where workspace_id = ${ws.id} and kind = ${kind}`)).n

describe('a bulk change', () => {
  it('is refused for an unknown kind, nobody, a tag that is not there, an owner of another workspace', async () => {
    await make(1)
    const refused = [
      [{ ...everybody, kind: 'fly', input: {} }, 'member.bulk_unknown_kind'],
      [{ memberIds: [999_999], kind: 'tag', input: { tag: 'x' } }, 'member.bulk_nobody'],
      [{ ...everybody, kind: 'untag', input: { tag: '没有' } }, 'member.tag_not_found'],
      [{ ...everybody, kind: 'owner', input: { ownerStaffId: 999_999 } }, 'member.unknown_owner'],
    ] as const
    for (const [input, code] of refused)
      await expect(startBulk(ws.ctx, { ...input, memberIds: [...input.memberIds] })).rejects.toMatchObject({ code })
    const limited = await ws.as('sales', { scope: { kind: 'own' } })
    await expect(startBulk(limited, { ...everybody, kind: 'tag', input: { tag: 'x' } })).rejects.toMatchObject({
      code: 'member.bulk_nobody',
    })
    await expect(startBulk(limited, { ...everybody, kind: 'remove-tag', input: { tag: 'x' } })).rejects.toMatchObject({
      code: 'kernel.forbidden',
    })
    expect((await listBulks(ws.ctx)).items).toEqual([])
    const other = await t.workspace()
    await expect(getBulk(other.ctx, { id: 1 })).rejects.toMatchObject({ code: 'member.bulk_not_found' })
  })

  it('tags everybody the filter matches now, shows how far it is, and is told in the name of who began it', async () => {
    await make(2500)
    await make(10, '抖音')
    const head = await ws.as('head')
    const bulk = await startBulk(head, { memberIds: [], filter: { source: '门店' }, kind: 'tag', input: { tag: 'VIP' } })
    expect(bulk).toMatchObject({ state: 'running', total: 2500, done: 0, undoable: false, about: { tag: 'VIP' } })
    await make(5)
    await bulkStep(ws.ctx)
    expect(await getBulk(ws.ctx, { id: bulk.id })).toMatchObject({ state: 'running', done: 2000, changed: 2000 })
    await t.drain()
    expect(await getBulk(ws.ctx, { id: bulk.id })).toMatchObject({ state: 'done', done: 2500, changed: 2500, undoable: true })
    const actors = await ws.ctx.db.rows<{ kind: string }>(sql`
      select distinct actor ->> 'kind' as kind from event where workspace_id = ${ws.id} and kind = 'member.tagged'`)
    expect(actors).toEqual([{ kind: 'staff' }])
    expect(await eventsOf('member.tagged')).toBe(2500)
  })

  it('stops when cancelled, keeps what it did, and puts exactly that back', async () => {
    await make(3000)
    const before = await state()
    const { id } = await startBulk(ws.ctx, { ...everybody, kind: 'tag', input: { tag: 'VIP' } })
    await bulkStep(ws.ctx)
    expect(await cancelBulk(ws.ctx, { id })).toMatchObject({ state: 'cancelled', done: 2000, undoable: true })
    expect(await bulkStep(ws.ctx)).toEqual({ more: false })
    await expect(cancelBulk(ws.ctx, { id })).rejects.toMatchObject({ code: 'member.bulk_over' })
    await undoBulk(ws.ctx, { id })
    await expect(undoBulk(ws.ctx, { id })).rejects.toMatchObject({ code: 'member.bulk_not_undoable' })
    await t.drain()
    expect(await getBulk(ws.ctx, { id })).toMatchObject({ state: 'undone', undone: 2000, undoable: false })
    expect(await state()).toEqual(before)
  })

  it('in a single-choice group gives back the tag it replaced, with its age and its end', async () => {
    const ids = await make(3)
    await saveTagGroup(ws.ctx, { name: '类型', singleChoice: true, color: null, ownerStaffId: null, roles: null })
    for (const name of ['新客', '老客']) await saveTag(ws.ctx, { name, groupName: '类型', color: null, lifeDays: null, roles: null })
    await tagMembers(ws.ctx, { memberIds: ids.slice(0, 1), tag: '新客', until: new Date(t.clock.now().getTime() + 86_400_000) })
    await tagMembers(ws.ctx, { memberIds: ids.slice(1, 2), tag: '老客' })
    t.clock.advance({ hours: 1 })
    const before = await state()
    const { id } = await startBulk(ws.ctx, { ...everybody, kind: 'tag', input: { tag: '老客' } })
    await t.drain()
    expect(await getBulk(ws.ctx, { id })).toMatchObject({ done: 3, changed: 2 })
    expect(await state()).not.toEqual(before)
    await undoBulk(ws.ctx, { id })
    await t.drain()
    expect(await state()).toEqual(before)
  })

  it('undone leaves alone whom somebody changed since', async () => {
    const ids = (await make(3)) as [number, number, number]
    const { id } = await startBulk(ws.ctx, { ...everybody, kind: 'tag', input: { tag: 'VIP' } })
    await t.drain()
    t.clock.advance({ minutes: 5 })
    await untagMembers(ws.ctx, { memberIds: [ids[0]], tag: 'VIP' })
    await tagMembers(ws.ctx, { memberIds: [ids[0]], tag: 'VIP' })
    await undoBulk(ws.ctx, { id })
    await t.drain()
    expect(await getBulk(ws.ctx, { id })).toMatchObject({ state: 'undone', changed: 3, undone: 2 })
    const left = await ws.ctx.db.rows<{ id: number }>(sql`select member_id as id from member_tag where workspace_id = ${ws.id}`)
    expect(left).toEqual([{ id: ids[0] }])
  })

  it('of owner, stage and a tag taken away comes back as it was', async () => {
    const ids = await make(4)
    const staff = await ws.as('sales')
    const ownerStaffId = staff.actor.kind === 'staff' ? staff.actor.staffId : 0
    await tagMembers(ws.ctx, { memberIds: ids.slice(0, 2), tag: 'VIP' })
    await ws.ctx.db.exec(sql`update member set stage = 3 where workspace_id = ${ws.id} and id = ${ids[1]}`)
    const before = await state()
    for (const [kind, input, changed] of [
      ['owner', { ownerStaffId }, 4],
      ['stage', { stage: 3 }, 3],
      ['untag', { tag: 'VIP' }, 2],
    ] as const) {
      const { id } = await startBulk(ws.ctx, { ...everybody, kind, input })
      await t.drain()
      expect(await getBulk(ws.ctx, { id })).toMatchObject({ state: 'done', changed })
      expect(await state()).not.toEqual(before)
      await undoBulk(ws.ctx, { id })
      await t.drain()
      expect(await state()).toEqual(before)
    }
  })

  it('worked on by several at once does each member once', async () => {
    await make(5000)
    const { id } = await startBulk(ws.ctx, { ...everybody, kind: 'tag', input: { tag: 'VIP' } })
    const worker = async () => {
      for (let more = true, idle = 0; idle < 3; idle += more ? 0 : 1) more = (await bulkStep(ws.ctx)).more
    }
    await Promise.all([worker(), worker(), worker()])
    await t.drain()
    expect(await getBulk(ws.ctx, { id })).toMatchObject({ state: 'done', done: 5000, changed: 5000 })
    expect(await eventsOf('member.tagged')).toBe(5000)
  })

  it('ends with its reason when the tag is gone meanwhile', async () => {
    await make(1)
    const { id } = await startBulk(ws.ctx, { ...everybody, kind: 'tag', input: { tag: 'VIP' } })
    await ws.ctx.db.exec(sql`delete from tag where workspace_id = ${ws.id}`)
    await t.drain()
    expect(await getBulk(ws.ctx, { id })).toMatchObject({ state: 'failed', error: 'member.tag_not_found', undoable: false })
  })
})
