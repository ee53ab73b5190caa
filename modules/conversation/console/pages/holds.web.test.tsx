import { memberConsole } from '@grove/member/console'
import { foreignWords, refuse, renderPage } from '@grove/ui/testing'
import { waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { conversationConsole } from '../index.tsx'
import HoldsPage from './holds-page.tsx'

const at = '2026-11-22T02:00:00Z'
const row = {
  id: 1,
  sendId: 9,
  at,
  reason: 'member_day',
  outcome: 'held',
  until: at,
  state: 'held',
  gist: 'W1',
  community: { id: 3, name: 'G3' },
  member: { id: 7, name: 'Wei' },
  runId: 4,
  playbook: 'P4',
  activity: null,
  keptFor: null,
}
const answers = {
  'GET /api/held-touches': {
    items: [row, { ...row, id: 2, runId: null, playbook: null, activity: { id: 6, name: 'A6' } }],
    next: null,
    total: null,
  },
  'GET /api/held-touches/counts': { items: [{ reason: 'member_day', touches: 12, members: 5 }], stopped: true, waiting: 3 },
  'GET /api/held-touches/playbooks': { items: [{ id: 1, name: 'P4' }] },
  'GET /api/community-choices': { items: [] },
}
const consoles = [memberConsole, conversationConsole]

describe('the page of what was held back', () => {
  it.each(['zh', 'en'] as const)('speaks one language (%s), and leads to member, run and rule', async (locale) => {
    const page = await renderPage(<HoldsPage />, { consoles, answers, locale })
    expect((await page.findAllByText('Wei'))[0]?.closest('a')?.getAttribute('href')).toBe('/members/7')
    expect(page.getByText(/A6/).closest('a')?.getAttribute('href')).toBe('/activities/6')
    expect(page.getByText('P4').closest('a')?.getAttribute('href')).toBe('/runs/4')
    expect(await page.findByText('12')).toBeDefined()
    expect(foreignWords(page.container, locale, ['Select all'])).toEqual([])
  })

  it.each(['zh', 'en'] as const)(
    'says what went wrong (%s), for the list and for the counts, and shows no figures then',
    async (locale) => {
      const fails = () => refuse('kernel.database_unavailable', 503)
      const failing = { ...answers, 'GET /api/held-touches': fails, 'GET /api/held-touches/counts': fails }
      const page = await renderPage(<HoldsPage />, { consoles, answers: failing, locale })
      const words = locale === 'zh' ? /暂时连不上数据库/ : /The database cannot be reached/
      await waitFor(() => expect(page.getAllByText(words)).toHaveLength(2))
      expect(page.queryByText('Wei')).toBeNull()
      expect(page.queryByText('12')).toBeNull()
      expect(foreignWords(page.container, locale, ['Select all'])).toEqual([])
    },
  )
})
