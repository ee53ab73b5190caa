import { useT } from '@grove/i18n/react'
import { BankSelect, useFirstBank } from '@grove/question/console'
import { EmptyState, Section } from '@grove/ui'
import { Button, Checkbox, Input, InputNumber, Space } from 'antd'
import type { CampExam, CampPlan } from '../../contract/index.ts'
import { Labelled } from './labelled.tsx'

const MOST = 10

/** Quizzes and exams: from which bank, when, how long, how often, and what is enough. */
export function ExamsEditor({ plan, onChange }: { readonly plan: CampPlan; readonly onChange: (plan: CampPlan) => void }) {
  const t = useT()
  const firstBank = useFirstBank()
  const put = (at: number, more: Partial<CampExam>) =>
    onChange({ ...plan, exams: plan.exams.map((exam, place) => (place === at ? { ...exam, ...more } : exam)) })
  const add = () => {
    const number = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].find((one) => !plan.exams.some((exam) => exam.key === `exam-${one}`)) ?? 1
    const exam: CampExam = {
      key: `exam-${number}`,
      title: t('camp.exam.new_title', { number }),
      day: plan.days.length,
      openDays: 1,
      bank: firstBank ?? '',
      count: 10,
      minutes: 20,
      attempts: 2,
      pass: 60,
      counts: true,
    }
    onChange({ ...plan, exams: [...plan.exams, exam] })
  }
  return (
    <>
      {plan.exams.length === 0 ? <EmptyState title={t('camp.exam.none')} hint={t('camp.exam.none_hint')} /> : null}
      {plan.exams.map((exam, at) => (
        <Section
          key={exam.key}
          title={exam.title}
          extra={
            <Button size="small" danger onClick={() => onChange({ ...plan, exams: plan.exams.filter((one) => one.key !== exam.key) })}>
              {t('camp.exam.remove')}
            </Button>
          }
        >
          <OneExam exam={exam} days={plan.days.length} put={(more) => put(at, more)} />
        </Section>
      ))}
      <Button disabled={firstBank === undefined || plan.exams.length >= MOST} onClick={add}>
        {t('camp.exam.add')}
      </Button>
    </>
  )
}

function OneExam(props: { readonly exam: CampExam; readonly days: number; readonly put: (more: Partial<CampExam>) => void }) {
  const t = useT()
  const { exam, put } = props
  const number = (label: string, value: number | null, range: readonly [number, number], change: (value: number | null) => void) => (
    <Labelled label={label}>
      {(id) => <InputNumber id={id} min={range[0]} max={range[1]} precision={0} value={value} onChange={change} />}
    </Labelled>
  )
  return (
    <>
      <Labelled label={t('camp.field.title')}>
        {(id) => <Input id={id} maxLength={60} value={exam.title} onChange={(event) => put({ title: event.target.value })} />}
      </Labelled>
      <Space wrap align="start">
        <Labelled label={t('camp.field.bank')}>
          {(id) => <BankSelect id={id} value={exam.bank} onChange={(bank) => put({ bank })} />}
        </Labelled>
        {number(t('camp.field.count'), exam.count, [1, 50], (count) => put({ count: count ?? 1 }))}
        {number(t('camp.exam.day'), exam.day, [1, props.days], (day) => put({ day: day ?? 1 }))}
        {number(t('camp.exam.open_days'), exam.openDays, [0, 30], (openDays) => put({ openDays: openDays ?? 0 }))}
        {number(t('camp.exam.minutes'), exam.minutes, [1, 180], (minutes) => put({ minutes }))}
        {number(t('camp.exam.attempts'), exam.attempts, [1, 10], (attempts) => put({ attempts: attempts ?? 1 }))}
        {number(t('camp.field.pass'), exam.pass, [0, 100], (pass) => put({ pass: pass ?? 0 }))}
      </Space>
      <p>
        <Checkbox checked={exam.counts} onChange={(event) => put({ counts: event.target.checked })}>
          {t('camp.exam.counts')}
        </Checkbox>
      </p>
    </>
  )
}
