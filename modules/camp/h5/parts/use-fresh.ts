import { useRoomLine } from '@grove/conversation/h5'
import { useWorkspace } from '@grove/ui-h5'
import { useCallback, useEffect, useRef, useState } from 'react'

/** Phones that hear of one thing do not all ask at once, and of many things not all the time. */
const SPREAD_MS = 1500
const REST_MS = 4000
/** Only without a line to the room: at the door of the camp, or when the network is bad. */
const LOOK_MS = 60_000

/** Reads again when the room says that the camp has changed, and when the page is looked at again; without the room slowly by itself. */
export function useFresh(reload: () => void, communityId: number | undefined): void {
  const { ws } = useWorkspace()
  const [up, setUp] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const rests = useRef(0)
  const look = useCallback(() => {
    timer.current = undefined
    if (document.visibilityState !== 'visible') return
    rests.current = performance.now() + REST_MS
    reload()
  }, [reload])
  const soon = () => {
    timer.current ??= setTimeout(look, Math.max(0, rests.current - performance.now()) + Math.random() * SPREAD_MS)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useRoomLine(
    { ws, communityId },
    {
      onFrame: (frame) => frame.t === 'news' && frame.of === 'camp' && soon(),
      onLine: (line) => {
        setUp(line !== 'down')
        if (line === 'again') soon()
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
