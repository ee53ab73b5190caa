import { keepLine, onWake, webSocketTo } from '@grove/live/line'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

const EVERY_AREA = '*'

/**
 * While somebody is signed in, hears which areas of the product had events and asks anew for what the screen shows of them: the routes read
 * with `liveOn`. Comes back by itself when the line breaks; until then `refetchEvery` keeps the screen from growing old.
 */
export function useLiveLine(workspaceId: number | undefined): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (workspaceId === undefined || typeof WebSocket === 'undefined') return undefined
    let wasDown = false
    const ask = (changed: readonly string[]) =>
      void queries.invalidateQueries({ predicate: ({ meta }) => concerns(changed, meta?.['liveOn'] as readonly string[] | undefined) })
    const line = keepLine({
      open: webSocketTo(`/ws/live?workspace=${workspaceId}`),
      beat: '{}',
      onText: (text) => ask((JSON.parse(text) as { changed: string[] }).changed),
      onState: (state) => {
        // Something may have been missed while the line was down.
        if (state === 'live' && wasDown) ask([EVERY_AREA])
        wasDown = state !== 'live'
      },
    })
    const still = onWake(() => line.poke())
    return () => {
      still()
      line.close()
    }
  }, [queries, workspaceId])
}

function concerns(changed: readonly string[], areas: readonly string[] | undefined): boolean {
  return areas !== undefined && (changed.includes(EVERY_AREA) || areas.some((area) => changed.includes(area)))
}
