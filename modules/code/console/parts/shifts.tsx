import { PlusOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { ClockField } from '@grove/ui'
import { Button, Form, Select } from 'antd'

/** 1 Monday … 7 Sunday, from a week that began on a Monday. */
export const WEEK = ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06', '2026-11-07', '2026-11-08'] as const

/** Who is on duty when. */
export function Shifts({ people }: { people: readonly { value: string; label: string }[] }) {
  const { t, f } = useI18n()
  const days = WEEK.map((day, index) => ({ value: index + 1, label: f.weekday(day) }))
  return (
    <Form.Item label={t('code.shifts')} extra={t('code.shifts_hint')}>
      <Form.List name={['duty', 'shifts']}>
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="code-shift">
                <Form.Item name={[name, 'weekdays']} noStyle>
                  <Select mode="multiple" aria-label={t('code.shift.days')} placeholder={t('code.shift.days')} options={days} />
                </Form.Item>
                <div className="code-shift-times">
                  <Form.Item name={[name, 'from']} noStyle>
                    <ClockField aria-label={t('code.shift.from')} />
                  </Form.Item>
                  <span aria-hidden>–</span>
                  <Form.Item name={[name, 'to']} noStyle>
                    <ClockField aria-label={t('code.shift.to')} />
                  </Form.Item>
                  <Button type="text" danger onClick={() => remove(name)}>
                    {t('code.shift.remove')}
                  </Button>
                </div>
                <Form.Item name={[name, 'people']} noStyle>
                  <Select mode="multiple" aria-label={t('code.shift.people')} placeholder={t('code.shift.people')} options={[...people]} />
                </Form.Item>
              </div>
            ))}
            <Button
              type="dashed"
              icon={<PlusOutlined />}
              onClick={() => add({ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', people: [] })}
            >
              {t('code.shift.add')}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  )
}
