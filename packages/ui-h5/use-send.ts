import type { CallError } from '@grove/client'
import type { CallOf, OutputOf, Route } from '@grove/kernel/contract'
import { useCallback, useRef, useState } from 'react'
import { asCallError, useWorkspace } from './workspace.ts'

export interface Send<R extends Route> {
  /** Undefined when it failed; the reason is in `problem`. A second tap while the first is on its way does nothing. */
  readonly send: (input: CallOf<R>) => Promise<OutputOf<R> | undefined>
  readonly busy: boolean
  readonly problem: CallError | undefined
  readonly clear: () => void
}

/** A write to a route from a button. */
export function useSend<R extends Route>(route: R): Send<R> {
  const { client } = useWorkspace()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<CallError>()
  const running = useRef(false)
  const send = useCallback(
    async (input: CallOf<R>) => {
      if (running.current) return undefined
      running.current = true
      setBusy(true)
      setProblem(undefined)
      try {
        return await client.call(route, input)
      } catch (cause) {
        setProblem(asCallError(cause))
        return undefined
      } finally {
        running.current = false
        setBusy(false)
      }
    },
    [client, route],
  )
  const clear = useCallback(() => setProblem(undefined), [])
  return { send, busy, problem, clear }
}
