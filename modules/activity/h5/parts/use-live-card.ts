import { useEffect, useRef } from 'react'

/** What the card in the room says of an activity. */
export interface CardSays {
  readonly stage: string
  readonly round: number
  readonly answered: number
  readonly claimed: number
  /** Somebody was right: less time is left. */
  readonly first: boolean
}

const AGAIN_MS = [500, 2000, 5000, 15_000]

/** Hears the group's room and tells each time the card of this activity is redrawn; comes back by itself when the line breaks. */
export function useLiveCard(query: string | null, code: string, onCard: (says: CardSays | null) => void): void {
  const told = useRef(onCard)
  told.current = onCard
  useEffect(() => {
    if (query === null) return undefined
    let closed = false
    let tries = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    let socket: WebSocket | undefined
    const open = () => {
      socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/room?${query}`)
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(String(data)) as Frame
        if (frame.t === 'ready') {
          socket?.send(JSON.stringify({ t: 'hear', id: 1, thread: 'room', place: null }))
          // Something may have been missed while the line was down.
          if (tries > 0) told.current(null)
          tries = 0
        }
        if ((frame.t === 'post' || frame.t === 'change') && frame.m?.content.facts?.['activity'] === code)
          told.current(saysOf(frame.m.content.facts))
      }
      socket.onclose = ({ code: why }) => {
        if (closed || why === 4403) return
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
  }, [query, code])
}

interface Frame {
  readonly t: string
  readonly m?: { readonly content: { readonly facts?: Readonly<Record<string, string | number>> } }
}

const saysOf = (facts: Readonly<Record<string, string | number>>): CardSays => ({
  stage: String(facts['stage']),
  round: Number(facts['round']),
  answered: Number(facts['answered']),
  claimed: Number(facts['claimed']),
  first: Number(facts['first'] ?? 0) === 1,
})
