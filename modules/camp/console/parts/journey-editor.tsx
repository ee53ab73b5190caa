import { useT } from '@grove/i18n/react'
import { Section } from '@grove/ui'
import { Checkbox, Input, Select } from 'antd'
import { type CampPhase, type CampPlan, type JourneyLine, PHASES, relation } from '../../contract/index.ts'
import { Labelled } from './labelled.tsx'
import { JourneyMap } from './overview-tab.tsx'

type Editing = { readonly plan: CampPlan; readonly onChange: (plan: CampPlan) => void }

/** The map as it will be, what each phase is for the member, and what is offered to those who went all the way. */
export function JourneyEditor({ plan, onChange }: Editing) {
  const t = useT()
  const put = (phase: CampPhase, line: JourneyLine | null) =>
    // Phases keep the order of the method, whichever is taken up again.
    onChange({
      ...plan,
      journey: PHASES.flatMap((one) => (one === phase ? (line ?? []) : (plan.journey.find((kept) => kept.phase === one) ?? []))),
    })
  return (
    <>
      <Section title={t('camp.journey')}>
        <JourneyMap plan={plan} />
      </Section>
      <Section title={t('camp.journey.edit')}>
        {PHASES.map((phase) => {
          const line = plan.journey.find((one) => one.phase === phase)
          return <Phase key={phase} phase={phase} line={line} onChange={(next) => put(phase, next)} />
        })}
      </Section>
      <Offer plan={plan} onChange={onChange} />
    </>
  )
}

function Phase(props: {
  readonly phase: CampPhase
  readonly line: JourneyLine | undefined
  readonly onChange: (line: JourneyLine | null) => void
}) {
  const t = useT()
  const { phase, line, onChange } = props
  const name = t(`camp.phase.${phase}`)
  return (
    <section aria-label={name} className="camp-phase-edit">
      <Checkbox
        checked={line !== undefined}
        onChange={(event) => onChange(event.target.checked ? { phase, relation: 'know', feels: '', does: '', gets: '' } : null)}
      >
        {name}
      </Checkbox>
      {line ? (
        <div className="camp-phase-fields">
          <Labelled label={t('camp.journey.relation')}>
            {(id) => (
              <Select
                id={id}
                value={line.relation}
                options={relation.options.map((value) => ({ value, label: t(`camp.relation.${value}`) }))}
                onChange={(value) => onChange({ ...line, relation: value })}
              />
            )}
          </Labelled>
          {(['feels', 'does', 'gets'] as const).map((what) => (
            <Labelled key={what} label={t(`camp.journey.${what}`)}>
              {(id) => (
                <Input id={id} maxLength={120} value={line[what]} onChange={(event) => onChange({ ...line, [what]: event.target.value })} />
              )}
            </Labelled>
          ))}
        </div>
      ) : null}
    </section>
  )
}

function Offer({ plan, onChange }: Editing) {
  const t = useT()
  const { offer } = plan
  const put = (more: Partial<NonNullable<CampPlan['offer']>>) =>
    onChange({ ...plan, offer: { text: '', productLine: '', link: null, ...offer, ...more } })
  return (
    <Section title={t('camp.phase.offer')}>
      <p>
        <Checkbox checked={offer !== null} onChange={(event) => (event.target.checked ? put({}) : onChange({ ...plan, offer: null }))}>
          {t('camp.offer.has')}
        </Checkbox>
      </p>
      <p className="g-soft">{t('camp.offer.hint')}</p>
      {offer ? (
        <>
          <Labelled label={t('camp.offer.text')}>
            {(id) => (
              <Input.TextArea
                id={id}
                maxLength={500}
                autoSize={{ minRows: 2 }}
                value={offer.text}
                onChange={(event) => put({ text: event.target.value })}
              />
            )}
          </Labelled>
          <Labelled label={t('camp.offer.link')} hint={t('camp.offer.link_hint')}>
            {(id) => (
              <Input
                id={id}
                maxLength={500}
                placeholder="https://"
                value={offer.link ?? ''}
                onChange={(event) => put({ link: event.target.value.trim() || null })}
              />
            )}
          </Labelled>
          <Labelled label={t('camp.offer.product_line')} hint={t('camp.offer.product_line_hint')}>
            {(id) => (
              <Input id={id} maxLength={120} value={offer.productLine} onChange={(event) => put({ productLine: event.target.value })} />
            )}
          </Labelled>
        </>
      ) : null}
    </Section>
  )
}
