import { createClient } from '@grove/client'
import { loadMessages } from '@grove/i18n'
import { baseLocales } from '@grove/i18n/locales'
import { I18nProvider } from '@grove/i18n/react'
import type { Locale } from '@grove/kernel/contract'
import type { SocketHandlers } from '@grove/live/line'
import { ToastHost, WorkspaceContext } from '@grove/ui-h5'
import { h5Locales } from '@grove/ui-h5/locales'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { Message, Seat, Shown } from '../../contract/index.ts'
import { PeopleSheet } from './people-sheet.tsx'
import { Room } from './room.tsx'
import { createRoomStore } from './room-store.ts'

const seat: Seat = { key: 'm1', name: 'Me', thread: 1, mutedUntil: null, mayPost: true, mayModerate: false }
const text = (words: string): Shown => ({ kind: 'text', text: words })
const message = (seq: number, id: number, content: Shown, more: Partial<Message> = {}): Message => ({
  seq,
  at: '2026-11-22T10:00:00.000Z',
  key: '',
  author: { kind: 'member', id, name: `Person ${id}`, avatarUrl: null, badge: null },
  content,
  replyTo: null,
  mentions: [],
  mentionAll: false,
  reactions: [],
  ...more,
})

/** The room over a socket in the hand of the test. */
async function open(messages: Message[], options: { seat?: Partial<Seat>; locale?: Locale; people?: boolean } = {}) {
  let handlers: SocketHandlers | undefined
  const sent: Record<string, unknown>[] = []
  const store = createRoomStore({
    open: (given) => {
      handlers = given
      return { send: (words) => sent.push(JSON.parse(words)), close: () => undefined }
    },
    readOlder: async () => ({ messages: [], more: false }),
    upload: async () => ({ id: 1 }),
  })
  const hear = (frame: object) => act(async () => handlers?.message(JSON.stringify(frame)))
  const locale = options.locale ?? 'zh'
  const words = await loadMessages(locale, [
    baseLocales,
    h5Locales,
    { zh: () => import('../../locales/zh.json'), en: () => import('../../locales/en.json') },
  ])
  const people = async () => ({
    items: [{ ...message(1, 2, text('')).author, badge: 'ambience' as const, mutedUntil: null, joinedAt: null }],
    next: null,
  })
  const view = render(
    <I18nProvider locale={locale} zone="Asia/Shanghai" messages={words}>
      <WorkspaceContext value={{ ws: 'w', client: createClient() }}>
        <ToastHost>
          <Room
            store={store}
            thread="room"
            readUpTo={null}
            people={people}
            head={options.people ? <PeopleSheet onClose={() => undefined} /> : null}
          />
        </ToastHost>
      </WorkspaceContext>
    </I18nProvider>,
  )
  await hear({ t: 'ready', seat: { ...seat, ...options.seat }, name: 'Room', state: 'active' })
  await hear({ t: 'log', thread: 'room', seq: messages.at(-1)?.seq ?? 0, rev: 0, reset: true, messages, changed: [], pin: null })
  const lastSent = (kind: string) => sent.filter((frame) => frame.t === kind).at(-1)
  return { view, store, hear, sent, lastSent }
}

describe('who may not write', () => {
  test('the muted see until when, and no field', async () => {
    await open([], { seat: { mutedUntil: '2099-01-01T00:00:00.000Z' } })
    expect(screen.getByText(/你被禁言至/)).toBeTruthy()
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  test('a closed group is told as such', async () => {
    await open([message(1, 2, text('bye'))], { seat: { mayPost: false } })
    expect(screen.getByText('本群已停止发言，聊天记录仍可查看。')).toBeTruthy()
  })

  test('who was turned away is told why', async () => {
    const { hear } = await open([])
    await hear({ t: 'bye', code: 'room.not_a_member', data: {} })
    expect(screen.getByText('你还没有加入这个群，或者已经离开。')).toBeTruthy()
  })
})

describe('writing', () => {
  const field = () => screen.getByRole('textbox') as HTMLTextAreaElement
  const type = (words: string) => fireEvent.change(field(), { target: { value: words } })

  test('blanks are not sent; the Enter that ends a Chinese word is not the one that sends', async () => {
    const { lastSent } = await open([])
    type('   ')
    fireEvent.keyDown(field(), { key: 'Enter' })
    type('ni hao')
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true })
    fireEvent.keyDown(field(), { key: 'Enter', shiftKey: true })
    expect(lastSent('post')).toBeUndefined()
  })

  test('shows at once, keeps the focus, and becomes the numbered message without doubling', async () => {
    const { hear, lastSent, view } = await open([])
    field().focus()
    type('大家好')
    fireEvent.keyDown(field(), { key: 'Enter' })
    expect(lastSent('post')).toMatchObject({ content: { kind: 'text', text: '大家好' }, thread: 'room' })
    expect(document.activeElement).toBe(field())
    expect(field().value).toBe('')
    await hear({ t: 'post', thread: 'room', m: message(1, 1, text('大家好'), { key: String(lastSent('post')?.key) }) })
    expect(view.getAllByText('大家好')).toHaveLength(1)
  })

  test('an address alone becomes a link card', async () => {
    const { lastSent } = await open([])
    type('https://example.com/sale')
    fireEvent.keyDown(field(), { key: 'Enter' })
    expect(lastSent('post')).toMatchObject({ content: { kind: 'link', url: 'https://example.com/sale', title: 'example.com/sale' } })
  })

  test('what was refused says why, can be said again with the same key, or dropped', async () => {
    const { hear, lastSent, store } = await open([])
    type('代考')
    fireEvent.keyDown(field(), { key: 'Enter' })
    const first = lastSent('post')
    await hear({ t: 'no', id: first?.id, code: 'room.word_blocked', data: { words: '代考' } })
    expect(screen.getByText(/含有本群不允许的内容：代考/)).toBeTruthy()
    fireEvent.click(screen.getByLabelText('重新发送'))
    expect(lastSent('post')).toMatchObject({ key: first?.key })
    await hear({ t: 'no', id: lastSent('post')?.id, code: 'room.word_blocked', data: { words: '代考' } })
    fireEvent.click(screen.getByLabelText('删除这条'))
    expect(store.get().pending).toEqual([])
  })
})

