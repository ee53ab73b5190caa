import { renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { rewardConsole } from '../index.tsx'
import { IssueList } from './issue-list.tsx'

const issue = {
  id: 5,
  rewardId: 1,
  reward: 'Hand cream',
  kind: 'goods',
  memberId: 7,
  memberName: 'Maya',
  communityName: null,
  why: 'First',
  pickup: 'AFBFNGC5',
  state: 'ready',
  addressed: true,
  carrier: '',
  tracking: '',
  issuedAt: '2026-11-02T00:30:00Z',
  expiresAt: null,
  settledAt: null,
}

it('what was marked as sent is ticked no more; a drawer that was closed leaves it ticked', async () => {
  const page = await renderPage(<IssueList />, {
    consoles: [rewardConsole],
    locale: 'en',
    answers: {
      'GET /api/reward-issues': { items: [issue], next: null, total: { count: 1, exact: true } },
      'POST /api/reward-issues/ship': { changed: 1 },
    },
  })
  await screen.findByText('Hand cream')
  fireEvent.click(screen.getAllByRole('checkbox').at(-1) as HTMLElement)
  const bar = () => screen.queryByRole('region', { name: '1 selected' })
  const mark = () => within(bar() as HTMLElement).getByRole('button', { name: /Mark as sent/ })
  const open = () => {
    fireEvent.click(mark())
    return screen.findByRole('dialog')
  }
  fireEvent.click(within(await open()).getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(mark().className).not.toContain('ant-btn-loading'))
  fireEvent.click(within(await open()).getByRole('button', { name: /Mark as sent/ }))
  expect(await screen.findByText('1 marked as sent')).toBeTruthy()
  await waitFor(() => expect(bar()).toBeNull())
  expect(page.calls.filter((one) => one.route.startsWith('POST')).map((one) => one.input)).toEqual([
    { ids: [5], carrier: '', tracking: '' },
  ])
})
