import { foreignWords, renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { memberConsole } from '../index.tsx'
import DuplicatesPage from './duplicates-page.tsx'
import FieldsPage from './fields-page.tsx'
import MemberPage from './member-page.tsx'
import PrivacyPage from './privacy-page.tsx'

const at = '2026-11-20T08:00:00Z'
const side = {
  displayName: 'Wei',
  avatarUrl: null,
  phone: '138****8000',
  email: null,
  city: null,
  source: null,
  createdAt: at,
  lastActiveAt: null,
}
const pair = { reasons: ['phone', 'name_city'], first: { ...side, id: 7 }, second: { ...side, id: 9, displayName: 'Wei Lin' } }
const field = {
  key: 'pet',
  labelZh: 'pet',
  labelEn: 'Pet',
  type: 'single',
  options: ['cat', 'dog'],
  rules: {},
  required: true,
  roles: null,
  archivedAt: null,
}
const member = {
  id: 7,
  displayName: 'Wei',
  avatarUrl: null,
  phone: '138****8000',
  email: null,
  city: null,
  stage: 3,
  kind: 'member',
  source: null,
  ownerStaffId: null,
  ownerName: null,
  tags: [],
  lastActiveAt: null,
  createdAt: at,
  gender: null,
  ageBand: null,
  cityTier: null,
  occupation: null,
  industry: null,
  employer: null,
  title: null,
  attributes: { pet: 'cat' },
  identities: [{ channel: 'phone', externalId: '138****8000' }],
  updatedAt: at,
}
const consent = { id: 1, purpose: 'messages', version: 2, text: 'Write to me', channel: 'offline', givenAt: at, withdrawnAt: null }
const block = { kind: 'do_not_disturb', reason: 'Away', until: '2026-12-20T08:00:00Z', at, byName: 'Lin' }
const page = (items: readonly unknown[]) => ({ items, next: null, total: null })
const answers = {
  'GET /api/member-duplicates': page([pair]),
  'POST /api/members/merge': { mergeId: 3 },
  'GET /api/member-fields': { items: [field] },
  'GET /api/member-fields/uses': { items: [{ kind: 'playbook', name: 'Spring', path: '/playbooks/1' }], members: 12, more: false },
  'GET /api/members/:id': member,
  'GET /api/members/:id/reveal': { values: ['13800138000'] },
  'GET /api/members/:id/behaviour': { counts: [{ what: 'message', count: 40, days30: 8 }], more: false, lastAt: at },
  'GET /api/members/:id/privacy': { consents: [consent], blocks: [block] },
  'GET /api/members/:id/merges': { items: [{ id: 3, winnerId: 7, loserId: 9, loserName: 'Wei Lin', at }] },
  'GET /api/members/:id/timeline': page([]),
  'GET /api/members/communities': { items: [] },
  'GET /api/tags': { items: [], groups: [] },
  'GET /api/consent-texts': { items: [{ purpose: 'messages', version: 2, body: 'Write to me', createdAt: at }] },
  'GET /api/member-blocks': page([{ ...block, memberId: 7, displayName: 'Wei' }]),
  'POST /api/members/:id/erase': { changed: 1 },
}
const show = (element: ReactElement, options: object = {}) => renderPage(element, { answers, consoles: [memberConsole], ...options })
const onMember = (tab: string) => ({ path: '/members/$id', at: `/members/7?tab=${tab}` })

describe('the record on screen', () => {
  const pages: [string, ReactElement, object, string | RegExp][] = [
    ['duplicates', <DuplicatesPage key="d" />, {}, 'Wei'],
    ['fields', <FieldsPage key="f" />, {}, 'pet'],
    ['wordings', <PrivacyPage key="p" />, {}, 'Write to me'],
    ['do not disturb', <PrivacyPage key="q" />, { at: '/?tab=quiet' }, 'Away'],
    ['identities', <MemberPage key="i" />, onMember('identities'), 'Wei Lin'],
    ['privacy of one', <MemberPage key="o" />, onMember('privacy'), 'Away'],
  ]
  it.each(pages)('%s speaks one language at a time', async (_name, element, options, sign) => {
    for (const locale of ['zh', 'en'] as const) {
      const shown = await show(element, { ...options, locale })
      await screen.findAllByText(sign)
      expect(foreignWords(shown.container, locale)).toEqual([])
      shown.unmount()
    }
  })

  it('a merge is asked about first, and names who stays', async () => {
    const { calls } = await show(<DuplicatesPage />, { locale: 'en' })
    fireEvent.click((await screen.findAllByText('Keep this one, merge the other in'))[1] as HTMLElement)
    await screen.findByText(/Merge Wei #7 into Wei Lin #9/)
    expect(calls.some((call) => call.route === 'POST /api/members/merge')).toBe(false)
    fireEvent.click(screen.getByText('Merge'))
    await waitFor(() =>
      expect(calls).toContainEqual(expect.objectContaining({ route: 'POST /api/members/merge', input: { winnerId: 9, loserId: 7 } })),
    )
  })

  it('a phone is masked until somebody with the right looks', async () => {
    const shown = await show(<MemberPage />, { ...onMember('timeline'), locale: 'en', rights: ['member.read'] })
    await screen.findAllByText(/138\*{4}8000/)
    expect(screen.queryByLabelText('Show in full')).toBeNull()
    shown.unmount()
    await show(<MemberPage />, { ...onMember('timeline'), locale: 'en' })
    fireEvent.click(await screen.findByLabelText('Show in full'))
    expect(await screen.findByText('13800138000')).toBeTruthy()
  })

  it('forgetting somebody needs their name', async () => {
    const { calls } = await show(<MemberPage />, { ...onMember('privacy'), locale: 'en' })
    fireEvent.click(await screen.findByText('Erase personal data'))
    await screen.findByText(/Erase the personal data of Wei/)
    const buttons = screen.getAllByText('Erase personal data')
    fireEvent.click(buttons.at(-1) as HTMLElement)
    expect(calls.some((call) => call.route === 'POST /api/members/:id/erase')).toBe(false)
  })
})
