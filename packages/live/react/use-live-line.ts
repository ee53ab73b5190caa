import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

const AGAIN_MS = [500, 2000, 5000, 15_000, 60_000]
const TURNED_AWAY = 4403
const EVERY_AREA = '*'

/**
 * While somebody is signed in, hears which areas of the product had events and asks anew for what the screen shows of them: the routes read
 * with `liveOn`. Comes back by itself when the line breaks; until then `refetchEvery` keeps the screen from growing old.
 */
export function useLiveLine(workspaceId: number | undefined): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (workspaceId === undefined || typeof WebSocket === 'undefined') return undefined
    let closed = false
    let tries = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    let socket: WebSocket | undefined
    const ask = (changed: readonly string[]) =>
      void queries.invalidateQueries({ predicate: ({ meta }) => concerns(changed, meta?.['liveOn'] as readonly string[] | undefined) })
    const open = () => {
      const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
      socket = new WebSocket(`${scheme}://${location.host}/ws/live?workspace=${workspaceId}`)
      socket.onopen = () => {
        // Something may have been missed while the line was down.
        if (tries > 0) ask([EVERY_AREA])
        tries = 0
      }
      socket.onmessage = ({ data }) => ask((JSON.parse(String(data)) as { changed: string[] }).changed)
      socket.onclose = ({ code }) => {
        if (closed || code === TURNED_AWAY) return
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
  }, [queries, workspaceId])
}

function concerns(changed: readonly string[], areas: readonly string[] | undefined): boolean {
  return areas !== undefined && (changed.includes(EVERY_AREA) || areas.some((area) => changed.includes(area)))
}
