import { useI18n } from '@grove/i18n/react'
import { EmptyState, useIsPhone, useNow } from '@grove/ui'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { weekdayOf, weeksOver } from './local-day.ts'

export interface CalendarDay {
  readonly date: string
  /** Beside the date: day of the run, holiday. */
  readonly note?: ReactNode
  readonly off?: boolean
  readonly items: readonly { readonly key: string; readonly content: ReactNode }[]
}

interface DayCalendarProps {
  readonly from: string
  readonly to: string
  readonly days: readonly CalendarDay[]
  readonly today: string
  /** Moments shown in one cell; the rest is behind “more”. */
  readonly most?: number
  readonly empty: string
  /** What to do first, where nothing is there. */
  readonly emptyHint?: string
  /** Always the list, where there is little room. */
  readonly agenda?: boolean
}

/** Weeks as a grid; on a phone a list of the days that hold something. */
export function DayCalendar({ from, to, days, today, most = 5, empty, emptyHint, agenda = false }: DayCalendarProps) {
  const { t, f } = useI18n()
  const phone = useIsPhone()
  const now = useNow(false)
  const [open, setOpen] = useState<CalendarDay>()
  const byDate = new Map(days.map((day) => [day.date, day]))
  if (days.every((day) => day.items.length === 0))
    return <EmptyState {...(emptyHint ? { hint: emptyHint } : { compact: true })} title={empty} />
  if (phone || agenda) {
    return (
      <div className="pb-agenda">
        {days
          .filter((day) => day.items.length > 0)
          .map((day) => (
            <section key={day.date} aria-label={f.day(day.date, now)}>
              <h4 className={day.date === today ? 'pb-today' : undefined}>
                {f.day(day.date, now)} {f.weekday(day.date)} {day.note}
              </h4>
              <ul>
                {day.items.map((item) => (
                  <li key={item.key}>{item.content}</li>
                ))}
              </ul>
            </section>
          ))}
      </div>
    )
  }
  const weeks = weeksOver(from, to)
  return (
    <div className="pb-calendar" role="table" aria-label={t('calendar.title')}>
      <div role="row" className="pb-week pb-week-head">
        {(weeks[0] ?? []).map((date) => (
          <span role="columnheader" key={date}>
            {f.weekday(date)}
          </span>
        ))}
      </div>
      {weeks.map((week) => (
        <div role="row" className="pb-week" key={week[0]}>
          {week.map((date) => {
            const day = byDate.get(date)
            const outside = date < from || date > to
            const rest = (day?.items.length ?? 0) - most
            const off = day ? (day.off ?? false) : weekdayOf(date) > 5
            const name = ['pb-day', date === today ? 'pb-day-today' : '', outside ? 'pb-day-outside' : '', off ? 'pb-day-off' : ''].join(
              ' ',
            )
            return (
              <div role="cell" key={date} className={name} {...(date === today ? { 'aria-current': 'date' as const } : {})}>
                <div className="pb-day-head">
                  <span className="pb-day-number">{dayLabel(date, f.day(date, now))}</span>
                  {day?.note ? <span className="g-soft">{day.note}</span> : null}
                </div>
                {day?.items.slice(0, rest === 1 ? most + 1 : most).map((item) => (
                  <div key={item.key}>{item.content}</div>
                ))}
                {day && rest > 1 ? (
                  <Button type="link" size="small" onClick={() => setOpen(day)}>
                    {t('calendar.more', { count: rest })}
                  </Button>
                ) : null}
              </div>
            )
          })}
        </div>
      ))}
      {open ? (
        <Modal open footer={null} title={`${f.day(open.date, now)} ${f.weekday(open.date)}`} onCancel={() => setOpen(undefined)}>
          <div className="pb-scroll" role="region" aria-label={f.day(open.date, now)} tabIndex={0}>
            {open.items.map((item) => (
              <div key={item.key}>{item.content}</div>
            ))}
          </div>
        </Modal>
      ) : null}
    </div>
  )
}

/** The month is written where it begins. */
function dayLabel(date: string, whole: string): string {
  return date.endsWith('-01') ? whole : String(Number(date.slice(8)))
}
