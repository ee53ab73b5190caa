import { useWords } from '@grove/ui-h5'

/** A pause in the talk: only the hour today, "yesterday", the weekday within a week, then the date. */
export function TimeLine({ at }: { readonly at: string }) {
  const { t, f } = useWords()
  const now = new Date()
  const days = Math.round((startOfDay(now) - startOfDay(new Date(at))) / 86_400_000)
  const day = days === 0 ? '' : days === 1 ? t('room.yesterday') : days < 7 ? f.weekday(at) : f.day(at, now)
  return (
    <p className="room-time">
      <time dateTime={at}>{`${day} ${f.time(at)}`.trim()}</time>
    </p>
  )
}

const startOfDay = (moment: Date) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime()
