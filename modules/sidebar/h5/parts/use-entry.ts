import { type CallError, type Client, createClient, readCookie } from '@grove/client'
import { asCallError, useWords, useWorkspace } from '@grove/ui-h5'
import { useEffect, useMemo, useState } from 'react'
import { enterSidebar, startSidebar } from '../../contract/index.ts'
import { insideClient } from './chat-client.ts'

export type Entry =
  | { readonly state: 'entering' }
  | { readonly state: 'in' }
  /** In a browser of one's own nobody vouches for the reader. */
  | { readonly state: 'outside' }
  | { readonly state: 'refused'; readonly problem: CallError }

/** Calls the server as staff of this workspace. */
export function useStaffClient(): Client {
  const { ws } = useWorkspace()
  const { locale } = useWords()
  return useMemo(
    () => createClient({ csrf: () => readCookie('grove_csrf', document.cookie), locale: () => locale, workspace: () => ws }),
    [ws, locale],
  )
}

/**
 * Learns who opened the page, once for each time it is opened: the client may have been handed on, and its cookies with it.
 * `again` goes back to the start.
 */
export function useEntry(account: number): { readonly entry: Entry; readonly again: () => void } {
  const { ws, client } = useWorkspace()
  const [entry, setEntry] = useState<Entry>({ state: 'entering' })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let live = true
    const look = async () => {
      const next = await enter(client, ws, account).catch((cause: unknown): Entry => ({ state: 'refused', problem: asCallError(cause) }))
      if (live) setEntry(next)
    }
    void look()
    return () => {
      live = false
    }
  }, [client, ws, account, turn])
  const again = () => {
    forget(ws, account)
    setEntry({ state: 'entering' })
    setTurn((n) => n + 1)
  }
  return { entry, again }
}

const nameOf = (ws: string, account: number) => `grove.side.${ws}.${account}`
const pending = new Map<string, Promise<Entry>>()

/** A code is good once: a page drawn twice asks once. */
function enter(client: Client, ws: string, account: number): Promise<Entry> {
  const name = nameOf(ws, account)
  const running = pending.get(name) ?? comeIn(client, ws, account).finally(() => pending.delete(name))
  pending.set(name, running)
  return running
}

async function comeIn(client: Client, ws: string, account: number): Promise<Entry> {
  const asked = new URLSearchParams(location.search)
  const [code, state] = [asked.get('code'), asked.get('state')]
  if (code && state) {
    // The client signs the address without the code, and a code in the history is of no use to anybody.
    history.replaceState(null, '', location.pathname)
    await client.call(enterSidebar, { ws, account, code, state })
    remember(ws, account)
    return { state: 'in' }
  }
  if (remembered(ws, account)) return { state: 'in' }
  if (!insideClient()) return { state: 'outside' }
  const { url } = await client.call(startSidebar, { ws, account })
  location.replace(url)
  return { state: 'entering' }
}

function remembered(ws: string, account: number): boolean {
  try {
    return sessionStorage.getItem(nameOf(ws, account)) === '1'
  } catch {
    return false
  }
}

function remember(ws: string, account: number): void {
  try {
    sessionStorage.setItem(nameOf(ws, account), '1')
  } catch {
    // Without storage the platform is asked at each opening; it answers without a word to the reader.
  }
}

function forget(ws: string, account: number): void {
  try {
    sessionStorage.removeItem(nameOf(ws, account))
  } catch {
    // Nothing was kept.
  }
}
