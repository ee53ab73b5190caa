import { PlusOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { ClockField, Section } from '@grove/ui'
import { Button, Checkbox, Input, InputNumber, Select, Space } from 'antd'
import { useState } from 'react'
import { type CampDay, type CampPlan, MOST_DAYS } from '../../contract/index.ts'
import { Labelled } from './labelled.tsx'
import { LessonFields } from './lesson-fields.tsx'
import { PeerEditor } from './peer-editor.tsx'

/** The days on the left, the one that is written on the right. */
export function DaysEditor({ plan, onChange }: { readonly plan: CampPlan; readonly onChange: (plan: CampPlan) => void }) {
  const t = useT()
  const [at, setAt] = useState(0)
  const day = plan.days[at]
  const put = (days: CampDay[]) => onChange({ ...plan, days })
  const add = () => {
    put([...plan.days, { ...EMPTY, title: t('camp.day_title', { day: plan.days.length + 1 }) }])
    setAt(plan.days.length)
  }
  return (
    <Section>
      <div className="camp-days-list">
        <div>
          <ol>
            {plan.days.map((one, index) => (
              <li key={index}>
                <Button
                  type={index === at ? 'primary' : 'text'}
                  block
                  style={{ justifyContent: 'flex-start' }}
                  onClick={() => setAt(index)}
                >
                  {index + 1}. {one.title}
                </Button>
              </li>
            ))}
          </ol>
          <Button icon={<PlusOutlined />} block disabled={plan.days.length >= MOST_DAYS} onClick={add}>
            {t('camp.day_add')}
          </Button>
        </div>
        {day ? (
          <div>
            <OneDay key={at} day={day} onChange={(next) => put(plan.days.with(at, next))} />
            <Space>
              <Button disabled={at === 0} onClick={() => move(plan.days, at, at - 1, put, setAt)}>
                {t('camp.day_up')}
              </Button>
              <Button disabled={at === plan.days.length - 1} onClick={() => move(plan.days, at, at + 1, put, setAt)}>
                {t('camp.day_down')}
              </Button>
              <Button
                danger
                disabled={plan.days.length === 1}
                onClick={() => {
                  put(plan.days.toSpliced(at, 1))
                  setAt(Math.max(0, at - 1))
                }}
              >
                {t('camp.day_remove')}
              </Button>
            </Space>
          </div>
        ) : null}
      </div>
    </Section>
  )
}

const EMPTY: CampDay = { title: '', lesson: { text: '', pictures: [], video: null, files: [] }, checkIn: null, homework: null }

function move(days: readonly CampDay[], from: number, to: number, put: (days: CampDay[]) => void, setAt: (at: number) => void): void {
  const [one, other] = [days[from], days[to]]
  if (!one || !other) return
  put(days.with(from, other).with(to, one))
  setAt(to)
}

function OneDay({ day, onChange }: { readonly day: CampDay; readonly onChange: (day: CampDay) => void }) {
  const t = useT()
  const { lesson, checkIn, homework } = day
  return (
    <>
      <Labelled label={t('camp.field.title')}>
        {(id) => <Input id={id} maxLength={60} value={day.title} onChange={(event) => onChange({ ...day, title: event.target.value })} />}
      </Labelled>
      <LessonFields lesson={lesson} onChange={(next) => onChange({ ...day, lesson: next })} />
      <p>
        <Checkbox
          checked={checkIn !== null}
          onChange={(event) =>
            onChange({ ...day, checkIn: event.target.checked ? { ask: t('camp.check_in_default'), needs: 'any' } : null })
          }
        >
          {t('camp.has_check_in')}
        </Checkbox>
      </p>
      {checkIn ? (
        <>
          <Labelled label={t('camp.field.ask')} hint={t('camp.ask_hint')}>
            {(id) => (
              <Input
                id={id}
                maxLength={200}
                value={checkIn.ask}
                onChange={(event) => onChange({ ...day, checkIn: { ...checkIn, ask: event.target.value } })}
              />
            )}
          </Labelled>
          <Labelled label={t('camp.field.needs')}>
            {(id) => (
              <Select
                id={id}
                value={checkIn.needs}
                options={(['any', 'picture', 'sound'] as const).map((value) => ({ value, label: t(`camp.needs.${value}`) }))}
                onChange={(needs) => onChange({ ...day, checkIn: { ...checkIn, needs } })}
              />
            )}
          </Labelled>
        </>
      ) : null}
      <p>
        <Checkbox
          checked={homework !== null}
          onChange={(event) =>
            onChange({
              ...day,
              homework: event.target.checked ? { ask: t('camp.homework_default'), dueInDays: 1, dueAt: '22:00', outOf: 10 } : null,
            })
          }
        >
          {t('camp.has_homework')}
        </Checkbox>
      </p>
      {homework ? (
        <>
          <Labelled label={t('camp.field.homework')}>
            {(id) => (
              <Input.TextArea
                id={id}
                maxLength={1000}
                autoSize={{ minRows: 2 }}
                value={homework.ask}
                onChange={(event) => onChange({ ...day, homework: { ...homework, ask: event.target.value } })}
              />
            )}
          </Labelled>
          <Space wrap>
            <Labelled label={t('camp.field.due_in_days')}>
              {(id) => (
                <InputNumber
                  id={id}
                  min={0}
                  max={7}
                  value={homework.dueInDays}
                  onChange={(days) => onChange({ ...day, homework: { ...homework, dueInDays: days ?? 0 } })}
                />
              )}
            </Labelled>
            <Labelled label={t('camp.field.due_at')}>
              {(id) => (
                <ClockField
                  id={id}
                  value={homework.dueAt}
                  onChange={(dueAt) => onChange({ ...day, homework: { ...homework, dueAt: dueAt ?? '22:00' } })}
                />
              )}
            </Labelled>
            <Labelled label={t('camp.field.out_of')}>
              {(id) => (
                <InputNumber
                  id={id}
                  min={1}
                  max={100}
                  value={homework.outOf}
                  onChange={(outOf) => onChange({ ...day, homework: { ...homework, outOf: outOf ?? 10 } })}
                />
              )}
            </Labelled>
          </Space>
          <PeerEditor homework={homework} onChange={(next) => onChange({ ...day, homework: next })} />
        </>
      ) : null}
    </>
  )
}
