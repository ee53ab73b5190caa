import { useClient } from '@grove/client/react'
import { routeKey } from '@grove/client/react'
import { useToast } from '@grove/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { completeTasksRoute, listTasksRoute, todayRoute } from '../../contract/index.ts'

/** One tap, not yet said to the server. */
export interface HeldAct {
  readonly ids: readonly number[]
  readonly outcome: string
  readonly text?: string | undefined
}

export interface HeldActs {
  /** The tap that waits for a task, if there is one. */
  of(id: number): HeldAct | undefined
  act(act: HeldAct): void
  undo(act: HeldAct): void
}

/** How long a tap can be taken back. */
export const UNDO_MS = 5000

/**
 * One tap does it, and can be taken back for five seconds: only then the server hears of it. Leaving the page (or the phone going dark)
 * says it at once, so no tap is lost.
 */
export function useHeldActs(): HeldActs {
  const client = useClient()
  const queries = useQueryClient()
  const toast = useToast()
  const timers = useRef(new Map<HeldAct, ReturnType<typeof setTimeout>>())
  const [held, setHeld] = useState<readonly HeldAct[]>([])

  const say = useCallback(
    async (act: HeldAct) => {
      clearTimeout(timers.current.get(act))
      if (!timers.current.delete(act)) return
      const input = { ids: [...act.ids], outcome: act.outcome, ...(act.text === undefined ? {} : { text: act.text }) }
      try {
        await client.call(completeTasksRoute, input)
      } catch (error) {
        toast.failed(error)
      }
      await Promise.all([todayRoute, listTasksRoute].map((route) => queries.invalidateQueries({ queryKey: routeKey(route) })))
      setHeld((all) => all.filter((one) => one !== act))
    },
    [client, queries, toast],
  )

  useEffect(() => {
    const waiting = timers.current
    const sayAll = () => {
      for (const act of waiting.keys()) void say(act)
    }
    const hidden = () => {
      if (document.visibilityState === 'hidden') sayAll()
    }
    document.addEventListener('visibilitychange', hidden)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      sayAll()
    }
  }, [say])

  return useMemo(
    () => ({
      of: (id) => held.find((act) => act.ids.includes(id)),
      act: (act) => {
        timers.current.set(
          act,
          setTimeout(() => void say(act), UNDO_MS),
        )
        setHeld((all) => [...all, act])
      },
      undo: (act) => {
        clearTimeout(timers.current.get(act))
        timers.current.delete(act)
        setHeld((all) => all.filter((one) => one !== act))
      },
    }),
    [held, say],
  )
}
