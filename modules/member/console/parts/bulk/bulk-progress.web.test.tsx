import { renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { memberConsole } from '../../index.tsx'
import { BulkProgress } from './bulk-progress.tsx'

const at = '2026-11-20T08:00:00Z'
const done = {
  id: 8,
  kind: 'tag',
  about: { tag: 'VIP' },
  state: 'done',
  total: 20,
  done: 20,
  changed: 18,
  undone: 0,
  error: null,
  undoable: true,
  byName: 'Lin',
  createdAt: at,
  finishedAt: at,
}

it('tells the page once when a change is through, and once more when it is undone faster than anybody looks', async () => {
  const settled = vi.fn<() => void>()
  let report: object = done
  const answers = {
    'GET /api/member-bulks/:id': () => report,
    'POST /api/member-bulks/:id/undo': () => {
      report = { ...done, state: 'undone', undone: 18, undoable: false }
      return { ...done, state: 'undoing' }
    },
  }
  await renderPage(<BulkProgress id={8} onSettled={settled} />, { answers, consoles: [memberConsole] })
  await waitFor(() => expect(settled).toHaveBeenCalledTimes(1))
  fireEvent.click(await screen.findByText('撤销'))
  const asked = await screen.findByRole('dialog')
  fireEvent.click(asked.querySelector('.ant-btn-primary') as HTMLElement)
  await waitFor(() => expect(settled).toHaveBeenCalledTimes(2))
})