describe('reading', () => {
  test('an empty room says what to do', async () => {
    await open([])
    expect(screen.getByText('群里还没有人说话')).toBeTruthy()
  })

  test('staff and ambience helpers are marked', async () => {
    await open([
      message(1, 2, text('a'), { author: { kind: 'staff', id: 2, name: 'Tang', avatarUrl: null, badge: 'official' } }),
      message(2, 3, text('b'), { author: { kind: 'member', id: 3, name: 'Su', avatarUrl: null, badge: 'ambience' } }),
    ])
    expect([screen.getByText('官方'), screen.getByText('气氛组')]).toHaveLength(2)
  })

  test('what was taken back is gone, and its words with it', async () => {
    const { hear } = await open([message(1, 2, text('secret'))])
    await hear({ t: 'change', thread: 'room', m: message(1, 2, { kind: 'recalled', byOther: true }) })
    expect(screen.queryByText('secret')).toBeNull()
    expect(screen.getByText('管理员撤回了 Person 2 的一条消息')).toBeTruthy()
  })

  test('an option of a card answers with its letter, quoting the card', async () => {
    const card: Shown = { kind: 'card', title: '猜一猜', options: [{ key: 'A', label: '湖边' }] }
    const { lastSent } = await open([
      message(4, 0, card, { author: { kind: 'community', id: 0, name: 'Room', avatarUrl: null, badge: 'official' } }),
    ])
    fireEvent.click(screen.getByText('湖边'))
    expect(lastSent('post')).toMatchObject({ content: { kind: 'text', text: 'A' }, replyTo: 4 })
  })

  test('the notice shows on top and goes when taken down', async () => {
    const { hear } = await open([message(1, 2, text('x'))])
    await hear({ t: 'pin', thread: 'room', rev: 1, pin: { text: '周六见', seq: null, at: '2026-11-22T10:00:00.000Z', by: 'Tang' } })
    expect(screen.getByText('周六见')).toBeTruthy()
    await hear({ t: 'pin', thread: 'room', rev: 2, pin: null })
    expect(screen.queryByText('周六见')).toBeNull()
  })

  test('a member sees no way to moderate; a moderator does', async () => {
    const { view } = await open([message(1, 2, text('x'))])
    fireEvent.click(screen.getByLabelText('消息操作'))
    expect(screen.queryByText('撤回')).toBeNull()
    view.unmount()
    await open([message(1, 2, text('x'))], { seat: { mayModerate: true } })
    fireEvent.click(screen.getByLabelText('消息操作'))
    expect(screen.getByText('撤回')).toBeTruthy()
    expect(screen.getByText('置顶到公告栏')).toBeTruthy()
  })

  test('in English no Chinese is left, and the other way round', async () => {
    const all = [
      message(1, 2, text('hello'), { replyTo: { seq: 9, name: 'P', excerpt: '' } }),
      message(2, 2, { kind: 'system', name: 'joined', params: { names: 'P', count: 1 } }),
      message(3, 2, { kind: 'recalled', byOther: false }),
      message(4, 3, text('b'), { author: { kind: 'member', id: 3, name: 'Su', avatarUrl: null, badge: 'duty' } }),
    ]
    const english = await open(all, { locale: 'en', people: true, seat: { mayModerate: true } })
    await act(async () => undefined)
    expect(document.body.textContent).not.toMatch(/[一-鿿]/)
    english.view.unmount()
    await open([message(1, 2, { kind: 'system', name: 'joined', params: { names: '', count: 1 } })], { people: true })
    await act(async () => undefined)
    expect(document.body.textContent?.replace(/Person \d|Room|KOL/g, '')).not.toMatch(/[A-Za-z]{2,}/)
  })
})
