import { useT } from '@grove/i18n/react'
import { TimeText } from '@grove/ui'
import type { RunRow } from '../../contract/index.ts'

/** When a run goes on: at a moment of the group, or first for one of its members, who each go at a pace of their own. */
export function NextOfRun({ run }: { run: Pick<RunRow, 'nextAt' | 'nextFor' | 'state' | 'membersOn'> }) {
  const t = useT()
  if (run.nextAt === null) return run.state === 'active' && run.membersOn > 0 ? t('run.next.members') : '–'
  return (
    <>
      <TimeText at={run.nextAt} />
      {run.nextFor === 'member' ? <span className="g-soft"> · {t('run.next.members')}</span> : null}
    </>
  )
}
