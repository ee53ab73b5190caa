import { useClient } from '@grove/client/react'
import type { CallOf, Route } from '@grove/kernel/contract'
import { useCallback, useState } from 'react'
import { useToast } from '../feedback/use-toast.ts'

/** Hands a file to the browser's downloads. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

/** `const download = useDownload(exportMembers, 'members.csv'); download.start(input)`; errors are said in a toast. */
export function useDownload<R extends Route>(route: R, fallbackName: string): { start: (input: CallOf<R>) => void; busy: boolean } {
  const client = useClient()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const start = useCallback(
    (input: CallOf<R>) => {
      setBusy(true)
      client
        .download(route, input)
        .then(({ blob, fileName }) => saveFile(blob, fileName ?? fallbackName), toast.failed)
        .finally(() => setBusy(false))
    },
    [client, route, fallbackName, toast],
  )
  return { start, busy }
}
