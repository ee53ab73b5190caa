/** A token or ticket that all processes of the house share. */
export interface SharedToken {
  readonly value: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/**
 * Where tokens of a corp and secret live. One store for all processes; `name` never holds the secret itself.
 * The client refreshes through `refresh` only, so at most one process asks the platform at a time.
 */
export interface TokenStore {
  read(name: string): Promise<SharedToken | null>
  /**
   * Replaces the token `stale` (null: there was none that could be used) by what `fetch` brings.
   * When somebody else has replaced it meanwhile, or is about to, their token is the answer and `fetch` is not called.
   */
  refresh(name: string, stale: string | null, fetch: () => Promise<SharedToken>): Promise<SharedToken>
}

/** For one process: tests, scripts. */
export function memoryTokens(): TokenStore {
  const known = new Map<string, SharedToken>()
  const asking = new Map<string, Promise<SharedToken>>()
  const ask = async (name: string, fetch: () => Promise<SharedToken>) => {
    try {
      const token = await fetch()
      known.set(name, token)
      return token
    } finally {
      asking.delete(name)
    }
  }
  return {
    read: async (name) => known.get(name) ?? null,
    refresh: (name, stale, fetch) => {
      const current = known.get(name)
      if (current && stale !== null && current.value !== stale) return Promise.resolve(current)
      const running = asking.get(name) ?? ask(name, fetch)
      asking.set(name, running)
      return running
    },
  }
}
