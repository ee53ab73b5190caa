/**
 * Wake-ups: "there may be work of this kind". A signal carries no data and may be lost; every loop also looks by itself now and then.
 */
export interface Signals {
  /** Tells this process's listeners, and the relay to other processes where there is one. */
  wake(topic: string): void
  /** Tells this process only: what a relay heard from elsewhere. */
  hear(topic: string): void
  on(topic: string, listener: () => void): () => void
  /** Gets every topic woken here. */
  relay(listener: (topic: string) => void): () => void
}

export function createSignals(): Signals {
  const listeners = new Map<string, Set<() => void>>()
  const relays = new Set<(topic: string) => void>()
  const hear = (topic: string) => listeners.get(topic)?.forEach((listener) => listener())
  return {
    hear,
    wake: (topic) => {
      hear(topic)
      for (const relay of relays) relay(topic)
    },
    on: (topic, listener) => {
      const set = listeners.get(topic) ?? new Set()
      set.add(listener)
      listeners.set(topic, set)
      return () => set.delete(listener)
    },
    relay: (listener) => {
      relays.add(listener)
      return () => relays.delete(listener)
    },
  }
}
