import { Empty, Icon, Spinner, useWords } from '@grove/ui-h5'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { MessageItem, personOf } from './message-item.tsx'
import { PendingItem } from './pending-item.tsx'
import { useRoomScene } from './room-context.ts'
import { emptyLog } from './room-log.ts'
import { rowsOfLog } from './rows-of-log.ts'
import { TimeLine } from './time-line.tsx'

const NEAR_PX = 120

export interface MessageListProps {
  /** Last number read before this visit: what is new gets a border. */
  readonly readUpTo: number | null
  /** Everything up to here was on screen. */
  readonly onRead: (seq: number) => void
}

/** The conversation: stays at the end while one reads the end, stays put while one reads further up. */
export function MessageList({ readUpTo, onRead }: MessageListProps) {
  const { t } = useWords()
  const { store, state, thread } = useRoomScene()
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [below, setBelow] = useState(0)
  const [reaching, setReaching] = useState(false)
  const log = state.logs.get(thread) ?? emptyLog
  const pending = useMemo(() => state.pending.filter((one) => one.thread === thread), [state.pending, thread])
  const rows = useMemo(() => rowsOfLog(log.messages, pending, readUpTo), [log.messages, pending, readUpTo])
  const own = state.seat?.key ?? ''
  const first = log.messages[0]?.seq ?? 0
  const last = log.messages.at(-1)
  const fromEnd = useRef(0)
  const known = useRef({ first: 0, last: 0, pending: 0 })

  useLayoutEffect(() => {
    const list = box.current
    if (!list) return
    const before = known.current
    const grewAbove = before.first > 0 && first < before.first
    const said = pending.length > before.pending || (last && last.seq > before.last && personOf(last) === own)
    if (grewAbove) list.scrollTop = list.scrollHeight - fromEnd.current
    else if (atEnd.current || said) toEnd(list)
    else if (last && last.seq > before.last) setBelow((n) => n + last.seq - before.last)
    known.current = { first, last: last?.seq ?? 0, pending: pending.length }
  }, [first, last, pending.length, own])

  useEffect(() => {
    if (last && atEnd.current && document.visibilityState !== 'hidden') onRead(last.seq)
  }, [last, onRead])

  // Pictures that arrive late and a keyboard that opens must not push the end out of sight.
  useEffect(() => {
    const list = box.current
    if (!list || typeof ResizeObserver === 'undefined') return undefined
    const observer = new ResizeObserver(() => atEnd.current && toEnd(list))
    observer.observe(list)
    for (const child of list.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])

  const onScroll = () => {
    const list = box.current
    if (!list) return
    fromEnd.current = list.scrollHeight - list.scrollTop
    atEnd.current = fromEnd.current - list.clientHeight < NEAR_PX
    if (atEnd.current && below) setBelow(0)
    if (atEnd.current && last) onRead(last.seq)
    if (list.scrollTop < NEAR_PX && log.older && !reaching) {
      setReaching(true)
      void store
        .older(thread)
        .catch(() => undefined)
        .finally(() => setReaching(false))
    }
  }

  if (log.place && rows.length === 0) {
    return (
      <div className="room-list">
        <Empty
          title={t(thread === 'room' ? 'room.empty' : 'room.empty_private')}
          hint={t(thread === 'room' ? 'room.empty_hint' : 'room.empty_private_hint')}
        />
      </div>
    )
  }
  return (
    <div className="room-list" ref={box} onScroll={onScroll} role="log" aria-label={t('room.messages')} tabIndex={0}>
      <div className="room-rows">
        <div className="room-top">{(reaching || !log.place) && <Spinner small />}</div>
        {rows.map((row) => {
          if (row.kind === 'time') return <TimeLine key={row.key} at={row.at} />
          if (row.kind === 'new') return <NewBorder key={row.key} />
          if (row.kind === 'pending') return <PendingItem key={row.key} pending={row.pending} />
          return <MessageItem key={row.key} message={row.message} lead={row.lead} own={own} />
        })}
      </div>
      {below > 0 && (
        <button type="button" className="room-jump" onClick={() => box.current && toEnd(box.current)}>
          <Icon name="down" size={18} />
          {t('room.new_below', { count: below })}
        </button>
      )}
    </div>
  )
}

function toEnd(list: HTMLElement): void {
  list.scrollTop = list.scrollHeight
}

function NewBorder() {
  const { t } = useWords()
  return (
    <p className="room-new">
      <span>{t('room.new_from_here')}</span>
    </p>
  )
}
