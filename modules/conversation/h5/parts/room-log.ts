import type { Message, Place, ServerFrame } from '@grove/conversation/contract'

/** One conversation as a phone has it: messages without holes, from `messages[0]` to `place.seq`. */
export interface ThreadLog {
  readonly messages: readonly Message[]
  /** Null until the first answer of the server. */
  readonly place: Place | null
  /** There is more above the first message. */
  readonly older: boolean
}

export const emptyLog: ThreadLog = { messages: [], place: null, older: false }

type LogFrame = Extract<ServerFrame, { t: 'log' | 'post' | 'change' | 'pin' }>

/** What a frame makes of the log, and whether it shows that something is missing: then the thread must be heard anew from its place. */
export function applyFrame(log: ThreadLog, frame: LogFrame): { readonly log: ThreadLog; readonly gap: boolean } {
  switch (frame.t) {
    case 'log':
      return { log: caughtUp(log, frame), gap: false }
    case 'post':
      return posted(log, frame.m)
    case 'change':
      return { log: { ...log, messages: replaceAll(log.messages, [frame.m]) }, gap: false }
    case 'pin':
      return { log: log.place ? { ...log, place: { ...log.place, rev: Math.max(log.place.rev, frame.rev) } } : log, gap: false }
  }
}

function caughtUp(log: ThreadLog, frame: Extract<ServerFrame, { t: 'log' }>): ThreadLog {
  const place = { seq: frame.seq, rev: frame.rev }
  if (frame.reset || !log.place) return { messages: frame.messages, place, older: (frame.messages[0]?.seq ?? 1) > 1 }
  const fresh = frame.messages.filter((message) => message.seq > (log.place?.seq ?? 0))
  // Frames that overtook this answer may have brought the log further already.
  const furthest = { seq: Math.max(place.seq, log.place.seq), rev: Math.max(place.rev, log.place.rev) }
  return { ...log, messages: [...replaceAll(log.messages, frame.changed), ...fresh], place: furthest }
}

function posted(log: ThreadLog, message: Message): { log: ThreadLog; gap: boolean } {
  if (!log.place || message.seq > log.place.seq + 1) return { log, gap: true }
  if (message.seq <= log.place.seq) return { log, gap: false }
  return { log: { ...log, messages: [...log.messages, message], place: { ...log.place, seq: message.seq } }, gap: false }
}

function replaceAll(messages: readonly Message[], changed: readonly Message[]): readonly Message[] {
  if (!changed.length) return messages
  const bySeq = new Map(changed.map((message) => [message.seq, message]))
  return messages.map((message) => bySeq.get(message.seq) ?? message)
}

/** Puts an older page above; a page that does not touch the log any more is dropped. */
export function withOlder(log: ThreadLog, page: readonly Message[], more: boolean): ThreadLog {
  const first = log.messages[0]
  if (first && page.length && page.at(-1)?.seq !== first.seq - 1) return log
  return { ...log, messages: [...page, ...log.messages], older: more }
}
