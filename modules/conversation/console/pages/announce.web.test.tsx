import { communityConsole } from '@grove/community/console'
import { foreignWords, refuse, renderPage } from '@grove/ui/testing'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { conversationConsole } from '../index.tsx'
import ChannelList from '../parts/channel-list.tsx'
import TouchLimitsPanel from '../parts/touch-limits.tsx'
import AnnouncePage from './announce-page.tsx'
import AnnouncementsPage from './announcements-page.tsx'

const consoles = [communityConsole, conversationConsole]
const until = new Date('2026-11-23T00:00:00Z')
const preview = {
  touches: 3,
  leaving: 2,
  blocked: [{ community: { id: 4, name: 'G4' }, member: null, reason: 'quiet_hours', until }],
  missing: [{ name: 'owner', count: 1 }],
  lacks: [{ channel: 'wecom', lack: 'confirm', count: 2 }],
  sample: 'Hello',
}
const answers = (more: object = {}) => ({
  'GET /api/communities': { items: [{ id: 3, name: 'G3' }], next: null, total: null },
  'POST /api/announcements/preview': preview,
  'POST /api/announcements': { id: 1, planned: 3 },
  'GET /api/announcements': { items: [], next: null, total: null },
  ...more,
})

const write = async (page: Awaited<ReturnType<typeof renderPage>>) => {
  fireEvent.change(await page.findByLabelText('标题'), { target: { value: '停播' } })
  fireEvent.change(page.getByLabelText('内容'), { target: { value: '今晚停播' } })
}

describe('an announcement', () => {
  it('shows whom it reaches and who is held back before it leaves, and asks', async () => {
    const page = await renderPage(<AnnouncePage />, { answers: answers(), consoles, at: '/?community=3' })
    await write(page)
    expect(await page.findByText('1 条发不出或要等')).toBeTruthy()
    expect(page.getByText(/免打扰时段，.*再发/)).toBeTruthy()
    expect(page.getByText('有 1 处没有「owner」的值，那几条会停下来等人处理')).toBeTruthy()
    expect(page.getByText(/要群主在那边点一下才真正发出/)).toBeTruthy()
    fireEvent.click(page.getByRole('button', { name: '发送' }))
    await screen.findByText('现在发出 3 条消息？')
    const ok = [...screen.getByRole('dialog').querySelectorAll('button')].find((button) => button.textContent === '发送')
    if (ok) fireEvent.click(ok)
    await waitFor(() =>
      expect(page.calls.find((call) => call.route === 'POST /api/announcements')?.input).toMatchObject({
        title: '停播',
        audience: { kind: 'communities', communityIds: [3] },
        at: null,
        exempt: false,
      }),
    )
  })

  it('does not leave while something is missing', async () => {
    const page = await renderPage(<AnnouncePage />, { answers: answers(), consoles })
    fireEvent.click(await page.findByRole('button', { name: '发送' }))
    expect((await page.findAllByText('这里要填')).length).toBeGreaterThan(0)
    expect(page.calls.some((call) => call.route === 'POST /api/announcements')).toBe(false)
  })

  it('says why it can’t be sent', async () => {
    const fails = answers({ 'POST /api/announcements/preview': () => refuse('send.nobody_to_send_to', 422) })
    const page = await renderPage(<AnnouncePage />, { answers: fails, consoles })
    await write(page)
    expect(await page.findByText(/没有可以发送的对象/)).toBeTruthy()
  })

  it('in the list can be taken back while something waits', async () => {
    const item = {
      id: 1,
      title: 'A1',
      gist: 'W',
      audience: { kind: 'filter', type: null, state: null, chapter: null },
      at: until,
      createdAt: until,
      createdBy: null,
      cancelled: false,
      states: { planned: 2, sent: 1 },
    }
    const page = await renderPage(<AnnouncementsPage />, {
      answers: answers({
        'GET /api/announcements': { items: [item], next: null, total: null },
        'POST /api/announcements/:id/cancel': { taken: 2 },
      }),
      consoles,
    })
    expect(await page.findByText('还有 2 条没发')).toBeTruthy()
    fireEvent.click(page.getByRole('button', { name: '撤回没发的' }))
    await screen.findByText('撤回「A1」里还没发出的？')
    const ok = [...screen.getByRole('dialog').querySelectorAll('button')].find((button) => button.textContent === '撤回没发的')
    if (ok) fireEvent.click(ok)
    await waitFor(() => expect(page.calls.some((call) => call.route === 'POST /api/announcements/:id/cancel')).toBe(true))
  })

  it.each(['zh', 'en'] as const)('speaks one language (%s)', async (locale) => {
    const page = await renderPage(<AnnouncePage />, { answers: answers(), consoles, locale })
    await page.findAllByRole('radio')
    expect(foreignWords(page.container, locale)).toEqual([])
  })
})

describe('settings', () => {
  const limits = { quiet: { from: '22:00', to: '08:00' }, member: { day: 2, week: 6 }, group: { day: 8, week: null } }
  const given = { 'GET /api/touch-limits': { limits, updatedAt: null }, 'PUT /api/touch-limits': { looking: 4 } }

  it('keep the limits out of reach of those who only look', async () => {
    const page = await renderPage(<TouchLimitsPanel />, { answers: given, consoles, rights: ['send.read'] })
    expect((await page.findByLabelText('每位成员每天最多几条私信')).hasAttribute('disabled')).toBe(true)
    expect(page.queryByRole('button', { name: '保存' })).toBeNull()
  })

  it('save limits and say what is looked at again', async () => {
    const page = await renderPage(<TouchLimitsPanel />, { answers: given, consoles })
    fireEvent.change(await page.findByLabelText('每位成员每天最多几条私信'), { target: { value: '3' } })
    fireEvent.click(page.getByRole('switch'))
    fireEvent.click(page.getByRole('button', { name: /保\s*存/ }))
    await screen.findByText('已保存，4 条暂缓的消息会按新限制重新判断')
    expect(page.calls.find((call) => call.route === 'PUT /api/touch-limits')?.input).toEqual({
      limits: { quiet: null, member: { day: 3, week: 6 }, group: { day: 8, week: null } },
    })
  })

  it('show channels, their abilities and accounts with masked secrets', async () => {
    const account = {
      id: 1,
      kind: 'corp',
      name: 'Main',
      state: 'down',
      note: null,
      checkedAt: null,
      settings: { corp: 'ww1', secret: '••••••' },
    }
    const items = [
      {
        kind: 'room',
        nameKey: 'x',
        can: { sendToGroup: true, parts: ['text'] },
        lacks: [],
        settings: [],
        waiting: 2,
        troubled: 1,
        accounts: [],
      },
      {
        kind: 'corp',
        nameKey: 'x',
        can: { sendToMember: true },
        lacks: ['recall'],
        settings: [{ key: 'secret', kind: 'secret', labelKey: 'limit.none', required: true }],
        waiting: 0,
        troubled: 0,
        accounts: [account],
      },
    ]
    const page = await renderPage(<ChannelList />, { answers: { 'GET /api/channels': { items } }, consoles })
    expect(await page.findByText('网页群聊（内置）')).toBeTruthy()
    expect(page.getByText('不可用')).toBeTruthy()
    expect(page.getByText('1 条需要处理').getAttribute('href')).toContain('channel=room')
    fireEvent.click(page.getByRole('button', { name: '修改' }))
    expect(await screen.findByText('留空则沿用现在的')).toBeTruthy()
    expect(document.body.textContent).not.toContain('••••••')
  })
})
