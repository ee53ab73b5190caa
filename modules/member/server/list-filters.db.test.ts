import { identity } from '@grove/identity/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportMembers } from './export-members.ts'
import { createMembers, listMembers, member, tagMembers } from './index.ts'
import { listCities } from './read-lookups.ts'

let t: TestApp
let ws: TestWorkspace
let ids: number[]
let tags: { a: number; b: number; c: number }
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
  ws = await t.workspace()
  const cities = ['上海', '北京', null, '上海', '上海', null]
  ids = await createMembers(
    ws.ctx,
    cities.map((city, n) => ({ displayName: `成员${n}`, city })),
  )
  const at = (n: number) => ids[n] as number
  await tagMembers(ws.ctx, { memberIds: [at(0), at(1)], tag: 'a' })
  await tagMembers(ws.ctx, { memberIds: [at(1), at(2)], tag: 'b' })
  await tagMembers(ws.ctx, { memberIds: [at(3)], tag: 'c' })
  const rows = await ws.ctx.db.rows<{ id: number; name: 'a' | 'b' | 'c' }>(sql`select id, name from tag where workspace_id = ${ws.id}`)
  tags = Object.fromEntries(rows.map((row) => [row.name, row.id])) as typeof tags
  // Known on the 1st to the 6th of March, in the order opposite to their numbers; the last minute and the first of a local day.
  await ws.ctx.db.exec(sql`
    update member m set created_at = n.at::timestamptz from unnest(${ids}::bigint[], ${[
      '2026-03-06T12:00:00+08',
      '2026-03-05T12:00:00+08',
      '2026-03-04T00:00:00+08',
      '2026-03-03T23:59:59+08',
      '2026-03-02T12:00:00+08',
      '2026-03-01T12:00:00+08',
    ]}::text[]) as n (id, at) where m.workspace_id = ${ws.id} and m.id = n.id`)
})
afterAll(() => t.close())

type Input = Parameters<typeof listMembers>[1]
const found = async (filter: Partial<Input>) =>
  (await listMembers(ws.ctx, { limit: 50, sort: 'createdAt', ...filter })).items.map((row) => ids.indexOf(row.id))

describe('the member list', () => {
  it('finds by several tags: any, all, none of them, and who carries none at all', async () => {
    const tagIds = `${tags.a},${tags.b}`
    expect(await found({ tagIds })).toEqual([0, 1, 2])
    expect(await found({ tagIds, tagHow: 'all' })).toEqual([1])
    expect(await found({ tagIds, tagHow: 'none' })).toEqual([3, 4, 5])
    expect(await found({ tagHow: 'untagged' })).toEqual([4, 5])
    expect(await found({ tagHow: 'all' })).toHaveLength(6)
    const other = await t.workspace()
    expect((await listMembers(other.ctx, { limit: 50, sort: 'createdAt', tagHow: 'untagged' })).items).toEqual([])
  })

  it('finds by city, and offers the cities there are', async () => {
    expect(await found({ city: '上海', tagHow: 'untagged' })).toEqual([4])
    expect((await listCities(ws.ctx)).items.toSorted()).toEqual(['上海', '北京'])
  })

  it('finds who became known between two local days, page after page in the order of time', async () => {
    expect(await found({ createdFrom: '2026-03-03', createdTo: '2026-03-04' })).toEqual([3, 2])
    expect(await found({ createdFrom: '2026-03-05', sort: '-createdAt' })).toEqual([0, 1])
    const seen: number[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await listMembers(ws.ctx, { limit: 2, sort: '-createdAt', createdTo: '2026-03-05', ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map((row) => ids.indexOf(row.id)))
      if (page.next === null) break
      cursor = page.next
    }
    expect(seen).toEqual([1, 2, 3, 4, 5])
  })

  it('exports what is filtered', async () => {
    const file = await (await exportMembers(ws.ctx, { city: '上海', tagIds: String(tags.c), columns: 'displayName' })).text()
    expect(file).toContain('成员3')
    expect(file).not.toContain('成员0')
  })
})
