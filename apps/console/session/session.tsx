import { CallError } from '@grove/client'
import { useClient } from '@grove/client/react'
import { getMe, getSetup, type Me } from '@grove/identity/contract'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { announce, onOtherTab } from './tabs.ts'

export type SessionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'setup' }
  | { readonly kind: 'out' }
  /** `expired`: the server no longer knows the session; the page stays and asks to sign in again. */
  | { readonly kind: 'in'; readonly me: Me; readonly expired: boolean }

export interface Session {
  readonly state: SessionState
  /** A sign-in, set-up or switch of workspace answered `me`. */
  readonly enter: (me: Me) => void
  readonly leave: () => void
  readonly reload: () => void
}

const Context = createContext<Session | undefined>(undefined)

export function useSession(): Session {
  const session = useContext(Context)
  if (!session) throw new Error('useSession needs a SessionProvider above it')
  return session
}

interface SessionProviderProps {
  /** Calls its listener when any call was refused for want of a session. */
  readonly expiry: (listener: () => void) => () => void
  /** The workspace this page stands in; named in every call, so that a page left open can't write into another. */
  readonly onPlace: (workspaceId: number | undefined) => void
  readonly children: ReactNode
}

export function SessionProvider({ expiry, onPlace, children }: SessionProviderProps) {
  const client = useClient()
  const queries = useQueryClient()
  const [state, setState] = useState<SessionState>({ kind: 'loading' })

  const reload = useCallback(() => {
    setState((before) => (before.kind === 'in' ? before : { kind: 'loading' }))
    client.call(getMe, {}).then(
      (me) => {
        onPlace(me.workspace?.id)
        setState({ kind: 'in', me, expired: false })
      },
      async (error: unknown) => {
        const failed = (cause: unknown) => setState((before) => (before.kind === 'in' ? before : { kind: 'failed', error: cause }))
        if (!(error instanceof CallError) || error.status !== 401) return failed(error)
        try {
          const { needed } = await client.call(getSetup, {})
          setState({ kind: needed ? 'setup' : 'out' })
        } catch (cause) {
          failed(cause)
        }
      },
    )
  }, [client, onPlace])

  const current = useRef(state)
  current.current = state
  const enter = useCallback(
    (me: Me) => {
      const before = current.current
      const same = before.kind === 'in' && before.me.account.id === me.account.id && before.me.workspace?.id === me.workspace?.id
      if (same) void queries.invalidateQueries()
      else queries.clear()
      onPlace(me.workspace?.id)
      setState({ kind: 'in', me, expired: false })
      announce({ accountId: me.account.id, workspaceId: me.workspace?.id })
    },
    [queries, onPlace],
  )
  const leave = useCallback(() => {
    queries.clear()
    onPlace(undefined)
    setState({ kind: 'out' })
    announce({ accountId: undefined, workspaceId: undefined })
  }, [queries, onPlace])

  useEffect(reload, [reload])
  useEffect(() => expiry(() => setState((before) => (before.kind === 'in' ? { ...before, expired: true } : before))), [expiry])
  useEffect(() => onOtherTab(reload), [reload])

  const value = useMemo(() => ({ state, enter, leave, reload }), [state, enter, leave, reload])
  return <Context value={value}>{children}</Context>
}
