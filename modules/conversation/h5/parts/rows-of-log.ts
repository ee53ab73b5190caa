import type { Message } from '@grove/conversation/contract'
import type { Pending } from './room-store.ts'

/** One line of the list: a time, the border of what is new, a message or one on its way. `lead` shows who speaks. */
export type LogRow =
  | { readonly kind: 'time'; readonly key: string; readonly at: string }
  | { readonly kind: 'new'; readonly key: string }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly lead: boolean }
  | { readonly kind: 'pending'; readonly key: string; readonly pending: Pending }

/** A pause longer than this gets a time line and shows the speaker again. */
const PAUSE_MS = 5 * 60_000

const spoken = (message: Message) => message.content.kind !== 'system' && message.content.kind !== 'recalled'

export function rowsOfLog(messages: readonly Message[], pending: readonly Pending[], readUpTo: number | null): LogRow[] {
  const rows: LogRow[] = []
  let before: Message | undefined
  for (const message of messages) {
    const pause = !before || new Date(message.at).getTime() - new Date(before.at).getTime() > PAUSE_MS || day(message.at) !== day(before.at)
    if (pause) rows.push({ kind: 'time', key: `t${message.seq}`, at: message.at })
    const border = readUpTo !== null && readUpTo > 0 && message.seq > readUpTo && before !== undefined && before.seq <= readUpTo
    if (border) rows.push({ kind: 'new', key: 'new' })
    const lead = pause || border || !before || !spoken(before) || !sameAuthor(before, message)
    // The phone's own message keeps its row when it gets its number, so it doesn't blink.
    rows.push({ kind: 'message', key: message.key || `m${message.seq}`, message, lead })
    before = message
  }
  for (const one of pending) rows.push({ kind: 'pending', key: one.saying.key, pending: one })
  return rows
}

const sameAuthor = (a: Message, b: Message) => a.author.kind === b.author.kind && a.author.id === b.author.id
const day = (at: string) => new Date(at).toDateString()
