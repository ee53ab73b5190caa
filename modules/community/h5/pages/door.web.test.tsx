import { CallError } from '@grove/client'
import { showPage } from '@grove/ui-h5/testing'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { DoorView } from '../../contract/index.ts'
import { communityH5 } from '../index.tsx'
import DoorPage from './door.tsx'
import LeavePage from './leave.tsx'
import MinePage from './mine.tsx'
import WelcomePage from './welcome.tsx'

const blocks = { theme: 'T', services: 'S', forbidden: 'F', encouraged: 'E' }
const door: DoorView = {
  communityId: 4,
  code: 'ABCD2345',
  workspaceName: '春日咖啡',
  name: '新朋友群',
  type: 'newcomer',
  state: 'recruiting',
  oneLine: '问一声',
  promise: '15 分钟内回复',
  announcement: blocks,
  welcome: null,
  memberCount: 12,
  open: true,
  full: false,
  needs: { mode: 'all', invitation: false, application: null, fields: [], conditions: [], closedTo: false },
  you: { standing: 'visitor', name: null, role: null, mayRejoin: true, application: null },
}
const inside: DoorView = { ...door, welcome: blocks, you: { ...door.you, standing: 'member', name: '小林', role: 'member' } }
type Answers = Readonly<Record<string, unknown>>
const LOOK = 'GET /api/m/:ws/communities/:code'
const JOIN = 'POST /api/m/:ws/communities/:code/join'
const APPLY = 'POST /api/m/:ws/communities/:code/apply'
const LEAVE = 'POST /api/m/:ws/communities/:code/leave'

const pages = { '': MinePage, '/c/:code': DoorPage, '/c/:code/welcome': WelcomePage, '/c/:code/leave': LeavePage }
const show = (path: string, answers: Answers) => showPage({ words: communityH5.words, path, pages, answers })
const withYou = (you: Partial<DoorView['you']>, more: Partial<DoorView> = {}): DoorView => ({
  ...door,
  ...more,
  you: { ...door.you, ...you },
})

