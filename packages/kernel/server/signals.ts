/**
 * Wake-ups inside one process: "there may be work of this kind". A signal carries no data and may be lost;
 * every loop also looks by itself now and then.
 */
export interface Signals {
  wake(topic: string): void
  on(topic: string, listener: () => void): () => void
}

export function createSignals(): Signals {
  const listeners = new Map<string, Set<() => void>>()
  return {
    wake: (topic) => listeners.get(topic)?.forEach((listener) => listener()),
    on: (topic, listener) => {
      const set = listeners.get(topic) ?? new Set()
      set.add(listener)
      listeners.set(topic, set)
      return () => set.delete(listener)
    },
  }
}
