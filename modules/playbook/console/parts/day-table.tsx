import { PlusOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { EmptyState, useIsPhone } from '@grove/ui'
import { Button } from 'antd'
import { type CSSProperties, Fragment, useMemo } from 'react'
import type { LooseDraft } from './draft-model.ts'
import { type Band, layOutSteps, phaseOf, type Row, slotOf, slots } from './lay-out-steps.ts'
import { useSay } from './say.ts'
import { StepChip, type StepMarks } from './step-chip.tsx'
import { dayWords, triggerWords } from './when-words.ts'

interface DayTableProps {
  readonly draft: LooseDraft
  readonly marks: (index: number) => StepMarks
  readonly readOnly: boolean
  readonly selected: number | undefined
  readonly onOpen: (index: number) => void
  readonly onAdd: (when: Record<string, unknown>, track: 'community' | 'member') => void
}

/** The playbook day by day: rows are days or rhythms, columns the hours of the day. */
export function DayTable(props: DayTableProps) {
  const { draft } = props
  const { t } = useI18n()
  const bands = useMemo(() => layOutSteps(draft), [draft])
  if (bands.length === 0) {
    return (
      <EmptyState
        title={t('playbook.table.empty')}
        hint={t('playbook.table.empty.hint')}
        action={
          props.readOnly ? null : (
            <Button type="primary" onClick={() => props.onAdd({ day: 1, at: '09:00' }, 'community')}>
              {t('playbook.step.add')}
            </Button>
          )
        }
      />
    )
  }
  return (
    <div className="pb-table">
      <Legend />
      {bands.map((band) => (
        <BandTable key={band.kind} band={band} {...props} />
      ))}
    </div>
  )
}

function Legend() {
  const { t } = useI18n()
  return (
    <p className="pb-legend">
      {(['none', 'soft', 'promotion'] as const).map((one) => (
        <span key={one} className={`pb-legend-item pb-sells-${one}`}>
          {t(`playbook.marketing.${one}`)}
        </span>
      ))}
    </p>
  )
}

function BandTable({ band, ...props }: DayTableProps & { band: Band }) {
  const { t } = useI18n()
  const phone = useIsPhone()
  const say = useSay()
  const { draft } = props
  const clock = band.kind !== 'event' && band.kind !== 'loose'
  const nameOf = (id: string) => {
    const step = draft.steps.find((one) => one.id === id)
    return step ? say(step.title) : id
  }
  const used = slots.filter((slot) => band.rows.some((row) => row.steps.some((placed) => slotOf(placed.time) === slot)))
  const wide = clock && !phone
  const phaseAt = (row: Row | undefined) => (band.kind === 'start' && row ? phaseOf(draft.phases, row.day) : undefined)
  return (
    <section aria-label={t(`playbook.band.${band.kind}`)}>
      <h3 className="pb-band">
        {t(`playbook.band.${band.kind}`)}
        <span className="g-soft">{t(`playbook.band.${band.kind}.hint`)}</span>
      </h3>
      <div className={wide ? 'pb-grid' : 'pb-grid pb-grid-open'} style={{ '--pb-slots': used.length } as CSSProperties}>
        {wide ? (
          <div className="pb-line pb-line-head" aria-hidden="true">
            <span />
            {used.map((slot) => (
              <span key={slot}>{t(`playbook.slot.${slot}`)}</span>
            ))}
          </div>
        ) : null}
        {band.rows.map((row, at) => {
          const phase = phaseAt(row)
          const headed = phase !== undefined && phase.id !== phaseAt(band.rows[at - 1])?.id
          const chips = (list: Row['steps']) =>
            list.map((placed) => (
              <StepChip
                key={placed.index}
                placed={placed}
                marks={props.marks}
                nameOf={nameOf}
                onOpen={props.onOpen}
                selected={props.selected}
              />
            ))
          return (
            <Fragment key={row.key}>
              {headed ? (
                <div className="pb-phase">
                  <strong>{say(phase.title)}</strong>
                  <span>
                    {phase.to === undefined
                      ? t('playbook.phase.open', { from: phase.from })
                      : t('playbook.phase.days', { from: phase.from, to: phase.to })}
                  </span>
                  {phase.focus ? <span className="g-soft">{say(phase.focus)}</span> : null}
                </div>
              ) : null}
              <div className="pb-line" role="group" aria-label={rowWords(t, row)}>
                <div className="pb-line-name">
                  <span>{rowWords(t, row)}</span>
                  {props.readOnly ? null : (
                    <Button
                      type="text"
                      size="small"
                      icon={<PlusOutlined />}
                      aria-label={t('playbook.step.add-to', { row: rowWords(t, row) })}
                      onClick={() => props.onAdd(row.when, row.steps[0]?.step.track ?? 'community')}
                    />
                  )}
                </div>
                {wide ? (
                  used.map((slot) => (
                    <div key={slot} className="pb-cell">
                      {chips(row.steps.filter((placed) => slotOf(placed.time) === slot))}
                    </div>
                  ))
                ) : (
                  <div className="pb-cell">{chips(row.steps)}</div>
                )}
              </div>
            </Fragment>
          )
        })}
      </div>
    </section>
  )
}

function rowWords(t: ReturnType<typeof useI18n>['t'], row: Row): string {
  const { when } = row
  if (typeof when.afterStart === 'string') return t('playbook.when.day', { day: row.day ?? 1 })
  if (typeof when.afterJoin === 'string') return t('playbook.when.join-day', { day: row.day ?? 1 })
  if (typeof when.on === 'string') return triggerWords(t, when)
  return dayWords(t, when) ?? t('playbook.when.none')
}
