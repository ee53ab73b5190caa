import type { ServerFrame } from '@grove/conversation/contract'
import { onWake, webSocketTo } from '@grove/live/line'
import { useEffect, useRef } from 'react'
import { openLine } from './room-line.ts'

export interface RoomEars {
  readonly onFrame: (frame: ServerFrame) => void
  /** The line is up, so that from now on nothing is missed; or it is down. */
  readonly onLine: (up: boolean) => void
}

/** Hears the room of a community from another page; comes back by itself when the line breaks. Nothing is opened without a community. */
export function useRoomLine(at: { readonly ws: string; readonly communityId: number | undefined }, ears: RoomEars): void {
  const told = useRef(ears)
  told.current = ears
  const query = at.communityId === undefined ? null : `ws=${encodeURIComponent(at.ws)}&community=${at.communityId}`
  useEffect(() => {
    if (query === null) return undefined
    const line = openLine({
      open: webSocketTo(`/ws/room?${query}`),
      onFrame: (frame) => told.current.onFrame(frame),
      onState: (state) => {
        if (state === 'connecting') return
        if (state === 'live') line.act({ t: 'hear', thread: 'room', place: null }).catch(() => undefined)
        told.current.onLine(state === 'live')
      },
    })
    const still = onWake(() => line.poke())
    return () => {
      still()
      line.close()
    }
  }, [query])
}
