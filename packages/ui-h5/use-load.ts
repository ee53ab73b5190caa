import type { CallError } from '@grove/client'
import type { CallOf, OutputOf, Route } from '@grove/kernel/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { asCallError, useWorkspace } from './workspace.ts'

export interface Loaded<T> {
  readonly data: T | undefined
  readonly problem: CallError | undefined
  readonly loading: boolean
  readonly reload: () => void
}

/** Reads a route when the page opens and whenever the input changes; an answer that was overtaken is dropped. Null input waits. */
export function useLoad<R extends Route>(route: R, input: CallOf<R> | null): Loaded<OutputOf<R>> {
  const { client } = useWorkspace()
  const [state, setState] = useState<{ data?: OutputOf<R>; problem?: CallError; loading: boolean }>({ loading: true })
  const [turn, setTurn] = useState(0)
  const key = JSON.stringify(input)
  const current = useRef(input)
  current.current = input
  useEffect(() => {
    if (current.current === null) return undefined
    let live = true
    setState((before) => ({ ...before, loading: true }))
    client.call(route, current.current).then(
      (data) => live && setState({ data, loading: false }),
      (cause: unknown) => live && setState((before) => ({ ...before, problem: asCallError(cause), loading: false })),
    )
    return () => {
      live = false
    }
  }, [client, route, key, turn])
  const reload = useCallback(() => setTurn((n) => n + 1), [])
  return { data: state.data, problem: state.problem, loading: state.loading, reload }
}
