import { foreignWords, renderPage } from '@grove/ui/testing'
import { describe, expect, it } from 'vitest'
import { reachBar } from '../../contract/index.ts'
import { conversationConsole } from '../index.tsx'
import SendsToMember from './sends-to-member.tsx'

const lists = { 'GET /api/sends': { items: [], next: null, total: { count: 0, exact: true } } }
const tab = (items: readonly object[], locale: 'zh' | 'en' = 'zh') =>
  renderPage(<SendsToMember memberId={7} />, {
    consoles: [conversationConsole],
    answers: { ...lists, 'GET /api/members/:id/reach': { items } },
    locale,
  })
const row = (why: string, channel = 'room', more: object = {}) => ({ channel, why, at: null, until: null, ...more })

describe('the private messages of a member', () => {
  it('show no hint where nothing is in the way', async () => {
    const page = await tab([])
    await page.findByText('还没有私信过这位成员')
    expect(page.container.querySelector('.s-reach')).toBeNull()
  })

  it.each(['zh', 'en'] as const)('say for each reason what is in the way and what to do (%s)', async (locale) => {
    for (const why of reachBar.options) {
      const page = await tab([row(why)], locale)
      await page.findByRole('alert')
      expect(page.container.querySelector('.s-reach')?.textContent).not.toContain('reach.')
      expect(foreignWords(page.container, locale, [])).toEqual([])
      page.unmount()
    }
  })

  it('say until when', async () => {
    const page = await tab([row('quota', 'room', { until: '2026-11-03T16:00:00Z' })])
    expect((await page.findByRole('alert')).querySelector('time')).not.toBeNull()
  })
})
