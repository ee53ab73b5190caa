import { memberConsole } from '@grove/member/console'
import { foreignWords, refuse, renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { segmentConsole } from '../index.tsx'
import EditSegmentPage from './edit-segment-page.tsx'
import NewSegmentPage from './new-segment-page.tsx'
import SegmentPage from './segment-page.tsx'
import SegmentsPage from './segments-page.tsx'
import TagRulesPage from './tag-rules-page.tsx'

const at = '2026-11-20T08:00:00Z'
const both = (zh: string, en: string) => ({ zh, en })
const summary = {
  id: 4,
  name: 'S4',
  note: '',
  kind: 'live',
  state: 'ready',
  builtRows: 0,
  fault: null,
  size: 12,
  change: 3,
  words: both('有标签', 'tagged'),
  lines: { zh: [{ depth: 0, words: '有标签' }], en: [{ depth: 0, words: 'tagged' }] },
  updatedAt: at,
}
const detail = {
  ...summary,
  createdAt: at,
  condition: {
    all: [
      { kind: 'tag', tag: 'A1' },
      {
        not: {
          any: [
            { kind: 'stage', is: 3 },
            { kind: 'tag', tag: 'B1' },
          ],
        },
      },
    ],
  },
  sizes: [],
  usedBy: [{ kind: 'segment', id: 9, name: 'S9' }],
}
const kinds = [
  {
    kind: 'tag',
    title: both('有标签', 'Has the tag'),
    topic: 'tag',
    example: { tag: 'vip' },
    form: [{ param: 'tag', label: both('标签', 'Tag'), input: 'lookup', lookup: 'tag', required: true }],
  },
  {
    kind: 'stage',
    title: both('关系阶段', 'Stage'),
    topic: 'standing',
    example: { is: 3 },
    form: [{ param: 'is', label: both('正好是', 'Is'), input: 'number' }],
  },
]
const person = { id: 7, displayName: 'Wei', city: null, stage: 3 }
const answers = {
  'GET /api/segments': { items: [summary], next: null, total: null },
  'GET /api/segments/:id': detail,
  'GET /api/segments/:id/members': { items: [{ ...person, enteredAt: at, leftAt: null }], next: null, total: { count: 1, exact: true } },
  'GET /api/segment-questions': { items: kinds },
  'GET /api/segment-choices': { items: [{ value: 'A1', label: 'A1' }] },
  'POST /api/segments/preview': {
    words: both('一句话', 'A sentence'),
    lines: { zh: [], en: [] },
    total: { count: 1200, exact: false },
    sample: [person],
  },
  'PATCH /api/segments/:id': { changed: 1 },
  'GET /api/members': { items: [], next: null, total: null },
  'GET /api/tag-rules': {
    items: [{ id: 1, segmentId: 4, segment: 'S4', tag: 'A1', until: 'leaves', days: null, active: true, createdAt: at }],
  },
  'GET /api/tags': { items: [], groups: [] },
}
const show = (element: ReactElement, options: object = {}) =>
  renderPage(element, { answers, consoles: [memberConsole, segmentConsole], ...options })
const onSegment = { path: '/segments/$id', at: '/segments/4' }
const onEdit = { path: '/segments/$id/edit', at: '/segments/4/edit' }

describe('pages of segments', () => {
  const pages: [string, ReactElement, object, string][] = [
    ['the list', <SegmentsPage key="l" />, {}, 'S4'],
    ['one segment', <SegmentPage key="s" />, onSegment, 'Wei'],
    ['the builder', <EditSegmentPage key="e" />, onEdit, 'Wei'],
    ['the rules', <TagRulesPage key="r" />, {}, 'S4'],
  ]
  it.each(pages)('%s speaks one language at a time', async (_name, element, options, sign) => {
    for (const locale of ['zh', 'en'] as const) {
      const shown = await show(element, { ...options, locale })
      await screen.findAllByText(sign)
      // antd's number field says it in English whatever the language
      expect(foreignWords(shown.container, locale, ['Increase Value', 'Decrease Value'])).toEqual([])
      shown.unmount()
    }
  })

  it('offer no change to who may only look', async () => {
    await show(<SegmentPage />, { ...onSegment, rights: ['segment.read'] })
    await screen.findByText('Wei')
    for (const words of ['改条件', '重新计算', '删除']) expect(screen.queryByText(words)).toBeNull()
  })

  it('ask for a whole condition before they count', async () => {
    const shown = await show(<NewSegmentPage />)
    expect(await screen.findByText('把条件填完整，这里就会显示人数')).toBeDefined()
    expect(shown.calls.some((call) => call.route === 'POST /api/segments/preview')).toBe(false)
  })

  it('show a guess as a guess, and save what was changed', async () => {
    const shown = await show(<EditSegmentPage />, onEdit)
    await screen.findByText('抽样估计，精确计算要更久')
    expect(shown.calls.find((call) => call.route === 'POST /api/segments/preview')?.input).toMatchObject({
      condition: detail.condition,
      id: 4,
    })
    const removes = await screen.findAllByRole('button', { name: '去掉这一条' })
    fireEvent.click(removes.at(-1) as HTMLElement)
    fireEvent.click(screen.getByRole('button', { name: /保\s?存/ }))
    await waitFor(() =>
      expect(shown.calls.find((call) => call.route === 'PATCH /api/segments/:id')?.input).toMatchObject({
        condition: { all: [{ kind: 'tag', tag: 'A1' }, { not: { kind: 'stage', is: 3 } }] },
      }),
    )
  })

  it('say beside the builder why a condition is refused', async () => {
    const refused = { 'POST /api/segments/preview': () => refuse('segment.circular', 422, { path: 'S4 → S9 → S4' }) }
    await show(<EditSegmentPage />, { ...onEdit, answers: { ...answers, ...refused } })
    expect(await screen.findByText('绕成了一个圈：S4 → S9 → S4。去掉其中一处引用')).toBeDefined()
  })
})
