import { useRoute } from '@grove/client/react'
import { listForms } from '@grove/form/contract'
import { useT } from '@grove/i18n/react'
import { BankSelect, useFirstBank } from '@grove/question/console'
import { ClockField, Section } from '@grove/ui'
import { Checkbox, Input, InputNumber, Select, Space } from 'antd'
import { useState } from 'react'
import type { CampPlan } from '../../contract/index.ts'
import { Labelled } from './labelled.tsx'

/** Who gets in, what may be made up, when a person steps in, and what graduation asks for. */
export function RulesEditor({ plan, onChange }: { readonly plan: CampPlan; readonly onChange: (plan: CampPlan) => void }) {
  const t = useT()
  const firstBank = useFirstBank()
  const { screening, makeUp, graduation } = plan
  const screen = (more: Partial<CampPlan['screening']>) => onChange({ ...plan, screening: { ...screening, ...more } })
  const number = (label: string, value: number, range: readonly [number, number], put: (value: number) => void) => (
    <Labelled label={label}>
      {(id) => <InputNumber id={id} min={range[0]} max={range[1]} precision={0} value={value} onChange={(next) => put(next ?? range[0])} />}
    </Labelled>
  )
  return (
    <>
      <Section title={t('camp.rules.intro')}>
        <Labelled label={t('camp.field.intro')}>
          {(id) => (
            <Input.TextArea
              id={id}
              maxLength={1000}
              autoSize={{ minRows: 2 }}
              value={plan.intro}
              onChange={(event) => onChange({ ...plan, intro: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled label={t('camp.field.notice')} hint={t('camp.notice_hint')}>
          {(id) => (
            <Input.TextArea
              id={id}
              maxLength={500}
              autoSize={{ minRows: 2 }}
              value={plan.noticeHint}
              onChange={(event) => onChange({ ...plan, noticeHint: event.target.value })}
            />
          )}
        </Labelled>
      </Section>
      <Section title={t('camp.phase.screen')}>
        <Labelled label={t('camp.field.form')} hint={t('camp.form_hint')}>
          {(id) => <FormChoice id={id} value={screening.form} onChange={(form) => screen({ form })} />}
        </Labelled>
        <Labelled label={t('camp.field.proof')}>
          {(id) => (
            <Select
              id={id}
              className="camp-choice"
              value={screening.proof}
              options={(['none', 'picture', 'order'] as const).map((value) => ({ value, label: t(`camp.proof.${value}`) }))}
              onChange={(proof) => screen({ proof })}
            />
          )}
        </Labelled>
        {screening.proof === 'order' ? (
          <Labelled label={t('camp.field.product_line')}>
            {(id) => (
              <Input
                id={id}
                maxLength={120}
                value={screening.productLine}
                onChange={(event) => screen({ productLine: event.target.value })}
              />
            )}
          </Labelled>
        ) : null}
        <p>
          <Checkbox checked={screening.byPerson} onChange={(event) => screen({ byPerson: event.target.checked })}>
            {t('camp.by_person')}
          </Checkbox>
        </p>
        <p>
          <Checkbox
            checked={screening.quiz !== null}
            disabled={firstBank === undefined}
            onChange={(event) => screen({ quiz: event.target.checked ? { bank: firstBank ?? '', count: 5, pass: 60 } : null })}
          >
            {t('camp.has_quiz')}
          </Checkbox>
        </p>
        {screening.quiz ? (
          <Space wrap>
            <Labelled label={t('camp.field.bank')}>
              {(id) => (
                <BankSelect
                  id={id}
                  value={screening.quiz?.bank ?? ''}
                  onChange={(bank) => screening.quiz && screen({ quiz: { ...screening.quiz, bank } })}
                />
              )}
            </Labelled>
            {number(
              t('camp.field.count'),
              screening.quiz.count,
              [1, 20],
              (count) => screening.quiz && screen({ quiz: { ...screening.quiz, count } }),
            )}
            {number(
              t('camp.field.pass'),
              screening.quiz.pass,
              [0, 100],
              (pass) => screening.quiz && screen({ quiz: { ...screening.quiz, pass } }),
            )}
          </Space>
        ) : null}
      </Section>
      <Section title={t('camp.rules.days')}>
        <Space wrap>
          {number(t('camp.field.cards'), makeUp.cards, [0, 30], (cards) => onChange({ ...plan, makeUp: { ...makeUp, cards } }))}
          {number(t('camp.field.window'), makeUp.windowDays, [1, 30], (windowDays) =>
            onChange({ ...plan, makeUp: { ...makeUp, windowDays } }),
          )}
          {number(t('camp.field.coach_after'), plan.coachAfter, [1, 14], (coachAfter) => onChange({ ...plan, coachAfter }))}
          <Labelled label={t('camp.field.remind_at')}>
            {(id) => <ClockField id={id} allowClear value={plan.remindAt} onChange={(at) => onChange({ ...plan, remindAt: at ?? null })} />}
          </Labelled>
        </Space>
      </Section>
      <Section title={t('camp.phase.graduation')}>
        <Space wrap>
          {number(t('camp.field.check_in_percent'), graduation.checkIns, [0, 100], (checkIns) =>
            onChange({ ...plan, graduation: { ...graduation, checkIns } }),
          )}
          {number(t('camp.field.homework_percent'), graduation.homework, [0, 100], (homework) =>
            onChange({ ...plan, graduation: { ...graduation, homework } }),
          )}
        </Space>
        <p>
          <Checkbox
            checked={graduation.defence ?? false}
            onChange={(event) => onChange({ ...plan, graduation: { ...graduation, defence: event.target.checked } })}
          >
            {t('camp.defence.counts')}
          </Checkbox>
        </p>
        <p className="g-soft">{t('camp.defence.counts_hint')}</p>
      </Section>
    </>
  )
}

interface FormChoiceProps {
  readonly id: string
  readonly value: string | null
  readonly onChange: (form: string | null) => void
}

/** Published forms by their titles; one that was chosen before stays readable by its key when it is not among them. */
function FormChoice({ id, value, onChange }: FormChoiceProps) {
  const t = useT()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<{ readonly value: string; readonly label: string }>()
  const forms = useRoute(listForms, { state: 'open', limit: 50, ...(text ? { text } : {}) }, { keepPrevious: true })
  const found = (forms.data?.items ?? []).map((one) => ({ value: one.key, label: one.title }))
  const own = value === null || found.some((one) => one.value === value) ? [] : [chosen?.value === value ? chosen : { value, label: value }]
  const options = [...own, ...found]
  return (
    <Select
      id={id}
      className="camp-choice"
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={forms.isPending}
      placeholder={t('camp.no_form')}
      value={value}
      options={options}
      onChange={(form?: string) => {
        setChosen(options.find((one) => one.value === form))
        onChange(form ?? null)
      }}
    />
  )
}
