import { renderPage } from '@grove/ui/testing'
import { fireEvent, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { expect, it } from 'vitest'
import type { TickedBy } from '../../contract/index.ts'
import { deliveryConsole } from '../index.tsx'
import { TickedByField } from './ticked-by-field.tsx'

const form = {
  id: 1,
  key: 'end-test',
  publicCode: 'F',
  title: '结课测试',
  purpose: 'card',
  state: 'open',
  questionCount: 3,
  asked: 0,
  answered: 0,
  updatedAt: '2026-11-22T02:00:00Z',
}

async function open(value: TickedBy | null, rights?: readonly string[]) {
  const kept: (TickedBy | null)[] = []
  function Field() {
    const [now, setNow] = useState(value)
    return (
      <TickedByField
        value={now}
        onChange={(next) => {
          kept.push(next)
          setNow(next)
        }}
      />
    )
  }
  const page = await renderPage(<Field />, {
    consoles: [deliveryConsole],
    locale: 'zh',
    answers: { 'GET /api/forms': { items: [form], next: null, total: null }, 'GET /api/activity-scripts': { items: [] } },
    ...(rights ? { rights } : {}),
  })
  return { page, kept }
}
const pick = async (option: string) => {
  fireEvent.mouseDown(screen.getByRole('combobox'))
  fireEvent.click(await screen.findByTitle(option))
}

it('is ticked by hand until a form is picked by its title, and by hand again', async () => {
  const { page, kept } = await open(null)
  expect(within(page.container).getByTitle('人工勾选')).toBeTruthy()
  await pick('结课测试')
  await pick('人工勾选')
  expect(kept).toEqual([{ kind: 'form', key: 'end-test' }, null])
})

it('keeps what is in no list any more, and asks nothing of who may not read forms and activities', async () => {
  const { page, kept } = await open({ kind: 'activity', key: 'old-game' }, ['delivery.read'])
  expect(await page.findByTitle('old-game')).toBeTruthy()
  expect([page.calls.length, kept]).toEqual([0, []])
})
