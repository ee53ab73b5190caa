import { useI18n } from '@grove/i18n/react'
import { Button, Progress } from 'antd'
import type { ReactNode } from 'react'

interface ProgressBarProps {
  readonly label: ReactNode
  readonly done: number
  /** Unknown yet: a bar that only says it is at work. */
  readonly total: number | null
  readonly state: 'running' | 'stopped' | 'done' | 'failed' | 'cancelled'
  readonly onCancel?: (() => void) | undefined
  readonly note?: ReactNode
}

/** A long work: how far it is, and a way to stop it. */
export function ProgressBar({ label, done, total, state, onCancel, note }: ProgressBarProps) {
  const { t, f } = useI18n()
  const share = state === 'done' ? 1 : total ? Math.min(1, done / total) : 0
  return (
    <div className="g-progress">
      <div className="g-progress-head">
        <span>{label}</span>
        <span className="g-soft" role="status">
          {state === 'running' && total === null ? t('ui.progress.starting') : t(`ui.progress.${state}`)}
          {total === null ? '' : ` ${f.number(done)} / ${f.number(total)}`}
        </span>
        {state === 'running' && onCancel ? (
          <Button size="small" onClick={onCancel}>
            {t('ui.cancel')}
          </Button>
        ) : null}
      </div>
      <Progress
        percent={Math.floor(share * 100)}
        showInfo={false}
        size="small"
        status={state === 'failed' ? 'exception' : state === 'running' ? 'active' : 'normal'}
        aria-label={typeof label === 'string' ? label : t('ui.progress.running')}
      />
      {note ? <div className="g-soft">{note}</div> : null}
    </div>
  )
}
