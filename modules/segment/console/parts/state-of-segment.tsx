import { useI18n } from '@grove/i18n/react'
import { StateTag } from '@grove/ui'
import type { SegmentSummary } from '../../contract/index.ts'

const TONES = { building: 'busy', ready: 'good', failed: 'bad' } as const

export function StateOfSegment({ of }: { of: SegmentSummary }) {
  const { t, f } = useI18n()
  if (of.kind === 'list') return <StateTag tone="idle">{t('segment.kind.list')}</StateTag>
  const why = of.fault === null ? undefined : t('segment.fault.timeout')
  return (
    <StateTag tone={TONES[of.state]} why={why}>
      {of.state === 'building' ? t('segment.state.building', { rows: f.number(of.builtRows) }) : t(`segment.state.${of.state}`)}
    </StateTag>
  )
}

/** How the size moved in seven days. */
export function ChangeOfSize({ change }: { change: number }) {
  const { f } = useI18n()
  if (change === 0) return <span className="g-soft">–</span>
  return <span className={change > 0 ? 'g-good' : 'g-warn'}>{change > 0 ? `+${f.number(change)}` : f.number(change)}</span>
}
