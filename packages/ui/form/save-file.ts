import { useClient } from '@grove/client/react'
import type { CallOf, Route } from '@grove/kernel/contract'
import { useCallback, useRef, useState } from 'react'
import { useToast } from '../feedback/use-toast.ts'

/** Hands a file to the browser's downloads. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

interface Download<R extends Route> {
  readonly start: (input: CallOf<R>) => void
  readonly busy: boolean
  /** Received so far. */
  readonly bytes: number
  readonly cancel: () => void
}

/** `const download = useDownload(exportMembers, 'members.csv'); download.start(input)`; errors are said in a toast. */
export function useDownload<R extends Route>(route: R, fallbackName: string): Download<R> {
  const client = useClient()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const [bytes, setBytes] = useState(0)
  const stop = useRef<AbortController>(undefined)
  const start = useCallback(
    (input: CallOf<R>) => {
      const control = new AbortController()
      stop.current = control
      setBytes(0)
      setBusy(true)
      client
        .download(route, input, { onProgress: setBytes, signal: control.signal })
        .then(
          ({ blob, fileName }) => saveFile(blob, fileName ?? fallbackName),
          (error: unknown) => (control.signal.aborted ? undefined : toast.failed(error)),
        )
        .finally(() => setBusy(false))
    },
    [client, route, fallbackName, toast],
  )
  return { start, busy, bytes, cancel: () => stop.current?.abort() }
}
