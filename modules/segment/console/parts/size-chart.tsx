import { useI18n } from '@grove/i18n/react'
import { Chart, type ChartOption } from '@grove/ui'
import { useMemo } from 'react'
import type { SizeOfDay } from '../../contract/index.ts'

/** Size over time, with who entered and left. */
export function SizeChart({ sizes }: { sizes: readonly SizeOfDay[] }) {
  const { t, f } = useI18n()
  const option = useMemo<ChartOption>(
    () => ({
      grid: { left: 48, right: 16, top: 36, bottom: 28 },
      legend: { top: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: sizes.map((one) => one.day.slice(5)) },
      yAxis: [{ type: 'value' }, { type: 'value', show: false }],
      series: [
        { name: t('segment.size'), type: 'line', data: sizes.map((one) => one.size), showSymbol: sizes.length < 30 },
        { name: t('segment.entered'), type: 'bar', barMaxWidth: 24, yAxisIndex: 1, data: sizes.map((one) => one.entered) },
        { name: t('segment.gone'), type: 'bar', barMaxWidth: 24, yAxisIndex: 1, data: sizes.map((one) => -one.gone) },
      ],
    }),
    [sizes, t],
  )
  const last = sizes.at(-1)
  return <Chart option={option} summary={t('segment.chart', { size: f.number(last?.size ?? 0), days: sizes.length })} />
}
