import { useT } from '@grove/i18n/react'
import { ErrorBoundary, useSlot } from '@grove/ui'
import { Skeleton } from 'antd'
import { Suspense } from 'react'
import { Doorway } from '../shell/doorway.tsx'

/** After set-up: what modules offer to begin with, usually the demo workspace. */
export function OfferPage({ onDone }: { onDone: () => void }) {
  const t = useT()
  const panels = useSlot('first-run.offer', { onDone, onSkip: onDone })
  return (
    <Doorway title={t('shell.offer.title')} hint={t('shell.offer.hint')} wide>
      {panels.map((panel) => (
        <ErrorBoundary key={panel.key} compact>
          <Suspense fallback={<Skeleton active />}>{panel.content}</Suspense>
        </ErrorBoundary>
      ))}
    </Doorway>
  )
}
