import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { ProgressBar, TimeText, useToast, useViewer } from '@grove/ui'
import { Button } from 'antd'
import { board, type CountState, cancelCount, listStanding, rfmBoard, startCount } from '../../contract/index.ts'

/** How far a full count is; when none is at work, when the last one was, and a way to start one. */
export function CountProgress({ count }: { count: CountState | null }) {
  const { t, f } = useI18n()
  const toast = useToast()
  const viewer = useViewer()
  const invalidates = [board, listStanding, rfmBoard]
  const start = useVerb(startCount, { invalidates })
  const cancel = useVerb(cancelCount, { invalidates })
  const busy = count?.state === 'running' || count?.state === 'waiting'
  if (busy)
    return (
      <ProgressBar
        label={t('standing.count.phase', { phase: t(`standing.count.phase.${count.phase}`) })}
        done={count.done}
        total={count.total > 0 ? count.total : null}
        state="running"
        onCancel={viewer.can('standing.manage') ? () => cancel.mutate({}, { onError: toast.failed }) : undefined}
      />
    )
  return (
    <p className="g-soft">
      {count?.finishedAt ? (
        <>
          {t(`standing.count.${count.state}`, { moved: f.number(count.moved) })} <TimeText at={count.finishedAt} />
        </>
      ) : (
        t('standing.count.never')
      )}
      {viewer.can('standing.manage') ? (
        <Button type="link" size="small" loading={start.isPending} onClick={() => start.mutate({}, { onError: toast.failed })}>
          {t('standing.count.start')}
        </Button>
      ) : null}
    </p>
  )
}
