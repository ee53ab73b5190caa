import { useT } from '@grove/i18n/react'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useSyncExternalStore } from 'react'
import { createOffline, type Offline } from './offline.ts'

const Context = createContext<Offline>(createOffline())
export const OfflineProvider = Context.Provider

const lookAgainMs = 4_000

/** Says that the server is out of reach, looks again by itself, and refreshes the page's data when it is back. */
export function OfflineBar() {
  const t = useT()
  const offline = useContext(Context)
  const queries = useQueryClient()
  const down = useSyncExternalStore(offline.on, offline.get)
  useEffect(() => {
    if (!down) return undefined
    const look = () => {
      fetch('/healthz', { cache: 'no-store' }).then(
        (answer) => {
          if (!answer.ok) return
          offline.set(false)
          void queries.invalidateQueries()
        },
        () => undefined,
      )
    }
    const timer = setInterval(look, lookAgainMs)
    globalThis.addEventListener('online', look)
    return () => {
      clearInterval(timer)
      globalThis.removeEventListener('online', look)
    }
  }, [down, offline, queries])
  return down ? (
    <div className="c-bar c-bar-warn" role="alert">
      {t('shell.offline')}
    </div>
  ) : null
}
