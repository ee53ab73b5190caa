/** Whether the server can be reached: set by calls that fail, cleared by any that comes through. */
export interface Offline {
  get(): boolean
  set(offline: boolean): void
  on(listener: () => void): () => void
}

export function createOffline(): Offline {
  let offline = false
  const listeners = new Set<() => void>()
  return {
    get: () => offline,
    set: (next) => {
      if (next === offline) return
      offline = next
      for (const listener of listeners) listener()
    },
    on: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
