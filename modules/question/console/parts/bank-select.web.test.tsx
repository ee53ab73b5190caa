import { renderPage } from '@grove/ui/testing'
import { expect, it } from 'vitest'
import { questionConsole } from '../index.tsx'
import { BankSelect } from './bank-select.tsx'

const bank = (id: number, key: string, name: string) => ({
  id,
  key,
  name,
  purpose: 'exam',
  note: '',
  questions: 12,
  themes: [],
  updatedAt: '2026-11-22T02:00:00Z',
})
const list = (items: readonly unknown[]) => ({ items, next: null, total: null })

it('shows the chosen bank by its name, also when it is not among the newest', async () => {
  const page = await renderPage(<BankSelect id="bank" value="old" onChange={() => undefined} />, {
    consoles: [questionConsole],
    answers: {
      'GET /api/question-banks': ({ text }: { text?: string }) =>
        list(text === 'old' ? [bank(9, 'older', '更早'), bank(1, 'old', '老题库')] : [bank(2, 'new', '新题库')]),
    },
  })
  expect(await page.findByText('老题库 · 12')).toBeTruthy()
})
