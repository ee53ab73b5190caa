import { useWords } from '@grove/ui-h5'
import { useEffect, useState } from 'react'

const LONGEST_TIMER_MS = 2_000_000_000

/** Stands where one would write when one may not: why, and until when; goes away by itself when the mute ends. */
export function Silence({ mutedUntil, onOver }: { readonly mutedUntil: string | null; readonly onOver: () => void }) {
  const { t, f } = useWords()
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (!mutedUntil) return undefined
    const left = new Date(mutedUntil).getTime() - Date.now()
    const timer = setTimeout(
      () => {
        setOver(true)
        onOver()
      },
      Math.min(Math.max(left, 0), LONGEST_TIMER_MS),
    )
    return () => clearTimeout(timer)
  }, [mutedUntil, onOver])
  if (over) return null
  return (
    <p className="room-silence" role="status">
      {mutedUntil ? t('room.you_are_muted', { time: f.dateTime(mutedUntil, new Date()) }) : t('room.closed')}
    </p>
  )
}
