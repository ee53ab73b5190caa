import { identity } from '@grove/identity/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import fc from 'fast-check'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMembers } from '../create-members.ts'
import { eraseMember } from '../erase-member.ts'
import { member } from '../index.ts'
import { mergeMembers, undoMerge } from '../merge-members.ts'
import { listMembers } from '../read-list.ts'
import { expireTags } from './expire.ts'
import { removeTag } from './remove-tag.ts'
import { retagMember } from './retag-member.ts'
import { saveTagGroup } from './save-group.ts'
import { tagMembers, untagMembers } from './tag-members.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
  ws = await t.workspace()
})
afterAll(() => t.close())

const MEMBERS = 12
const TAGS = ['a', 'b', 'c', 'd']

/** Who is without a tag, as the list says and as counting says. */
async function bothWays(): Promise<[listed: number[], counted: number[], marked: number[]]> {
  const { items } = await listMembers(ws.ctx, { limit: 50, sort: 'createdAt', tagHow: 'untagged' })
  const ids = (rows: { id: number }[]) => rows.map((row) => row.id)
  const counted = await ws.ctx.db.rows<{ id: number }>(sql`
    select m.id from member m where m.workspace_id = ${ws.id} and m.erased_at is null
      and not exists (select 1 from member_tag mt where mt.workspace_id = ${ws.id} and mt.member_id = m.id) order by m.id`)
  const marked = await ws.ctx.db.rows<{ id: number }>(sql`select member_id as id from member_untagged where workspace_id = ${ws.id}`)
  return [ids(items), ids(counted), ids(marked)]
}

it('finds exactly those without a tag after random deeds, and keeps few marks too many', async () => {
  await saveTagGroup(ws.ctx, { name: 'one', singleChoice: true, color: null, ownerStaffId: null, roles: null })
  let ids = await createMembers(
    ws.ctx,
    Array.from({ length: MEMBERS }, (_, at) => ({ displayName: `成员${at}` })),
  )
  let merges: number[] = []
  const some = fc.array(fc.nat({ max: MEMBERS - 1 }), { minLength: 1, maxLength: 4 })
  const deed = fc.record({
    what: fc.constantFrom('tag', 'tag', 'single', 'untag', 'untag', 'life', 'expire', 'retag', 'merge', 'undo', 'erase', 'remove'),
    who: some,
    tag: fc.constantFrom(...TAGS),
    other: fc.constantFrom(...TAGS),
  })
  for (const { what, who, tag, other } of fc.sample(deed, { numRuns: 150, seed: 16 })) {
    const memberIds = [...new Set(who.map((at) => ids[at % ids.length] as number))]
    const [first = 0, second] = memberIds
    if (what === 'tag') await tagMembers(ws.ctx, { memberIds, tag })
    if (what === 'single') await tagMembers(ws.ctx, { memberIds, tag: `one ${tag}`, groupName: 'one' })
    if (what === 'untag') await untagMembers(ws.ctx, { memberIds, tag }).catch(() => undefined)
    if (what === 'life') await tagMembers(ws.ctx, { memberIds, tag, until: new Date(t.clock.now().getTime() + 3_600_000) })
    if (what === 'expire') {
      t.clock.advance({ days: 1 })
      await expireTags(ws.ctx)
    }
    if (what === 'retag') await retagMember(ws.ctx, { memberId: first, give: tag === 'a' ? [other] : [], take: [tag] })
    if (what === 'merge' && second !== undefined && ids.length > 5) {
      merges.push((await mergeMembers(ws.ctx, { winnerId: first, loserId: second })).mergeId)
      ids = ids.filter((id) => id !== second)
    }
    const merge = what === 'undo' ? merges.at(-1) : undefined
    if (merge !== undefined) {
      merges = merges.slice(0, -1)
      const undone = await undoMerge(ws.ctx, { id: merge }).catch(() => undefined)
      if (undone) ids = [...ids, undone.loserId]
    }
    if (what === 'erase' && ids.length > 8) {
      const record = await ws.ctx.db.one<{ name: string }>(
        sql`select display_name as name from member where workspace_id = ${ws.id} and id = ${first}`,
      )
      await eraseMember(ws.ctx, { id: first, confirm: record.name })
      ids = ids.filter((id) => id !== first)
    }
    const [known] = await ws.ctx.db.rows<{ id: number }>(sql`select id from tag where workspace_id = ${ws.id} and name = ${tag}`)
    if (what === 'remove' && known) await removeTag(ws.ctx, { id: known.id, anyway: true })
    const [listed, counted, marked] = await bothWays()
    expect(listed).toEqual(counted)
    expect(counted.filter((id) => !marked.includes(id))).toEqual([])
  }
})

it('marks whoever loses the last two tags to two at once', async () => {
  const ids = await createMembers(
    ws.ctx,
    Array.from({ length: 20 }, (_, at) => ({ displayName: `新${at}` })),
  )
  for (const tag of ['x', 'y']) await tagMembers(ws.ctx, { memberIds: ids, tag })
  await Promise.all(['x', 'y'].map((tag) => untagMembers(ws.ctx, { memberIds: ids, tag })))
  const [listed] = await bothWays()
  expect(ids.filter((id) => !listed.includes(id))).toEqual([])
})

it('knows nobody of another workspace', async () => {
  const other = await t.workspace()
  const input = { limit: 50, sort: 'createdAt', tagHow: 'untagged' } as const
  expect((await listMembers(other.ctx, input)).items).toEqual([])
})
