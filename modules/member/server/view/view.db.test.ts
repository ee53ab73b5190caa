import { identity } from '@grove/identity/server'
import { type TestApp, type TestWorkspace, testApp } from '@grove/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { member } from '../index.ts'
import { listTags } from '../tag/read-tags.ts'
import { saveTag } from '../tag/save-tag.ts'
import { tagUses } from '../tag/tag-uses.ts'
import { listViews, removeView, saveView } from './views.ts'

let t: TestApp
let ws: TestWorkspace
beforeAll(async () => {
  t = await testApp({ modules: [identity, member] })
})
beforeEach(async () => {
  ws = await t.workspace()
})
afterAll(() => t.close())

const view = (name: string, more: object = {}) => ({ name, shared: false, search: 'stage=6&sort=-lastActiveAt', ...more })

describe('a saved view', () => {
  it('is refused to whom it does not belong: another colleague, an API key, another workspace', async () => {
    const head = await ws.as('head')
    const sales = await ws.as('sales')
    const { id } = await saveView(head, view('老客'))
    await expect(saveView(sales, view('老客', { id }))).rejects.toMatchObject({ code: 'member.view_not_yours' })
    await expect(removeView(sales, { id })).rejects.toMatchObject({ code: 'member.view_not_found' })
    await saveView(head, view('老客', { shared: true }))
    await expect(removeView(sales, { id })).rejects.toMatchObject({ code: 'member.view_not_yours' })
    await expect(saveView(ws.ctx, view('系统'))).rejects.toMatchObject({ code: 'member.view_not_yours' })
    const other = await (await t.workspace()).as('head')
    await expect(removeView(other, { id })).rejects.toMatchObject({ code: 'member.view_not_found' })
    expect(await listViews(other)).toEqual({ items: [] })
  })

  it('is one’s own until it is shared, replaced under its name, renamed, removed', async () => {
    const head = await ws.as('head')
    const sales = await ws.as('sales')
    const { id } = await saveView(head, view('老客'))
    expect((await listViews(sales)).items).toEqual([])
    expect(await saveView(head, view('老客', { shared: true, search: 'stage=7' }))).toEqual({ id })
    expect((await listViews(sales)).items).toMatchObject([{ id, name: '老客', shared: true, own: false, search: 'stage=7' }])
    await saveView(head, view('新客'))
    await expect(saveView(head, view('新客', { id }))).rejects.toMatchObject({ code: 'member.view_name_taken' })
    await saveView(head, view('复购', { id }))
    expect((await listViews(head)).items.map((one) => one.name).sort()).toEqual(['复购', '新客'])
    expect(await removeView(head, { id })).toEqual({ changed: 1 })
    expect((await listViews(sales)).items).toEqual([])
  })

  it('is named when one of its tags is about to go', async () => {
    const head = await ws.as('head')
    const { id } = await saveTag(head, { name: 'VIP', groupName: '', color: null, lifeDays: null, roles: null })
    await saveView(head, view('贵宾', { search: `tagId=${id}` }))
    await saveView(head, view('别的', { search: `tagId=${id}0` }))
    expect((await listTags(head)).items).toHaveLength(1)
    expect(await tagUses(head, { id })).toEqual({ items: [{ kind: 'view', name: '贵宾', path: `/members?tagId=${id}` }] })
  })
})
