import type { Ctx } from '@grove/kernel/server'
import { createMembers, startBulk, tagMembers, undoBulk } from '@grove/member/server'
import { type TestApp, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSegment } from './index.ts'
import { listSegments } from './read-segments.ts'
import { listStays } from './read-stays.ts'
import { rebuildSegment } from './change-segment.ts'
import { saveTagRule } from './tag-rules.ts'
import { MODULES } from './world-fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ modules: MODULES })
})
afterAll(() => t.close())

const people = (ctx: Ctx, count: number) =>
  createMembers(
    ctx,
    Array.from({ length: count }, (_, n) => ({ displayName: `人 ${n}` })),
  )

describe('a tag rule with a limit of time', () => {
  it('takes the tag so many days after each entered, and does not bring it back while they stay', async () => {
    const ws = await t.workspace()
    const { ctx } = ws
    const holders = async () =>
      (
        await ctx.db.rows<{ id: number }>(sql`
          select mt.member_id as id from member_tag mt join tag t on t.workspace_id = ${ws.id} and t.id = mt.tag_id
          where mt.workspace_id = ${ws.id} and t.name = '新贵' order by 1`)
      ).map((row) => row.id)
    const [a, b] = (await people(ctx, 2)) as [number, number]
    await tagMembers(ctx, { memberIds: [a], tag: 'VIP' })
    const { id: segmentId } = await createSegment(ctx, { name: '贵宾', note: '', condition: { kind: 'tag', tag: 'VIP' }, frozen: false })
    await t.drain()
    t.clock.advance({ days: 2 })
    await saveTagRule(ctx, { segmentId, tag: '新贵', until: 'leaves', days: 7, active: true })
    await t.drain()
    await tagMembers(ctx, { memberIds: [b], tag: 'VIP' })
    await t.drain()
    expect(await holders()).toEqual([a, b])
    t.clock.advance({ days: 5, minutes: 1 })
    await t.drain()
    expect(await holders()).toEqual([b])
    await rebuildSegment(ctx, { id: segmentId })
    await t.drain()
    expect(await holders()).toEqual([b])
    t.clock.advance({ days: 2 })
    await t.drain()
    expect(await holders()).toEqual([])
    await saveTagRule(ctx, { segmentId, tag: '老友', until: 'stays', days: 3, active: true })
    await t.drain()
    const { n } = await ctx.db.one<{ n: number }>(sql`select count(*)::int as n from member_tag mt
      join tag t on t.workspace_id = ${ws.id} and t.id = mt.tag_id where mt.workspace_id = ${ws.id} and t.name = '老友'`)
    expect(n).toBe(0)
  })
})

describe('adding to a list in bulk', () => {
  it('is refused without the right and onto a live segment; makes the list, adds once, and undoes exactly', async () => {
    const ws = await t.workspace()
    const { ctx } = ws
    const ids = await people(ctx, 5)
    const add = (who: Ctx, list: string, memberIds: readonly number[]) =>
      startBulk(who, { kind: 'list', input: { list }, memberIds: [...memberIds] })
    await expect(add(await ws.as('sales'), '名单', ids)).rejects.toMatchObject({ code: 'kernel.forbidden' })
    await createSegment(ctx, { name: '活的', note: '', condition: { kind: 'tag', tag: 'VIP' }, frozen: false })
    await expect(add(ctx, '活的', ids)).rejects.toMatchObject({ code: 'segment.name_taken' })
    await expect(add(ctx, '名单', [4_000_000])).rejects.toMatchObject({ code: 'member.bulk_nobody' })
    expect((await listSegments(ctx, { kind: 'list', limit: 5 })).items).toEqual([])

    await add(ctx, '名单', ids.slice(0, 2))
    await t.drain()
    const second = await add(ctx, '名单', ids.slice(1))
    await t.drain()
    const [list] = (await listSegments(ctx, { kind: 'list', limit: 5 })).items
    const inside = async () =>
      (await listStays(ctx, { id: list?.id ?? 0, which: 'in', limit: 50 })).items.map((one) => one.id).toSorted((x, y) => x - y)
    expect(list).toMatchObject({ name: '名单', size: 5 })
    expect(await inside()).toEqual([...ids])
    await undoBulk(ctx, { id: second.id })
    await t.drain()
    expect(await inside()).toEqual(ids.slice(0, 2))
  })
})
