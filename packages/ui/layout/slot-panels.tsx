import { Skeleton } from 'antd'
import { Suspense } from 'react'
import { ErrorBoundary } from '../feedback/error-boundary.tsx'
import { type SlotName, type Slots, useSlot } from '../registry/slot.tsx'

/** Everything that fills a slot, one under the other; each with its own loading and its own failure. */
export function SlotPanels<N extends SlotName>({ name, props }: { name: N; props: Slots[N] }) {
  return useSlot(name, props).map((panel) => (
    <ErrorBoundary key={panel.key} compact>
      <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 2 }} />}>{panel.content}</Suspense>
    </ErrorBoundary>
  ))
}
