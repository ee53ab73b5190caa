import { useRoute, useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { switchWorkspace } from '@grove/identity/contract'
import { ErrorText, ProgressBar, useViewer } from '@grove/ui'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { buildDemo, type DemoProgress, getDemo } from '../../contract/index.ts'

/** Makes the demo workspace, shows how far it is, and goes into it when it is ready. */
export function DemoMaker({ onOpen }: { onOpen: () => void }) {
  const { t } = useI18n()
  const viewer = useViewer()
  const build = useVerb(buildDemo)
  const enter = useVerb(switchWorkspace)
  if (!build.data)
    return (
      <>
        {build.error ? <ErrorText error={build.error} /> : null}
        <Button
          type="primary"
          size="large"
          loading={build.isPending}
          onClick={() => build.mutate({ locale: viewer.locale, zone: viewer.workspace.zone })}
        >
          {t('demo.offer.start')}
        </Button>
      </>
    )
  const open = () => enter.mutate({ workspaceId: build.data.workspaceId }, { onSuccess: () => (onOpen(), window.location.assign('/')) })
  return <Building first={build.data} error={enter.error} onOpen={open} onAgain={() => build.reset()} />
}

interface BuildingProps {
  readonly first: DemoProgress
  /** Why it could not be opened. */
  readonly error: Error | null
  readonly onOpen: () => void
  readonly onAgain: () => void
}

function Building({ first, error, onOpen, onAgain }: BuildingProps) {
  const { t } = useI18n()
  const progress = useRoute(
    getDemo,
    { workspaceId: first.workspaceId },
    { refetchEvery: (data) => (data && data.state !== 'building' ? false : 1000) },
  )
  const { state, day, days } = progress.data ?? first
  const opened = useRef(false)
  useEffect(() => {
    if (state !== 'ready' || opened.current) return
    opened.current = true
    onOpen()
  })
  if (state === 'failed')
    return (
      <>
        <p role="alert">{t('demo.offer.failed')}</p>
        <Button onClick={onAgain}>{t('demo.offer.start')}</Button>
      </>
    )
  return (
    <>
      <ProgressBar
        label={state === 'ready' ? t('demo.offer.ready') : t('demo.offer.building', { day, days })}
        done={day}
        total={days}
        state={state === 'ready' ? 'done' : 'running'}
      />
      {error ? <ErrorText error={error} onRetry={onOpen} /> : null}
    </>
  )
}
