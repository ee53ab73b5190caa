import { foreignWords, renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { formTemplates } from '../../domain/templates.ts'
import { formConsole } from '../index.tsx'
import FormPage from './form-page.tsx'
import FormsPage from './forms-page.tsx'
import NewFormPage from './new-form-page.tsx'
import FormsOfMember from '../parts/forms-of-member.tsx'

const [card] = formTemplates('en')
const at = '2026-11-20T08:00:00Z'
const detail = { ...card, id: 4, publicCode: 'CARD2345', state: 'draft', version: 1, updatedAt: at }
const summary = {
  id: 4,
  key: 'newcomer-card',
  publicCode: 'CARD2345',
  title: 'Card',
  purpose: 'card',
  state: 'open',
  questionCount: 7,
  asked: 12,
  answered: 9,
  updatedAt: at,
}
const page = (items: unknown[]) => ({ items, next: null, total: { count: items.length, exact: true } })
const figures = {
  asked: 12,
  opened: 10,
  answeredOfAsked: 9,
  answered: 9,
  medianMinutes: 34,
  questions: [
    { key: 'needs', label: 'Hopes', kind: 'multi', answered: 9, options: [{ id: 'deals', label: 'Offers', count: 3 }], average: null },
  ],
}
const answer = {
  memberId: 7,
  memberName: 'Wei',
  communityId: 3,
  communityName: 'Spring',
  version: 1,
  lines: [{ key: 'city', label: 'City', text: 'X' }],
  shared: true,
  answeredAt: at,
}
const answers = {
  'GET /api/forms': page([summary]),
  'GET /api/form-templates': { items: formTemplates('en') },
  'GET /api/forms/:id': detail,
  'GET /api/forms/:id/figures': figures,
  'GET /api/forms/:id/answers': page([answer]),
  'GET /api/communities': page([]),
  'GET /api/members/:id/forms': { items: [{ formId: 4, title: 'Card', askedAt: at, answer: null }] },
}
const show = (element: ReactElement, options: { at?: string; path?: string; answers?: object } = {}) =>
  renderPage(element, {
    locale: 'en',
    locales: [formConsole.locales],
    ...options,
    answers: { ...answers, ...options.answers },
  } as Parameters<typeof renderPage>[1])

describe('forms in the console', () => {
  it('says what to do first when there is none', async () => {
    const { container } = await show(<FormsPage />, { answers: { 'GET /api/forms': page([]) } })
    expect(await screen.findByText('No forms yet')).toBeTruthy()
    expect(foreignWords(container, 'en')).toEqual([])
  })

  it('lists them with their response', async () => {
    await show(<FormsPage />)
    expect(await screen.findByText('9 of 12')).toBeTruthy()
  })

  it('starts from one of ours, and refuses a key that is none', async () => {
    await show(<NewFormPage />)
    fireEvent.click(await screen.findByText("Newcomer's card"))
    fireEvent.change(await screen.findByLabelText('Key'), { target: { value: 'Not A Key' } })
    fireEvent.click(screen.getByText('Create'))
    expect(await screen.findByText(/small letters, digits and hyphens only/)).toBeTruthy()
  })

  it('shows the phone while it is written, and what would annoy', async () => {
    const { calls } = await show(<FormPage />, {
      at: '/forms/4',
      path: '/forms/$id',
      answers: { 'PUT /api/forms/:id': { version: 2 } },
    })
    fireEvent.click((await screen.findAllByText(/Your industry/))[0] as HTMLElement)
    fireEvent.change(await screen.findByLabelText('Question'), { target: { value: 'What do you think of us?' } })
    expect(await screen.findByText(/opinions are vague/)).toBeTruthy()
    fireEvent.change(screen.getByLabelText('Question'), { target: { value: '' } })
    fireEvent.click(screen.getByText('Save'))
    expect(await screen.findByText(/Question 2 is not complete/)).toBeTruthy()
    fireEvent.change(screen.getByLabelText('Question'), { target: { value: 'Trade' } })
    fireEvent.click(screen.getByText('Save'))
    await waitFor(() => expect(calls.some((call) => call.route === 'PUT /api/forms/:id')).toBe(true))
  })

  it('shows the figures with their definitions, and the rows behind them', async () => {
    await show(<FormPage />, { at: '/forms/4?tab=figures', path: '/forms/$id' })
    expect(await screen.findByText('75%')).toBeTruthy()
    expect(screen.getByText('34 min')).toBeTruthy()
    expect(screen.getByText('Offers').closest('a')?.getAttribute('href')).toContain('chose=needs%3Adeals')
  })

  it('on a member’s page says what was asked and not answered', async () => {
    await show(<FormsOfMember memberId={7} />)
    expect(await screen.findByText(/Not answered; asked/)).toBeTruthy()
  })
})
