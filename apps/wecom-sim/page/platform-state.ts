import { createContext, useCallback, useContext, useEffect, useState } from 'react'

export interface SimState {
  readonly now: number
  readonly corp: { readonly id: string; readonly name: string; readonly massRule: string }
  readonly apps: readonly {
    readonly agentId: number
    readonly name: string
    readonly secret: string
    readonly callbackKeys: { readonly token: string; readonly aesKey: string }
    readonly callback: { readonly url: string; readonly token: string; readonly aesKey: string } | null
  }[]
  readonly counts: Readonly<Record<'employees' | 'customers' | 'groups' | 'tasks' | 'codes', number>>
  readonly faults: Readonly<Record<string, number | string[]>>
  readonly massLimit: number
  readonly waiting: number
  readonly webview: { readonly url: string; readonly page: string } | null
}

/** Why something could not be done: a reason of the platform, or none. */
export interface Problem {
  readonly reason: string
  readonly about: string
}

export interface Doing {
  /** Asks the simulator for something; false when it was refused (the shell says why). */
  post(path: string, input?: object): Promise<Record<string, unknown> | false>
  /** Grows with every change, so that views load again. */
  readonly turn: number
}

export const DoingContext = createContext<Doing>({ post: async () => false, turn: 0 })
export const useDoing = (): Doing => useContext(DoingContext)

const POLL_MS = 2500

/** What the simulator shows under an address; asked again after every act and every few seconds. */
export function useView<T>(path: string): { view: T | undefined; missing: boolean } {
  const { turn } = useDoing()
  const [found, setFound] = useState<{ path: string; view: T | undefined; missing: boolean }>()
  const load = useCallback(async () => {
    const answer = await fetch(path).catch(() => undefined)
    const missing = answer?.status === 404
    if (answer?.ok || missing) setFound({ path, view: missing ? undefined : ((await answer.json()) as T), missing })
  }, [path])
  useEffect(() => {
    void load()
    const timer = setInterval(() => void load(), POLL_MS)
    return () => clearInterval(timer)
  }, [load, turn])
  const current = found?.path === path ? found : undefined
  return { view: current?.view, missing: current?.missing ?? false }
}

/** Place in the page: `#/employees/zhangsan` is ['employees', 'zhangsan']. */
export function usePlace(): readonly string[] {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const listen = () => setHash(location.hash)
    addEventListener('hashchange', listen)
    return () => removeEventListener('hashchange', listen)
  }, [])
  return hash
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent)
}

export const go = (...parts: string[]): void => location.assign(addressOf(...parts))

export const addressOf = (...parts: string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`
