import { content } from '@grove/content/server'
import { identity } from '@grove/identity/server'
import { listMembers as listRoute } from '@grove/member/contract'
import { createMembers, listMembers, member } from '@grove/member/server'
import type { Ctx } from '@grove/kernel/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addMembers } from './add-members.ts'
import { changeState } from './change-state.ts'
import { createCommunity } from './create-community.ts'
import { community } from './index.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member, content, community] })
  ws = await t.workspace()
  const names = Array.from({ length: 30 }, (_, n) => `${n % 3 === 0 ? '王' : '李'}小${'甲乙丙丁戊己庚辛壬癸'[n % 10]}`)
  const ids = await createMembers(
    ws.ctx,
    names.map((displayName, n) => ({ displayName, stage: 1 + (n % 4) })),
  )
  for (const [chapter, from] of [
    ['east', 0],
    ['west', 10],
  ] as const) {
    const { id } = await createCommunity(ws.ctx, { type: 'regional', name: chapter, channel: 'room', chapter })
    for (const to of ['recruiting', 'active'] as const) await changeState(ws.ctx, { id, to, reason: 'test' })
    await addMembers(ws.ctx, { id, memberIds: ids.slice(from, from + 15), scene: 'staff', source: null })
  }
})
afterAll(() => t.close())

const asked = [{}, { text: '王' }, { text: '小' }, { text: '王小' }, { stage: 2 }, { text: '李', stage: 3 }, { text: 'nobody' }]

const seenBy = (ctx: Ctx) =>
  Promise.all(
    asked.map(async (filter, n) => {
      const sort = n % 2 === 0 ? '-createdAt' : 'lastActiveAt'
      const { items, next } = await listMembers(ctx, listRoute.input.parse({ ...filter, sort, limit: 5 }))
      return { filter, names: items.map((item) => item.displayName), more: next !== null }
    }),
  )

/** What a page looks like is decided by how many the communities say they hold. */
const pretend = (headcount: number) => t.system.db.exec(sql`update community set headcount = ${headcount} where workspace_id = ${ws.id}`)

it('a chapter without members lists nobody, however large the others are', async () => {
  await pretend(20_000)
  const north = await ws.as('operator', { scope: { kind: 'chapter', chapters: ['north'] } })
  expect((await seenBy(north)).flatMap((page) => page.names)).toEqual([])
})

it('a chapter lists its own members alike, whether they are gathered or walked by', async () => {
  const east = await ws.as('operator', { scope: { kind: 'chapter', chapters: ['east'] } })
  await pretend(15)
  const gathered = await seenBy(east)
  await pretend(20_000)
  expect(await seenBy(east)).toEqual(gathered)
  expect(gathered[0]).toMatchObject({ more: true, names: { length: 5 } })
  expect(gathered.at(-1)).toMatchObject({ more: false, names: [] })
})
