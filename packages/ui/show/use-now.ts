import { useSyncExternalStore } from 'react'

let now = new Date()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

/** The present, moving twice a minute on screens that show “3 minutes ago”; one timer for the whole page. */
export function useNow(live = true): Date {
  return useSyncExternalStore(live ? subscribe : idle, () => now)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 30_000)
  if (Date.now() - now.getTime() > 5_000) tick()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && timer) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

function idle(): () => void {
  if (Date.now() - now.getTime() > 60_000) now = new Date()
  return () => undefined
}

function tick(): void {
  now = new Date()
  for (const listener of listeners) listener()
}
