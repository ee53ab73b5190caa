import { useEffect, useRef } from 'react'
import { keepLine, onWake, webSocketTo } from '../line/index.ts'

const EVERY_AREA = '*'
/** Only while there is no line. */
const LOOK_MS = 60_000
/** When anything may have changed for everybody, phones do not all ask at once. */
const SPREAD_MS = 3000

/**
 * A page of a member reads again when something of these areas happened to them, once the line is up, since something may have happened
 * between the first look and then, and when the phone wakes; without a line slowly by itself.
 */
export function useOwnNews(ws: string, areas: readonly string[], reload: () => void): void {
  const told = useRef({ areas, reload })
  told.current = { areas, reload }
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      timer = undefined
      // A page nobody looks at reads when it is looked at again.
      if (document.visibilityState !== 'hidden') told.current.reload()
    }
    const line = keepLine({
      open: webSocketTo(`/ws/live?ws=${encodeURIComponent(ws)}`),
      beat: '{}',
      onText: (text) => {
        const { changed } = JSON.parse(text) as { changed: string[] }
        if (changed.includes(EVERY_AREA)) timer ??= setTimeout(look, Math.random() * SPREAD_MS)
        else if (told.current.areas.some((area) => changed.includes(area))) look()
      },
      onState: (state) => state === 'live' && look(),
    })
    const still = onWake(() => {
      line.poke()
      look()
    })
    const slowly = setInterval(() => line.state !== 'live' && look(), LOOK_MS)
    return () => {
      clearTimeout(timer)
      clearInterval(slowly)
      still()
      line.close()
    }
  }, [ws])
}
