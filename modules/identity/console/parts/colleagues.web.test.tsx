import { renderPage } from '@grove/ui/testing'
import { fireEvent, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { identityConsole } from '../index.tsx'
import AuditPage from '../pages/audit-page.tsx'
import { ColleagueField, ColleaguesField } from './colleague-field.tsx'

const person = (id: number, displayName: string) => ({
  id,
  displayName,
  login: `u${id}@example.com`,
  role: 'owner',
  scope: { kind: 'all' },
  active: true,
  ambience: false,
  lastSeenAt: null,
})
const page = (...items: unknown[]) => ({ items, next: null, total: { count: items.length, exact: true } })
const staff = ({ q, ids }: { q?: string; ids?: string }) =>
  ids ? page(...ids.split(',').map((id) => person(Number(id), `Far ${id}`))) : q ? page(person(9, 'Autumn')) : page(person(1, 'Spring'))
const answers = { 'GET /api/staff': staff, 'GET /api/audit': page() }
const locales = [identityConsole.locales]
const asked = (calls: readonly { readonly route: string; readonly input: Record<string, unknown> }[]) =>
  calls.filter((one) => one.route === 'GET /api/staff').map((one) => one.input)

test('the filter of the log names whom the address chose, asks the server for what is typed, and knows those out of service', async () => {
  const shown = await renderPage(<AuditPage />, { answers, locales, locale: 'en', at: '/?staffId=301' })
  expect(await screen.findByText('Far 301')).toBeTruthy()
  fireEvent.change(screen.getByLabelText('Who'), { target: { value: 'aut' } })
  fireEvent.click(await screen.findByText('Autumn'))
  expect(asked(shown.calls)).toEqual([{ limit: 50 }, { limit: 50, ids: '301' }, { limit: 50, q: 'aut' }])
  expect((await screen.findAllByText('Autumn')).length).toBeGreaterThan(0)
})

test('a field for several keeps the names of those chosen while others are looked for', async () => {
  const chosen: number[][] = []
  await renderPage(<ColleaguesField aria-label="Owners" value={[300, 301]} onChange={(ids) => chosen.push(ids)} />, {
    answers,
    locales,
    locale: 'en',
  })
  expect(await screen.findByText('Far 300')).toBeTruthy()
  fireEvent.change(screen.getByLabelText('Owners'), { target: { value: 'aut' } })
  fireEvent.click(await screen.findByText('Autumn'))
  expect(chosen).toEqual([[300, 301, 9]])
  expect(screen.getAllByTitle(/Far 30/).map((one) => one.textContent)).toEqual(expect.arrayContaining(['Far 300', 'Far 301']))
})

test('nobody can be chosen where that is meant; whom the page names is not asked for', async () => {
  const chosen: (number | null)[] = []
  const shown = await renderPage(
    <ColleagueField
      aria-label="Owner"
      value={301}
      named={[{ id: 301, name: 'Known' }]}
      nobody="No one"
      onChange={(id) => chosen.push(id)}
    />,
    { answers, locales, locale: 'en' },
  )
  expect(await screen.findByText('Known')).toBeTruthy()
  fireEvent.mouseDown(screen.getByLabelText('Owner'))
  fireEvent.click(await screen.findByText('No one'))
  expect([chosen, asked(shown.calls)]).toEqual([[null], [{ limit: 50, active: true }]])
})
