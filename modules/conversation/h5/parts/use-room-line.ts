import { useEffect, useRef } from 'react'

const AGAIN_MS = [500, 2000, 5000, 15_000]
const TURNED_AWAY = 4403

export interface RoomFrame {
  readonly t: string
  /** Of `news`: whose pages read again. */
  readonly of?: string
  readonly m?: { readonly content: { readonly facts?: Readonly<Record<string, string | number>> } }
}

export interface RoomEars {
  readonly onFrame: (frame: RoomFrame) => void
  /** The line is up, `again` after it was down and something may have been missed; or it is down. */
  readonly onLine?: (line: 'up' | 'again' | 'down') => void
}

/** Hears the room of a community from another page; comes back by itself when the line breaks. Nothing is opened without a community. */
export function useRoomLine(at: { readonly ws: string; readonly communityId: number | undefined }, ears: RoomEars): void {
  const told = useRef(ears)
  told.current = ears
  const query = at.communityId === undefined ? null : `ws=${encodeURIComponent(at.ws)}&community=${at.communityId}`
  useEffect(() => {
    if (query === null) return undefined
    let closed = false
    let tries = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    let socket: WebSocket | undefined
    const open = () => {
      socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/room?${query}`)
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(String(data)) as RoomFrame
        if (frame.t === 'ready') {
          socket?.send(JSON.stringify({ t: 'hear', id: 1, thread: 'room', place: null }))
          told.current.onLine?.(tries > 0 ? 'again' : 'up')
          tries = 0
        }
        told.current.onFrame(frame)
      }
      socket.onclose = ({ code: why }) => {
        if (closed) return
        told.current.onLine?.('down')
        if (why === TURNED_AWAY) return
        timer = setTimeout(open, (AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)] ?? 0) * (0.75 + Math.random() / 2))
        tries += 1
      }
    }
    open()
    return () => {
      closed = true
      clearTimeout(timer)
      socket?.close()
    }
  }, [query])
}
