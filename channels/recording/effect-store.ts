/** What was really done for a touch. */
export interface Effect {
  readonly touch: string
  readonly externalId: string
  readonly text: string
}

export interface EffectStore {
  /** Does it once: false when this touch was done before. Atomic between processes. */
  once(effect: Effect): boolean
  /** Does it, also a second time. */
  always(effect: Effect): void
  find(touch: string): Effect | undefined
  /** Everything done, doubles included. */
  all(): readonly Effect[]
}

/** Lives and dies with the process. */
export function memoryStore(): EffectStore {
  const effects: Effect[] = []
  const byTouch = new Map<string, Effect>()
  const keep = (effect: Effect) => {
    effects.push(effect)
    if (!byTouch.has(effect.touch)) byTouch.set(effect.touch, effect)
  }
  return {
    once: (effect) => {
      if (byTouch.has(effect.touch)) return false
      keep(effect)
      return true
    },
    always: keep,
    find: (touch) => byTouch.get(touch),
    all: () => effects,
  }
}
