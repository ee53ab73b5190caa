import { foreignWords, refuse, renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { expect, test } from 'vitest'
import { identityConsole } from '../index.tsx'
import AuditPage from './audit-page.tsx'
import InvitationPage from './invitation-page.tsx'
import SettingsPage from './settings-page.tsx'
import StaffPage from './staff-page.tsx'

const at = '2026-11-20T08:00:00Z'
const person = (id: number, displayName: string, role: string) => ({
  id,
  displayName,
  login: `u${id}@example.com`,
  role,
  scope: { kind: 'all' },
  active: true,
  ambience: false,
  lastSeenAt: at,
})
const answers = {
  'GET /api/staff': { items: [person(1, 'Lin', 'head'), person(2, 'Zhou', 'owner')], next: null, total: { count: 2, exact: true } },
  'GET /api/staff-invitations': {
    items: [
      {
        id: 1,
        displayName: 'Wang',
        role: 'sales',
        scope: { kind: 'chapter', chapters: ['SH'] },
        invitedBy: 'Lin',
        createdAt: at,
        expiresAt: at,
      },
    ],
  },
  'GET /api/rights': {
    items: [
      { right: 'audit.read', module: 'identity', roles: ['head', 'operator'], standard: ['head'] },
      { right: 'no.words', module: 'other', roles: ['head'], standard: ['head'] },
    ],
  },
  'GET /api/session': {
    account: { id: 1, login: 'lin@example.com', name: 'Lin', locale: 'zh' },
    workspace: null,
    staff: null,
    rights: [],
    workspaces: [],
  },
  'GET /api/account/sessions': {
    items: [
      { id: 1, createdAt: at, lastSeenAt: at, address: '10.0.0.1', agent: 'Mozilla Chrome Windows', current: true },
      { id: 2, createdAt: at, lastSeenAt: at, address: '10.0.0.2', agent: '', current: false },
    ],
  },
  'GET /api/workspace': { id: 1, publicKey: 'abc', name: 'G', zone: 'Asia/Shanghai', locale: 'zh', demo: false, sendsStopped: false },
  'GET /api/workspace/sends': { stopped: false, since: null, reason: '', by: null },
  'GET /api/api-keys': {
    items: [
      {
        id: 1,
        name: 'X',
        prefix: 'grove_abc_1234',
        rights: ['audit.read', 'no.words'],
        createdBy: 'Lin',
        createdAt: at,
        expiresAt: null,
        lastUsedAt: null,
      },
    ],
  },
  'GET /api/audit': {
    items: [
      {
        id: 2,
        at,
        verb: 'workspace.update',
        actor: { kind: 'staff', id: 1, name: 'Lin' },
        target: { kind: 'workspace', id: '1', name: null },
        before: { zone: 'Asia/Shanghai', name: 'G' },
        after: { zone: 'Europe/Berlin', name: 'G' },
        requestId: 'r-1',
      },
      {
        id: 1,
        at,
        verb: 'other.verb',
        actor: { kind: 'system', id: null, name: 'grove' },
        target: { kind: 'other', id: '9', name: null },
        before: null,
        after: null,
        requestId: null,
      },
    ],
    next: null,
    total: null,
  },
  'GET /api/invitations/:token': { workspaceName: 'G', displayName: 'Wang', role: 'sales', locale: 'zh' },
}
const locales = [identityConsole.locales]

const screens: readonly (readonly [string, ReactElement, string, string])[] = [
  ['staff', <StaffPage key="p" />, '/', 'Zhou'],
  ['invitations', <StaffPage key="i" />, '/?tab=invitations', 'Wang'],
  ['rights', <StaffPage key="r" />, '/?tab=rights', 'no.words'],
  ['account', <SettingsPage key="a" />, '/', 'lin@example.com'],
  ['workspace', <SettingsPage key="w" />, '/?tab=workspace', 'abc'],
  ['keys', <SettingsPage key="k" />, '/?tab=keys', 'grove_abc_1234…'],
  ['audit', <AuditPage key="u" />, '/', 'other.verb'],
]

test.each(
  screens.flatMap(([name, page, address, sign]) => (['zh', 'en'] as const).map((locale) => ({ name, locale, page, address, sign }))),
)('$name speaks $locale only', async ({ locale, page, address, sign }) => {
  const rendered = await renderPage(page, { answers, locales, locale, at: address })
  await screen.findAllByText(sign)
  expect(foreignWords(rendered.container, locale, ['no.words', 'other.verb', 'Mozilla'])).toEqual([])
})

test.each(['zh', 'en'] as const)('an invitation speaks %s only', async (locale) => {
  const signedOut = { ...answers, 'GET /api/session': () => refuse('kernel.not_signed_in', 401) }
  const rendered = await renderPage(<InvitationPage />, { answers: signedOut, locales, locale, path: '/invite/$token', at: '/invite/a.b' })
  await waitFor(() => expect(rendered.container.querySelector('input[autocomplete="new-password"]')).not.toBeNull())
  expect(foreignWords(rendered.container, locale)).toEqual([])
})

test('a dead invitation says what to do', async () => {
  const gone = { ...answers, 'GET /api/invitations/:token': () => refuse('identity.invitation_gone', 404) }
  await renderPage(<InvitationPage />, { answers: gone, locales, path: '/invite/$token', at: '/invite/a.b' })
  expect(await screen.findByText(/邀请链接已失效/)).toBeTruthy()
})

test('somebody signed in accepts with one button', async () => {
  const taken = { ...answers, 'POST /api/invitations/:token': () => refuse('identity.already_staff', 409) }
  const page = await renderPage(<InvitationPage />, { answers: taken, locales, path: '/invite/$token', at: '/invite/a.b' })
  fireEvent.click(await screen.findByRole('button', { name: '接受邀请' }))
  expect(await screen.findByText(/你已经在这个空间里了/)).toBeTruthy()
  expect(page.calls.at(-1)).toEqual({ route: 'POST /api/invitations/:token', input: { token: 'a.b' } })
})

test('ticking a right sends it; the head’s column and rights one lacks are fixed', async () => {
  const page = await renderPage(<StaffPage />, {
    answers: { ...answers, 'PUT /api/rights/:right': { right: 'audit.read', module: 'identity', roles: ['head'], standard: ['head'] } },
    locales,
    at: '/?tab=rights',
    rights: ['staff.read', 'rights.manage', 'audit.read'],
  })
  const box = (name: string) => screen.findByRole<HTMLInputElement>('checkbox', { name })
  expect((await box('查看操作记录 · 总负责')).disabled).toBe(true)
  expect((await box('no.words · 只读')).disabled).toBe(true)
  fireEvent.click(await box('查看操作记录 · 社群运营'))
  await waitFor(() =>
    expect(page.calls.find((call) => call.route === 'PUT /api/rights/:right')?.input).toEqual({
      right: 'audit.read',
      role: 'operator',
      granted: false,
    }),
  )
})

test('without the rights there is nothing to press', async () => {
  await renderPage(<StaffPage />, { answers, locales, rights: ['staff.read'], role: 'viewer' })
  await screen.findByText('Zhou')
  expect(screen.queryByRole('button', { name: '邀请员工' })).toBeNull()
  expect(screen.queryByRole('button', { name: '修改「Zhou」' })).toBeNull()
})

test('the kill switch asks for a reason and sends it', async () => {
  const page = await renderPage(<SettingsPage />, {
    answers: { ...answers, 'PUT /api/workspace/sends': { stopped: true, since: at, reason: 'x', by: 'Lin' } },
    locales,
    at: '/?tab=workspace',
  })
  fireEvent.click(await screen.findByRole('button', { name: '停止全部外发' }))
  fireEvent.change(await screen.findByLabelText(/原因/), { target: { value: '价格写错了' } })
  fireEvent.click(screen.getByRole('button', { name: '立即停止' }))
  await waitFor(() =>
    expect(page.calls.find((call) => call.route === 'PUT /api/workspace/sends')?.input).toEqual({ stopped: true, reason: '价格写错了' }),
  )
})

test('a row of the trail opens with what changed, and only that', async () => {
  await renderPage(<AuditPage />, { answers, locales })
  fireEvent.click((await screen.findAllByRole('button', { name: '查看' }))[0] ?? document.body)
  expect(await screen.findByText('Europe/Berlin')).toBeTruthy()
  expect(screen.queryByText('name')).toBeNull()
})
