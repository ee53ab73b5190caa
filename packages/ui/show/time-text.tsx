import { useI18n } from '@grove/i18n/react'
import { Tooltip } from 'antd'
import { useNow } from './use-now.ts'

type TimeStyle = 'relative' | 'dateTime' | 'day' | 'time'

/** An instant in the workspace's zone. Relative within a week, then the date; the exact time is one hover (or tap) away. */
export function TimeText({ at, as = 'relative', none = '–' }: { at: Date | string | null | undefined; as?: TimeStyle; none?: string }) {
  const { f } = useI18n()
  const now = useNow(as === 'relative')
  if (at === null || at === undefined) return <span className="g-soft">{none}</span>
  const date = new Date(at)
  const near = Math.abs(date.getTime() - now.getTime()) < 7 * 86_400_000
  const words =
    as === 'relative' && near
      ? f.relative(date, now)
      : as === 'day'
        ? f.day(date, now)
        : as === 'time'
          ? f.time(date)
          : f.dateTime(date, now)
  return (
    <Tooltip title={f.exact(date)}>
      <time dateTime={date.toISOString()} className="g-time">
        {words}
      </time>
    </Tooltip>
  )
}
