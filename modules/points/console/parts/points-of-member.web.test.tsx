import { foreignWords, renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { pointsConsole } from '../index.tsx'
import PointsOfMember from './points-of-member.tsx'

const at = '2026-11-20T08:00:00Z'
const entry = {
  id: 9,
  memberId: 7,
  amount: 20,
  counter: 'issued',
  reason: 'playbook',
  detail: { note: 'Full week' },
  balance: 20,
  reverses: null,
  reversedBy: null,
  at,
}
const show = (items: unknown[], rights: readonly string[] | 'all' = 'all') =>
  renderPage(<PointsOfMember memberId={7} />, {
    locale: 'en',
    locales: [pointsConsole.locales],
    rights,
    answers: {
      'GET /api/members/:id/points': { items, next: null, total: null, balance: 20 },
      'POST /api/points/:id/reverse': { entryId: 10 },
    },
  })

describe('points on a member’s page', () => {
  it('say where the first ones will come from, in one language', async () => {
    const { container } = await show([])
    expect(await screen.findByText('No points yet')).toBeTruthy()
    expect(foreignWords(container, 'en')).toEqual([])
  })

  it('show the reason of each, and offer nothing to who may only look', async () => {
    await show([entry], ['points.read'])
    expect(await screen.findByText('Full week')).toBeTruthy()
    expect([screen.queryByText('Give or take'), screen.queryByText('Undo')]).toEqual([null, null])
  })

  it('are undone with a note', async () => {
    const { calls } = await show([entry])
    fireEvent.click(await screen.findByText('Undo'))
    fireEvent.change(await screen.findByLabelText(/Note/), { target: { value: 'wrong person' } })
    fireEvent.click(screen.getByText('Save'))
    await waitFor(() =>
      expect(calls.find((call) => call.route === 'POST /api/points/:id/reverse')?.input).toEqual({ id: 9, note: 'wrong person' }),
    )
  })
})
