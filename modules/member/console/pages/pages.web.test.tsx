import { foreignWords, renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { memberConsole } from '../index.tsx'
import BulksPage from './bulks-page.tsx'
import ImportPage from './import-page.tsx'
import MemberPage from './member-page.tsx'
import MembersPage from './members-page.tsx'
import TagsPage from './tags-page.tsx'

const at = '2026-11-20T08:00:00Z'
const summary = {
  id: 7,
  displayName: 'Wei',
  avatarUrl: null,
  phone: '13800138000',
  email: null,
  city: null,
  stage: 3,
  kind: 'member',
  source: null,
  ownerStaffId: null,
  ownerName: null,
  tags: [{ id: 1, name: 'VIP', groupName: '', color: null, until: null }],
  lastActiveAt: null,
  createdAt: at,
}
const detail = {
  ...summary,
  gender: 'female',
  ageBand: null,
  cityTier: null,
  occupation: null,
  industry: null,
  employer: null,
  title: null,
  attributes: {},
  identities: [{ channel: 'phone', externalId: '13800138000' }],
  updatedAt: at,
}
const report = {
  id: 3,
  fileName: 'm.csv',
  format: 'csv',
  byName: 'Lin',
  encoding: 'gb18030',
  delimiter: ',',
  state: 'waiting',
  rows: 2,
  done: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  failed: 0,
  columns: [
    { heading: 'A', target: 'displayName' },
    { heading: 'B', target: 'phone' },
  ],
  sample: [['Wei', '13800138000']],
  createdAt: at,
  finishedAt: null,
  errors: [],
}
const bulk = {
  id: 8,
  kind: 'tag',
  about: { tag: 'VIP' },
  state: 'done',
  total: 20,
  done: 20,
  changed: 18,
  undone: 0,
  error: null,
  undoable: true,
  byName: 'Lin',
  createdAt: at,
  finishedAt: at,
}
const page = (...items: object[]) => ({ items, next: null, total: { count: items.length, exact: true } })
const answers = {
  'GET /api/members': page(summary),
  'GET /api/members/:id': detail,
  'GET /api/members/:id/timeline': page(),
  'GET /api/members/sources': { items: [] },
  'GET /api/members/communities': { items: [] },
  'GET /api/members/segment-choices': { items: [{ id: 4, name: 'S4' }] },
  'GET /api/tags': {
    items: [{ ...summary.tags[0], members: 1, exact: true, lifeDays: 30, roles: ['sales'], usable: true }],
    groups: [{ name: 'G1', singleChoice: true, color: null, ownerStaffId: null, ownerName: null, roles: ['head'] }],
  },
  'GET /api/tags/:id/uses': { items: [{ kind: 'view', name: 'V1', path: '/members?tagId=1' }] },
  'DELETE /api/tags/:id': { changed: 1, bulkId: null },
  'GET /api/member-views': { items: [{ id: 4, name: 'Mine', shared: false, own: true, ownerName: null, search: 'stage=3' }] },
  'POST /api/member-views': { id: 5 },
  'GET /api/member-bulks': { items: [bulk] },
  'GET /api/member-bulks/:id': bulk,
  'POST /api/member-bulks': bulk,
  'POST /api/member-bulks/:id/undo': { ...bulk, state: 'undoing' },
  'GET /api/staff': page(),
  'GET /api/member-imports': { items: [report] },
  'GET /api/member-imports/:id': report,
  'POST /api/members': { id: 9 },
  'POST /api/members/stage': { changed: 1 },
  'POST /api/member-imports/:id/start': { ...report, state: 'running', sample: undefined },
}
const show = (element: ReactElement, options: object = {}) => renderPage(element, { answers, consoles: [memberConsole], ...options })
const onMember = { path: '/members/$id', at: '/members/7' }
const failed = {
  ...report,
  state: 'done',
  done: 2,
  created: 1,
  failed: 1,
  errors: [{ line: 3, column: 'B', code: 'bad_phone', value: '12' }],
}

describe('pages of members', () => {
  const pages: [string, ReactElement, object, string | RegExp][] = [
    ['the list', <MembersPage key="l" />, {}, 'Wei'],
    ['one member', <MemberPage key="m" />, onMember, 'Wei'],
    ['the tags', <TagsPage key="t" />, {}, 'VIP'],
    ['the bulk changes', <BulksPage key="b" />, {}, /Lin/],
    ['the upload', <ImportPage key="u" />, {}, 'm.csv'],
    ['the columns', <ImportPage key="c" />, { at: '/?import=3' }, 'Wei'],
    ['the result', <ImportPage key="r" />, { at: '/?import=3', answers: { ...answers, 'GET /api/member-imports/:id': failed } }, '12'],
  ]
  it.each(pages)('%s speaks one language at a time', async (_name, element, options, sign) => {
    for (const locale of ['zh', 'en'] as const) {
      const shown = await show(element, { ...options, locale })
      await screen.findAllByText(sign)
      // antd's table says it in English whatever the language
      expect(foreignWords(shown.container, locale, ['Select all'])).toEqual([])
      shown.unmount()
    }
  })

  it('offer no writing to who may only look', async () => {
    await show(<MembersPage />, { rights: ['member.read'] })
    await screen.findByText('Wei')
    for (const words of ['新建成员', '导入', '导出']) expect(screen.queryByText(words)).toBeNull()
  })

  it('read one choice of activity as the filter it is', async () => {
    const shown = await show(<MembersPage />, { at: '/?activity=silent30&stage=3' })
    await screen.findByText('Wei')
    const asked = shown.calls.find((call) => call.route === 'GET /api/members')?.input
    expect(asked).toMatchObject({ silentDays: 30, stage: '3', sort: '-createdAt' })
    expect(asked).not.toHaveProperty('activity')
  })

  it('tag the ticked members', async () => {
    const shown = await show(<MembersPage />)
    fireEvent.click(await screen.findByLabelText('选中第 7 行'))
    fireEvent.click(await screen.findByRole('button', { name: '打标签' }))
    const question = await screen.findByRole('dialog')
    fireEvent.change(within(question).getByLabelText('标签'), { target: { value: '老客' } })
    fireEvent.click(within(question).getByRole('button', { name: '打标签' }))
    await waitFor(() =>
      expect(shown.calls.find((call) => call.route === 'POST /api/member-bulks')?.input).toEqual({
        memberIds: [7],
        kind: 'tag',
        input: { tag: '老客' },
      }),
    )
    expect(await screen.findByText('打标签「VIP」')).toBeDefined()
    fireEvent.click(await screen.findByRole('button', { name: /撤\s?销/ }))
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /撤\s?销/ }))
    await waitFor(() => expect(shown.calls.some((call) => call.route === 'POST /api/member-bulks/:id/undo')).toBe(true))
  })

  it('keep the list as it is looked at under a name, with its columns', async () => {
    const shown = await show(<MembersPage />, { at: '/?stage=6&sort=lastActiveAt' })
    fireEvent.click(await screen.findByRole('button', { name: '存为视图' }))
    const dialog = await screen.findByRole('dialog')
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '老客' } })
    fireEvent.click(within(dialog).getByRole('checkbox'))
    fireEvent.click(within(dialog).getByRole('button', { name: /保\s?存/ }))
    await waitFor(() =>
      expect(shown.calls.find((call) => call.route === 'POST /api/member-views')?.input).toEqual({
        name: '老客',
        shared: true,
        search: 'stage=6&sort=lastActiveAt&cols=displayName.stage.tags.phone.source.owner.lastActiveAt.createdAt',
      }),
    )
    expect(shown.address()).toContain('cols=')
  })

  it('say what would miss a tag before it goes', async () => {
    const shown = await show(<TagsPage />)
    fireEvent.click(await screen.findByRole('button', { name: /删\s?除/ }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText('V1')).toBeDefined()
    const ok = within(dialog).getByRole('button', { name: /删\s?除/ }) as HTMLButtonElement
    expect(ok.disabled).toBe(true)
    fireEvent.click(within(dialog).getByRole('checkbox'))
    fireEvent.click(ok)
    await waitFor(() => expect(shown.calls.find((call) => call.route === 'DELETE /api/tags/:id')?.input).toEqual({ id: 1, anyway: 'true' }))
  })

  it('do not send a bad phone, and say so at the field', async () => {
    const shown = await show(<MembersPage />)
    fireEvent.click(await screen.findByText('新建成员'))
    const drawer = await screen.findByRole('dialog')
    fireEvent.change(within(drawer).getByLabelText('姓名'), { target: { value: '小林' } })
    fireEvent.change(within(drawer).getByLabelText(/手机号/), { target: { value: '12' } })
    fireEvent.click(within(drawer).getByRole('button', { name: /保\s?存/ }))
    expect(await within(drawer).findByText('格式不对')).toBeDefined()
    fireEvent.change(within(drawer).getByLabelText(/手机号/), { target: { value: '138 0013 8000' } })
    fireEvent.click(within(drawer).getByRole('button', { name: /保\s?存/ }))
    await waitFor(() => expect(shown.address()).toBe('/members/9'))
  })

  it('start an import with the columns on screen', async () => {
    const shown = await show(<ImportPage />, { at: '/?import=3' })
    fireEvent.click(await screen.findByText('开始导入 2 行'))
    await waitFor(() =>
      expect(shown.calls.find((call) => call.route === 'POST /api/member-imports/:id/start')?.input).toEqual({
        id: 3,
        columns: ['displayName', 'phone'],
      }),
    )
  })

  it('do not start an import that could not tell who is who', async () => {
    const nameOnly = { ...report, columns: [{ heading: 'A', target: 'displayName' }], sample: [['Wei']] }
    await show(<ImportPage />, { at: '/?import=3', answers: { ...answers, 'GET /api/member-imports/:id': nameOnly } })
    const start = (await screen.findByText('开始导入 2 行')).closest('button')
    expect(start?.disabled).toBe(true)
    expect(screen.getByText(/至少要有一列是手机号/)).toBeDefined()
  })
})
