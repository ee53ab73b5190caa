const key = 'grove.fresh'

/** Remembers, for this tab, that the workspace was made a moment ago: the demo is offered once. */
export function markFresh(): void {
  globalThis.sessionStorage?.setItem(key, '1')
}

export function isFresh(): boolean {
  return globalThis.sessionStorage?.getItem(key) === '1'
}

export function clearFresh(): void {
  globalThis.sessionStorage?.removeItem(key)
}
