import { memberConsole } from '@grove/member/console'
import { foreignWords, refuse, renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { typeTemplates } from '../../domain/type-templates.ts'
import { communityConsole } from '../index.tsx'
import { CommunityField } from '../parts/community-field.tsx'
import ApplicationsPage from './applications-page.tsx'
import CommunitiesPage from './communities-page.tsx'
import CommunityPage from './community-page.tsx'
import NewCommunityPage from './new-community-page.tsx'

const at = '2026-11-20T08:00:00Z'
const template = typeTemplates('en').find((one) => one.type === 'newcomer')
const detail = {
  ...template?.form,
  id: 1,
  name: 'G1',
  type: 'newcomer',
  state: 'recruiting',
  channel: 'room',
  chapter: null,
  opensAt: null,
  closesAt: at,
  publicCode: 'ABCD2345',
  joinUrl: 'https://x.cn/m/w1/c/ABCD2345',
  memberCount: 1,
  headcount: 2,
  waiting: 1,
  staff: [{ staffId: 1, name: 'Lin', post: 'owner', since: at }],
  conditionWords: [],
  moves: ['active', 'planned', 'closing'],
  allowed: ['join', 'post', 'edit', 'staff', 'invite', 'remove', 'transfer'],
  createdAt: at,
  updatedAt: at,
}
const membership = {
  memberId: 7,
  displayName: 'Wei',
  avatarUrl: null,
  kind: 'member',
  stage: 3,
  tags: [],
  state: 'active',
  role: 'member',
  joinedAt: at,
  leftAt: null,
  leaveKind: null,
  leaveReason: null,
  scene: 'qr',
  source: null,
  inviterMemberId: null,
  inviterName: null,
  mutedUntil: null,
  rejoinBlocked: false,
  lastActiveAt: null,
}
const application = {
  id: 5,
  communityId: 1,
  communityName: 'G1',
  memberId: 8,
  displayName: 'Gao',
  state: 'waiting',
  answers: [{ question: 'Q', answer: 'A' }],
  reason: null,
  inviterName: null,
  source: null,
  createdAt: at,
  decidedAt: null,
}
const page = (...items: object[]) => ({ items, next: null, total: { count: items.length, exact: true } })
const answers = {
  'GET /api/community-types': { items: typeTemplates('zh') },
  'GET /api/communities': page({
    id: 1,
    name: 'G1',
    type: 'newcomer',
    state: 'recruiting',
    channel: 'room',
    publicCode: 'ABCD2345',
    capacity: 200,
    memberCount: 1,
    chapter: null,
    owners: ['Lin'],
    closesAt: at,
    waiting: 1,
    createdAt: at,
  }),
  'GET /api/communities/:id': detail,
  'GET /api/communities/:id/members': page(membership),
  'GET /api/communities/:id/invitations': { items: [] },
  'GET /api/communities/:id/timeline': page({
    id: 1,
    kind: 'community.member_joined',
    at,
    memberId: 7,
    memberName: 'Wei',
    communityId: 1,
    runId: null,
    actor: null,
    data: { scene: 'qr', source: null, inviterMemberId: null, role: 'member', rejoined: false },
  }),
  'GET /api/applications': page(application),
  'GET /api/chapters': { items: [] },
  'GET /api/staff': page(),
  'POST /api/applications/:id/decision': { state: 'approved' },
  'POST /api/communities': { id: 2, publicCode: 'X' },
  'POST /api/communities/:id/state': { state: 'active' },
}
const consoles = [memberConsole, communityConsole]
const show = (element: ReactElement, options: object = {}) => renderPage(element, { answers, consoles, ...options })
const onCommunity = { path: '/communities/$id', at: '/communities/1' }

describe('pages of communities', () => {
  const pages: [string, ReactElement, object, string][] = [
    ['the list', <CommunitiesPage key="l" />, {}, 'G1'],
    ['the overview', <CommunityPage key="c" />, onCommunity, 'G1'],
    ['the members', <CommunityPage key="m" />, { ...onCommunity, at: '/communities/1?tab=members' }, 'Wei'],
    ['the entry', <CommunityPage key="e" />, { ...onCommunity, at: '/communities/1?tab=entry' }, 'Gao'],
    ['the staff', <CommunityPage key="s" />, { ...onCommunity, at: '/communities/1?tab=staff' }, 'Lin'],
    ['the timeline', <CommunityPage key="t" />, { ...onCommunity, at: '/communities/1?tab=timeline' }, 'Wei'],
    ['the applications', <ApplicationsPage key="a" />, {}, 'Gao'],
  ]
  it.each(pages)('%s speaks one language at a time', async (_name, element, options, sign) => {
    for (const locale of ['zh', 'en'] as const) {
      const shown = await show(element, { ...options, locale })
      await screen.findAllByText(sign)
      const allowed = [
        template?.form.positioning.oneLine,
        ...Object.values(template?.form.positioning ?? {}),
        template?.form.promise,
        detail.productLine,
        // antd's table says it in English whatever the language
        'Select all',
      ]
      expect(foreignWords(shown.container, locale, allowed as string[])).toEqual([])
      shown.unmount()
    }
  })

  it('say what is wrong when the community is not there', async () => {
    await show(<CommunityPage />, {
      ...onCommunity,
      answers: { ...answers, 'GET /api/communities/:id': () => refuse('community.not_found', 404) },
    })
    expect(await screen.findByText('没有找到这一页')).toBeDefined()
  })

  it('offer nothing to change to who may only look', async () => {
    await show(<CommunityPage />, { ...onCommunity, rights: ['community.read'] })
    await screen.findAllByText('G1')
    expect(screen.queryByText('开始运营')).toBeNull()
    expect(screen.queryByText('编辑')).toBeNull()
  })

  it('make a community from a type and the few things a person decides', async () => {
    const shown = await show(<NewCommunityPage />)
    fireEvent.click(await screen.findByText('快闪群'))
    const name = await screen.findByLabelText('群名')
    fireEvent.change(name, { target: { value: '双十二快闪' } })
    fireEvent.submit(name)
    await waitFor(() => expect(shown.address()).toBe('/communities/2'))
    const sent = shown.calls.find((call) => call.route === 'POST /api/communities')?.input
    expect(sent).toMatchObject({ type: 'flash', name: '双十二快闪', capacity: 200, ownerStaffIds: [1], chapter: null })
    expect(sent?.['closesAt']).toBeInstanceOf(Date)
  })

  it('ask before a community moves on', async () => {
    const shown = await show(<CommunityPage />, onCommunity)
    fireEvent.click(await screen.findByText('开始运营'))
    const question = await screen.findByRole('dialog')
    expect(within(question).getByText('「G1」开始运营？')).toBeDefined()
    fireEvent.click(within(question).getByText('开始运营'))
    await waitFor(() =>
      expect(shown.calls.find((call) => call.route === 'POST /api/communities/:id/state')?.input).toMatchObject({ to: 'active' }),
    )
  })

  it('approve with one tap', async () => {
    const shown = await show(<ApplicationsPage />)
    fireEvent.click(await screen.findByRole('button', { name: /通\s?过/ }))
    await waitFor(() =>
      expect(shown.calls.find((call) => call.route === 'POST /api/applications/:id/decision')?.input).toEqual({
        id: 5,
        decision: 'approved',
      }),
    )
  })

  it('do not reject without a reason', async () => {
    const shown = await show(<ApplicationsPage />)
    fireEvent.click(await screen.findByRole('button', { name: /拒\s?绝/ }))
    const drawer = await screen.findByRole('dialog')
    fireEvent.click(within(drawer).getByRole('button', { name: /拒\s?绝/ }))
    expect(await within(drawer).findByText('请写明拒绝的原因，申请人会看到。')).toBeDefined()
    expect(shown.calls.some((call) => call.route === 'POST /api/applications/:id/decision')).toBe(false)
  })
})

describe('a field for one community', () => {
  it('asks the server for what is typed, and shows the chosen one by its name also when it is not among the found', async () => {
    const chosen: (number | undefined)[] = []
    const found = (id: number, name: string) => ({ ...answers['GET /api/communities'].items[0], id, name })
    const shown = await renderPage(<CommunityField label="Group" value={201} onChange={(id) => chosen.push(id)} />, {
      consoles,
      locale: 'en',
      answers: {
        'GET /api/communities': ({ text }: { text?: string }) => page(text ? found(9, 'Autumn') : found(1, 'Spring')),
        'GET /api/communities/:id': { ...detail, id: 201, name: 'Far behind' },
      },
    })
    expect(await screen.findByText(/Far behind/)).toBeDefined()
    fireEvent.change(screen.getByLabelText('Group'), { target: { value: 'aut' } })
    fireEvent.click(await screen.findByText(/Autumn/))
    expect(chosen).toEqual([9])
    expect(shown.calls.some(({ input }) => input['text'] === 'aut')).toBe(true)
  })
})
