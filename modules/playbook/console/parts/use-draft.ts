import { routeKey, useClient } from '@grove/client/react'
import type { OutputOf } from '@grove/kernel/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { checkPlaybook, getPlaybook, listPlaybooks, saveDraft } from '../../contract/index.ts'
import { type LooseDraft, readDraft } from './draft-model.ts'
import { type Edit, editText } from './draft-text.ts'

export type Check = Pick<OutputOf<typeof saveDraft>, 'ok' | 'problems' | 'findings'>
export type SaveState = 'saved' | 'changed' | 'saving' | 'failed'

export interface DraftHandle {
  readonly text: string
  /** Undefined while the text can't be read. */
  readonly draft: LooseDraft | undefined
  readonly check: Check
  readonly state: SaveState
  readonly error: unknown
  readonly readOnly: boolean
  write(text: string): void
  edit(edit: Edit): void
  readonly undo: (() => void) | undefined
  /** Saves what is not saved yet; false when it could not. */
  flush(): Promise<boolean>
  /** Checks again, e.g. after a rule was switched off. */
  recheck(): void
}

const PAUSE_MS = 900
const KEPT = 60

/** The text being written: kept on the server shortly after the last key, checked in the same call, with a way back. */
export function useDraft(id: number, given: { readonly text: string; readonly check: Check }, readOnly: boolean): DraftHandle {
  const client = useClient()
  const queries = useQueryClient()
  const [text, setText] = useState(given.text)
  const [check, setCheck] = useState<Check>(given.check)
  const [state, setState] = useState<SaveState>('saved')
  const [error, setError] = useState<unknown>()
  const [past, setPast] = useState<readonly string[]>([])
  const latest = useRef(given.text)
  const saved = useRef(given.text)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const draft = useMemo(() => readDraft(text), [text])

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current)
    if (readOnly || latest.current === saved.current) return true
    const sent = latest.current
    setState('saving')
    try {
      const answer = await client.call(saveDraft, { id, text: sent })
      saved.current = sent
      if (latest.current === sent) {
        setCheck(answer)
        setState('saved')
        setError(undefined)
      }
      void queries.invalidateQueries({ queryKey: routeKey(listPlaybooks) })
      void queries.invalidateQueries({ queryKey: routeKey(getPlaybook), refetchType: 'none' })
      return true
    } catch (cause) {
      setState('failed')
      setError(cause)
      return false
    }
  }, [client, id, queries, readOnly])

  const change = useCallback(
    (next: string) => {
      latest.current = next
      setText(next)
      setState('changed')
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), PAUSE_MS)
    },
    [flush],
  )
  const write = useCallback(
    (next: string) => {
      if (readOnly || next === latest.current || next === '') return
      const before = latest.current
      setPast((old) => [...old.slice(1 - KEPT), before])
      change(next)
    },
    [change, readOnly],
  )
  const edit = useCallback((one: Edit) => write(editText(latest.current, one)), [write])
  const undo = () => {
    const before = past.at(-1)
    if (before === undefined) return
    setPast(past.slice(0, -1))
    change(before)
  }
  const recheck = useCallback(() => {
    void client.call(checkPlaybook, { text: latest.current }).then(setCheck, setError)
  }, [client])

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (latest.current !== saved.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', leave)
    return () => {
      window.removeEventListener('beforeunload', leave)
      void flush()
    }
  }, [flush])

  return { text, draft, check, state, error, readOnly, write, edit, undo: past.length > 0 ? undo : undefined, flush, recheck }
}
