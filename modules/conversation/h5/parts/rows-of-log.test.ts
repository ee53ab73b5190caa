import { expect, test } from 'vitest'
import type { Message, Shown } from '../../contract/index.ts'
import { rowsOfLog } from './rows-of-log.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 2, minute)).toISOString()
const message = (seq: number, minute: number, who = 1, content: Shown = { kind: 'text', text: 'x' }, key = ''): Message => ({
  seq,
  at: at(minute),
  key,
  author: { kind: 'member', id: who, name: `${who}`, avatarUrl: null, badge: null },
  content,
  replyTo: null,
  mentions: [],
  mentionAll: false,
  reactions: [],
})
const shape = (messages: Message[], readUpTo: number | null = null) =>
  rowsOfLog(messages, [], readUpTo).map((row) => (row.kind === 'message' ? `${row.message.seq}${row.lead ? ' lead' : ''}` : row.kind))

test('a speaker is shown once for what is said in one go; a pause gets a time and shows them again', () => {
  expect(shape([message(1, 0), message(2, 1), message(3, 2, 2), message(4, 3, 2), message(5, 30, 2)])).toEqual([
    'time',
    '1 lead',
    '2',
    '3 lead',
    '4',
    'time',
    '5 lead',
  ])
})

test('a line of the house between two words shows the speaker again', () => {
  const notice = message(2, 0, 0, { kind: 'system', name: 'joined', params: {} })
  expect(shape([message(1, 0), notice, message(3, 0)])).toEqual(['time', '1 lead', '2 lead', '3 lead'])
})

test('what is new has a border, unless all or nothing is', () => {
  const three = [message(1, 0), message(2, 0), message(3, 0)]
  expect(shape(three, 2)).toEqual(['time', '1 lead', '2', 'new', '3 lead'])
  for (const none of [0, 3, null]) expect(shape(three, none)).not.toContain('new')
})

test('the phone’s own message keeps its row when it gets its number', () => {
  const pending = {
    thread: 'room' as const,
    saying: { key: 'key-12345', content: { kind: 'text' as const, text: 'x' }, mentions: [], mentionAll: false },
    at: at(0),
    state: 'sending' as const,
  }
  const before = rowsOfLog([], [pending], null).map((row) => row.key)
  const after = rowsOfLog([message(1, 0, 1, { kind: 'text', text: 'x' }, 'key-12345')], [], null).map((row) => row.key)
  expect(after).toContain(before[0])
})
