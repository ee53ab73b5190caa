import type { ServerFrame } from '@grove/conversation/contract'
import { useWorkspace } from '@grove/ui-h5'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useRoomLine } from './use-room-line.ts'

/** Only without a line to the room: for who is not in it yet, or when the network is bad. */
const LOOK_MS = 60_000

export interface Freshness {
  readonly communityId: number | undefined
  /** Whose news: the name of a module. */
  readonly of: string
  /** Phones that hear of one thing do not all ask at once… */
  readonly spreadMs?: number
  /** …and of many things not all the time. */
  readonly restMs?: number
  /** Hears what else the room says; answers whether the page reads again because of it. */
  readonly heed?: (frame: ServerFrame) => boolean
}

/**
 * A page beside the room reads again when the room says that what it shows has changed, once the line is up, since something may have happened
 * between the first look and then, and when the page is looked at again; without the room slowly by itself.
 */
export function useFresh(reload: () => void, { communityId, of, spreadMs = 1500, restMs = 4000, heed }: Freshness): void {
  const { ws } = useWorkspace()
  const [up, setUp] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const rests = useRef(0)
  const look = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = undefined
    if (document.visibilityState !== 'visible') return
    rests.current = performance.now() + restMs
    reload()
  }, [reload, restMs])
  const soon = () => {
    timer.current ??= setTimeout(look, Math.max(0, rests.current - performance.now()) + Math.random() * spreadMs)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useRoomLine(
    { ws, communityId },
    {
      onFrame: (frame) => (frame.t === 'news' ? frame.of === of : heed?.(frame)) && soon(),
      onLine: (now) => {
        setUp(now)
        if (now) soon()
      },
    },
  )
  useEffect(() => {
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [look])
  useEffect(() => {
    if (up) return undefined
    const looking = setInterval(look, LOOK_MS)
    return () => clearInterval(looking)
  }, [up, look])
}
