import { useI18n } from '@grove/i18n/react'
import { Chart, EmptyState, Figure, Figures } from '@grove/ui'
import type { DayFigures, TotalFigures } from '../../contract/index.ts'

const LEAST_DAYS = 14

interface FigureBoardProps {
  readonly days: readonly DayFigures[]
  readonly total: TotalFigures
  /** Where the members behind the numbers are. */
  readonly rows: string
}

/** The figures of a span: totals with their definitions, and the days as a chart. */
export function FigureBoard({ days, total, rows }: FigureBoardProps) {
  const { t, f } = useI18n()
  const share = (value: number | null) => (value === null ? null : f.percent(value))
  const shown = [
    { key: 'members', value: total.members, rows },
    { key: 'joined', value: total.joined, rows },
    { key: 'left', value: total.left + total.removed },
    { key: 'speakers', value: total.speakers, rows },
    { key: 'participation', value: share(total.participation) },
    { key: 'messages', value: total.messages },
    { key: 'answers', value: total.answers },
    { key: 'posts', value: total.posts },
    { key: 'reached', value: total.reached },
    { key: 'leaveRate', value: share(total.leaveRate) },
  ]
  const first = days.findIndex((day) => day.joined + day.messages + day.posts + day.reached > 0)
  const quiet = first < 0
  // A community that opened last week is not shown as a month of nothing.
  const lived = days.slice(Math.max(0, Math.min(first, days.length - LEAST_DAYS)))
  return (
    <>
      <Figures>
        {shown.map((figure) => (
          <Figure
            key={figure.key}
            label={t(`figure.${figure.key}`)}
            value={figure.value}
            definition={t(`figure.${figure.key}.definition`)}
            {...(figure.rows && { rows: figure.rows })}
          />
        ))}
      </Figures>
      {quiet ? (
        <EmptyState title={t('figure.empty')} hint={t('figure.empty.hint')} />
      ) : (
        <Chart
          summary={t('figure.chart.summary', { messages: total.messages, joined: total.joined })}
          option={{
            tooltip: { trigger: 'axis' },
            legend: {},
            xAxis: { type: 'category', data: lived.map((day) => day.day.slice(5)) },
            yAxis: { type: 'value', minInterval: 1 },
            series: [
              { name: t('figure.messages'), type: 'bar', data: lived.map((day) => day.messages) },
              { name: t('figure.speakers'), type: 'line', data: lived.map((day) => day.speakers) },
              { name: t('figure.joined'), type: 'line', data: lived.map((day) => day.joined) },
              { name: t('figure.left'), type: 'line', data: lived.map((day) => day.left + day.removed) },
            ],
          }}
        />
      )}
    </>
  )
}
