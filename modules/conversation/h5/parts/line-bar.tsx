import type { LineState } from '@grove/live/line'
import { Spinner, useWords } from '@grove/ui-h5'
import { useEffect, useState } from 'react'

/** Short breaks come and go unseen; a longer one is told. */
const PATIENCE_MS = 1500

export function LineBar({ line, onRetry }: { readonly line: LineState; readonly onRetry: () => void }) {
  const { t } = useWords()
  const [shown, setShown] = useState(false)
  const broken = line === 'connecting' || line === 'waiting'
  useEffect(() => {
    if (!broken) {
      setShown(false)
      return undefined
    }
    const timer = setTimeout(() => setShown(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [broken])
  if (!shown) return null
  return (
    <button type="button" className="room-line" onClick={onRetry}>
      <Spinner small />
      <span role="status">{t('room.offline')}</span>
    </button>
  )
}
