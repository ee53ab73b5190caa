import { useSyncExternalStore } from 'react'

const query = '(max-width: 767px)'

/** True below 768 px: tables become cards, the menu moves to the bottom. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(subscribe, () => globalThis.matchMedia?.(query).matches ?? false)
}

function subscribe(listener: () => void): () => void {
  const list = globalThis.matchMedia?.(query)
  list?.addEventListener('change', listener)
  return () => list?.removeEventListener('change', listener)
}