describe('the door page', () => {
  const closed: [string, DoorView, string][] = [
    ['is full', { ...door, full: true }, '人满了'],
    ['has ended', { ...door, state: 'closing', open: false }, '已停止加入'],
    ['is not open yet', { ...door, state: 'planned', open: false }, '还没开放'],
    ['is not for this person', { ...door, needs: { ...door.needs, closedTo: true } }, '这个群有专属门槛'],
    ['removed them', withYou({ standing: 'removed', mayRejoin: false }), '你已被移出这个群'],
    ['was left silently', withYou({ standing: 'left', mayRejoin: false }), '暂时不能再加入'],
  ]
  it.each(closed)('offers no way in when the group %s, and says why', async (_name, answer, words) => {
    await show('/c/ABCD2345', { [LOOK]: answer })
    expect(await screen.findByText(words)).toBeDefined()
    expect(screen.queryByText('加入这个群')).toBeNull()
    expect(screen.getByText('这个群是做什么的')).toBeDefined()
  })

  it('says in words what went wrong', async () => {
    await show('/c/NOPE', { [LOOK]: new CallError('community.not_found', 404) })
    expect(await screen.findByText(/没有找到这个群/)).toBeDefined()
  })

  it('asks for a name, sends once, and leads to the welcome', async () => {
    const shown = await show('/c/ABCD2345', { [LOOK]: door, [JOIN]: { memberId: 7, standing: 'member' } })
    fireEvent.click(await screen.findByText('加入这个群'))
    fireEvent.submit(screen.getByLabelText(/怎么称呼你/))
    expect(screen.getByText('这项要填')).toBeDefined()
    fireEvent.change(screen.getByLabelText(/怎么称呼你/), { target: { value: '小林' } })
    fireEvent.submit(screen.getByLabelText(/怎么称呼你/))
    fireEvent.submit(screen.getByLabelText(/怎么称呼你/))
    await waitFor(() => expect(shown.at()).toBe('/m/w1/c/ABCD2345/welcome'))
    const sent = shown.calls.filter((call) => call.route === JOIN)
    expect(sent).toHaveLength(1)
    expect(sent[0]?.input).toMatchObject({ displayName: '小林', code: 'ABCD2345', scene: 'link' })
  })

  it('names what is missing when the threshold says no', async () => {
    const refused = new CallError('community.threshold_unmet', 403, {
      missing: [
        { kind: 'condition', words: { zh: '城市 是 上海', en: 'city is 上海' } },
        { kind: 'invitation', words: null },
      ],
    })
    await show('/c/ABCD2345', { [LOOK]: { ...door, needs: { ...door.needs, fields: ['city'] } }, [JOIN]: refused })
    fireEvent.click(await screen.findByText('加入这个群'))
    fireEvent.change(screen.getByLabelText(/怎么称呼你/), { target: { value: '小林' } })
    fireEvent.change(screen.getByLabelText(/城市/), { target: { value: '北京' } })
    fireEvent.submit(screen.getByLabelText(/城市/))
    expect(await screen.findByText('城市 是 上海')).toBeDefined()
    expect(screen.getByText('需要邀请码')).toBeDefined()
  })

  it('says before anybody fills in anything what the group asks for, and whom it is closed to', async () => {
    const conditions = [{ kind: 'condition' as const, words: { zh: '只对复购过的朋友开放', en: 'For those who bought twice' } }]
    await show('/c/ABCD2345', { [LOOK]: { ...door, needs: { ...door.needs, conditions } } })
    fireEvent.click(await screen.findByText('加入这个群'))
    expect(screen.getByText('只对复购过的朋友开放')).toBeDefined()
    cleanup()
    await show('/c/ABCD2345', { [LOOK]: { ...door, needs: { ...door.needs, conditions, closedTo: true } } })
    expect(await screen.findByText('只对复购过的朋友开放')).toBeDefined()
    expect(screen.queryByText('加入这个群')).toBeNull()
  })

  it('takes an application with its answers', async () => {
    const needs = { ...door.needs, application: [{ id: 'q1', text: '为什么来？', required: true }] }
    const shown = await show('/c/ABCD2345', { [LOOK]: { ...door, needs }, [APPLY]: { memberId: 7, standing: 'waiting' } })
    fireEvent.click(await screen.findByText('申请加入'))
    fireEvent.change(screen.getByLabelText(/怎么称呼你/), { target: { value: '小林' } })
    fireEvent.submit(screen.getByLabelText(/为什么来/))
    expect(shown.calls.some((call) => call.route === APPLY)).toBe(false)
    fireEvent.change(screen.getByLabelText(/为什么来/), { target: { value: '想学' } })
    fireEvent.submit(screen.getByLabelText(/为什么来/))
    await waitFor(() => expect(shown.calls.find((call) => call.route === APPLY)?.input).toMatchObject({ answers: { q1: '想学' } }))
  })

  it('shows how an application stands, with what the host wrote', async () => {
    await show('/c/ABCD2345', {
      [LOOK]: withYou({ standing: 'interview', name: '小林', application: { state: 'interview', reason: '明天电话聊' } }),
    })
    expect(await screen.findByText('群主想先和你聊聊')).toBeDefined()
    expect(screen.getByText('明天电话聊')).toBeDefined()
    expect(screen.queryByText('申请加入')).toBeNull()
  })
})

describe('inside', () => {
  it('the welcome is for members only', async () => {
    const shown = await show('/c/ABCD2345/welcome', { [LOOK]: door })
    await waitFor(() => expect(shown.at()).toBe('/m/w1/c/ABCD2345'))
  })

  it('the welcome leads to the chat', async () => {
    const shown = await show('/c/ABCD2345/welcome', { [LOOK]: inside })
    fireEvent.click(await screen.findByText('进群打个招呼'))
    expect(shown.at()).toBe('/m/w1/room/4')
  })

  it('leaving wants a reason, or a clear yes to leave without one', async () => {
    const shown = await show('/c/ABCD2345/leave', { [LOOK]: inside, [LEAVE]: { mayRejoin: true } })
    const leave = (await screen.findByText('退出')).closest('button')
    expect(leave?.disabled).toBe(true)
    fireEvent.click(screen.getByLabelText('最近太忙'))
    fireEvent.click(screen.getByText('退出'))
    expect(await screen.findByText('已退出')).toBeDefined()
    expect(shown.calls.find((call) => call.route === LEAVE)?.input).toMatchObject({ reason: '最近太忙' })
  })

  it('the list of groups says what to do when there are none', async () => {
    await show('', { 'GET /api/m/:ws/communities': new CallError('kernel.not_signed_in', 401) })
    expect(await screen.findByText('还没有加入任何群')).toBeDefined()
  })
})
