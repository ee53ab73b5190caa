import { useI18n } from '@grove/i18n/react'
import { EmptyState, TimeText, VerbButton } from '@grove/ui'
import { type Amendment, amendRun, getRun, getRunUpcoming } from '../../contract/index.ts'

interface AmendmentListProps {
  readonly runId: number
  readonly amendments: readonly Amendment[]
  readonly nameOf: (step: string) => string
  /** Changes may still be taken back. */
  readonly open: boolean
}

/** What was changed for this run alone, each with a way back. */
export function AmendmentList({ runId, amendments, nameOf, open }: AmendmentListProps) {
  const { t, f } = useI18n()
  if (amendments.length === 0) return <EmptyState compact title={t('run.amendments.none')} />
  const words = (one: Amendment): string => {
    if (one.kind === 'skip') return t('run.amendment.skip', { step: nameOf(one.step) })
    if (one.kind === 'shift')
      return one.days > 0 ? t('run.amendment.later', { days: one.days }) : t('run.amendment.earlier', { days: -one.days })
    if (one.kind === 'end') return t('run.amendment.end', { day: f.day(one.day) })
    const what = [one.time ? t('run.amendment.time', { time: one.time }) : '', one.with ? t('run.amendment.words') : ''].filter(Boolean)
    return t('run.amendment.change', { step: nameOf(one.step), what: f.list(what) })
  }
  return (
    <ul className="pb-rows">
      {amendments.map((one, index) => (
        <li key={`${one.kind} ${one.at} ${index}`} className="pb-amendment">
          <span>
            {words(one)} <TimeText at={new Date(one.at)} />
          </span>
          {open ? (
            <VerbButton
              route={amendRun}
              input={{ id: runId, change: { kind: 'undo', index } }}
              invalidates={[getRun, getRunUpcoming]}
              done={t('run.amendment.undone')}
              button={{ size: 'small', type: 'link' }}
            >
              {t('run.amendment.undo')}
            </VerbButton>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
