import { Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { ErrorBoundary } from '../feedback/error-boundary.tsx'
import type { ChartOption } from './chart-canvas.tsx'

export type { ChartOption } from './chart-canvas.tsx'

const Canvas = lazy(() => import('./chart-canvas.tsx'))

/** A chart with the house's colours; ECharts is fetched with the first one. `summary` says in words what it shows. */
export function Chart({ option, summary, height = 260 }: { option: ChartOption; summary: string; height?: number }) {
  return (
    <figure className="g-chart" style={{ minHeight: height }} aria-label={summary}>
      <ErrorBoundary compact>
        <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: Math.floor(height / 40) }} />}>
          <Canvas option={option} height={height} />
        </Suspense>
      </ErrorBoundary>
    </figure>
  )
}
