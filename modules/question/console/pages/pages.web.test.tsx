import { foreignWords, renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { questionConsole } from '../index.tsx'
import BankPage from './bank-page.tsx'
import BanksPage from './banks-page.tsx'

const at = '2026-11-20T08:00:00Z'
const bank = {
  id: 4,
  key: 'week-exam',
  name: 'Week one',
  purpose: 'exam',
  note: '',
  questions: 1,
  themes: [{ theme: 'lesson', count: 1 }],
  updatedAt: at,
}
const body = { kind: 'single', theme: 'lesson', stem: 'What comes first?', explain: '', points: 2, options: ['Games', 'Product'], right: 0 }
const page = (items: unknown[]) => ({ items, next: null, total: { count: items.length, exact: true } })
const show = (element: ReactElement, answers: object = {}, rights: readonly string[] | 'all' = 'all') =>
  renderPage(element, {
    locale: 'en',
    locales: [questionConsole.locales],
    at: '/questions/4',
    path: '/questions/$id',
    rights,
    answers: {
      'GET /api/question-banks': page([bank]),
      'GET /api/question-banks/:id': bank,
      'GET /api/question-banks/:id/questions': page([{ id: 9, bankId: 4, body, retired: false, updatedAt: at }]),
      'POST /api/question-banks/:id/questions': { id: 10 },
      ...answers,
    },
  })

describe('question banks in the console', () => {
  it('say what to do first when there is none, in one language', async () => {
    const { container } = await show(<BanksPage />, { 'GET /api/question-banks': page([]) })
    expect(await screen.findByText('No question banks yet')).toBeTruthy()
    expect(foreignWords(container, 'en')).toEqual([])
  })

  it('offer nothing to change to who may only look', async () => {
    await show(<BankPage />, {}, ['question.read'])
    expect(await screen.findByText('What comes first?')).toBeTruthy()
    expect([screen.queryByText('New question'), screen.queryByText('Import questions')]).toEqual([null, null])
  })

  it('take a new question with its right option', async () => {
    const { calls } = await show(<BankPage />)
    fireEvent.click(await screen.findByText('New question'))
    fireEvent.change(await screen.findByLabelText('Question'), { target: { value: 'Which day?' } })
    for (const [letter, text] of [
      ['A', 'Monday'],
      ['B', 'Tuesday'],
      ['C', 'Wednesday'],
      ['D', 'Thursday'],
    ] as const)
      fireEvent.change(screen.getByLabelText(`Option ${letter}`), { target: { value: text } })
    fireEvent.click(screen.getByRole('radio', { name: 'B' }))
    fireEvent.click(screen.getByText('Save'))
    await waitFor(() =>
      expect(calls.find((call) => call.route === 'POST /api/question-banks/:id/questions')?.input).toMatchObject({
        id: 4,
        body: { kind: 'single', stem: 'Which day?', options: ['Monday', 'Tuesday', 'Wednesday', 'Thursday'], right: 1 },
      }),
    )
  })
})
