import { communityConsole } from '@grove/community/console'
import { foreignWords, renderPage } from '@grove/ui/testing'
import { fireEvent, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import en from '../../locales/en.json'
import zh from '../../locales/zh.json'
import { syncConsole } from '../index.tsx'
import SyncPage from './sync-page.tsx'

const consoles = [communityConsole, syncConsole]
const account = {
  id: 7,
  kind: 'wecom',
  name: 'Camp',
  counts: [
    { kind: 'staff', count: 5, drift: 0 },
    { kind: 'people', count: 312, drift: 2 },
  ],
  run: { state: 'running', done: 40, total: 100, startedAt: '2026-11-25T02:00:00Z', finishedAt: null, fault: null },
  waiting: 3,
  oldestAt: '2026-11-25T02:00:00Z',
  inbox: { waiting: 1, oldestAt: '2026-11-25T02:00:00Z', unrecognised: 2, failed: 1 },
}
const groups = {
  items: [{ externalId: 'wr1', name: '', owner: 'Lin', members: 26, gone: false, community: null }],
  next: null,
  total: null,
}

describe('the platform sync', () => {
  it('says what to do first when nothing is connected', async () => {
    const page = await renderPage(<SyncPage />, { answers: { 'GET /api/sync': { items: [] } }, consoles })
    expect(await page.findByText(zh['sync.none'])).toBeTruthy()
  })

  it('shows counts, drift, progress and what waits, in both languages', async () => {
    for (const locale of ['zh', 'en'] as const) {
      const words = locale === 'zh' ? zh : en
      const page = await renderPage(<SyncPage />, {
        locale,
        answers: { 'GET /api/sync': { items: [account] }, 'GET /api/sync/:account/groups': groups },
        consoles,
      })
      expect(await page.findByText(words['sync.drift'].replace('{count}', '2'))).toBeTruthy()
      expect(page.getByText(words['sync.behind'].replace('{count}', '4'))).toBeTruthy()
      const [strange, failed] =
        locale === 'zh' ? ['2 条回调没看懂', '1 条回调没处理成'] : ['2 callbacks not understood', 'one callback failed']
      expect(page.getByText(strange).closest('a')?.getAttribute('href')).toContain('tab=inbox&inboxstate=unrecognised')
      expect(page.getByText(failed).closest('a')?.getAttribute('href')).toContain('tab=inbox&inboxstate=failed')
      expect(await page.findByText(words['sync.group.unnamed'])).toBeTruthy()
      if (locale === 'en') expect(foreignWords(page.container, 'en')).toEqual([])
      page.unmount()
    }
  })

  it('lets a comparison that stopped at a fault go on, and one that runs alone', async () => {
    const button = (page: Awaited<ReturnType<typeof renderPage>>, name: string) =>
      page.getByText(name.replace(/^(.)(.)$/, '$1 $2')).closest('button') as HTMLButtonElement
    const show = (fault: string | null) =>
      renderPage(<SyncPage />, {
        answers: {
          'GET /api/sync': { items: [{ ...account, run: { ...account.run, fault } }] },
          'GET /api/sync/:account/groups': groups,
          'POST /api/sync/:account/start': { started: true },
        },
        consoles,
      })
    const stopped = await show('gettoken: 40001')
    await stopped.findByText('gettoken: 40001')
    expect(button(stopped, zh['sync.go_on']).disabled).toBe(false)
    fireEvent.click(button(stopped, zh['sync.go_on']))
    await waitFor(() => expect(stopped.calls.at(-1)?.route).toBeTruthy())
    expect(stopped.calls.map((one) => one.route)).toContain('POST /api/sync/:account/start')
    stopped.unmount()
    const running = await show(null)
    await running.findByText(zh['sync.group.unnamed'])
    expect(button(running, zh['sync.mend']).disabled).toBe(true)
  })
})
