import { useI18n } from '@grove/i18n/react'
import {
  BarChart,
  type BarSeriesOption,
  HeatmapChart,
  type HeatmapSeriesOption,
  LineChart,
  type LineSeriesOption,
  PieChart,
  type PieSeriesOption,
} from 'echarts/charts'
import {
  AriaComponent,
  DatasetComponent,
  type DatasetComponentOption,
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  MarkLineComponent,
  TooltipComponent,
  type TooltipComponentOption,
  VisualMapComponent,
  type VisualMapComponentOption,
} from 'echarts/components'
import { type ComposeOption, type ECharts, init, use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { chartColours, grove } from '../theme/grove-theme.ts'

register([
  LineChart,
  BarChart,
  PieChart,
  HeatmapChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  DatasetComponent,
  VisualMapComponent,
  MarkLineComponent,
  AriaComponent,
  CanvasRenderer,
])

export type ChartOption = ComposeOption<
  | LineSeriesOption
  | BarSeriesOption
  | PieSeriesOption
  | HeatmapSeriesOption
  | GridComponentOption
  | TooltipComponentOption
  | LegendComponentOption
  | DatasetComponentOption
  | VisualMapComponentOption
>

const base: ChartOption = {
  color: [...chartColours],
  textStyle: { fontFamily: 'inherit', color: grove.inkSoft },
  grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
  legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: { color: grove.inkSoft } },
  tooltip: { trigger: 'axis', confine: true },
  animationDuration: 300,
}

export default function ChartCanvas({ option, height }: { option: ChartOption; height: number }) {
  const { locale } = useI18n()
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  useEffect(() => {
    const node = host.current
    if (!node) return undefined
    const made = init(node, null, { locale: locale === 'zh' ? 'ZH' : 'EN' })
    chart.current = made
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(node)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [locale])
  useEffect(() => {
    chart.current?.setOption(withBase(option), { notMerge: true })
  }, [option, locale])
  return <div ref={host} style={{ height }} aria-hidden="true" />
}

/** The house's look under what the page says, component by component. */
function withBase(option: ChartOption): ChartOption {
  const out: Record<string, unknown> = { ...base, ...option }
  for (const part of ['grid', 'legend', 'tooltip'] as const) {
    const given = option[part]
    if (given && !Array.isArray(given)) out[part] = { ...base[part], ...given }
  }
  if (option.legend === undefined) delete out.legend
  return out as ChartOption
}
