import { useI18n } from '@grove/i18n/react'
import { Descriptions } from 'antd'
import { type CodeDetail, type Shift } from '../../contract/index.ts'
import { WEEK } from './shifts.tsx'

/** When who is behind a code, how much each takes on, and what comes in when they have had enough. */
export function CodePlan({ code }: { code: CodeDetail }) {
  const { t, f } = useI18n()
  const { duty, rooms } = code.draft
  const named = (ids: readonly string[]) => (ids.length === 0 ? '–' : f.list(ids.map((one) => code.names[one] ?? one)))
  const person = [
    { key: 'people', label: t('code.people'), children: named(duty.people) },
    {
      key: 'shifts',
      label: t('code.shifts'),
      children:
        duty.shifts.length === 0 ? (
          t('code.shifts_none')
        ) : (
          <div>
            {duty.shifts.map((one, at) => (
              <ShiftLine key={at} shift={one} who={named(one.people)} />
            ))}
          </div>
        ),
    },
    { key: 'limit', label: t('code.per_day'), children: duty.perDay === null ? t('code.per_day_none') : f.number(duty.perDay) },
    { key: 'backup', label: t('code.backup'), children: named(duty.backup) },
  ]
  const group = [
    {
      key: 'groups',
      label: t('code.groups'),
      children: (
        <ol className="code-order">
          {rooms.groups.map((one) => (
            <li key={one}>{code.names[one] ?? one}</li>
          ))}
        </ol>
      ),
    },
    {
      key: 'auto',
      label: t('code.auto_create'),
      children: rooms.autoCreate ? t('code.auto_create_on', { name: rooms.baseName || code.name }) : t('code.auto_create_off'),
    },
    { key: 'warn', label: t('code.warn_seats'), children: f.number(rooms.warnSeats) },
  ]
  return <Descriptions column={1} size="small" items={code.kind === 'person' ? person : group} />
}

function ShiftLine({ shift, who }: { shift: Shift; who: string }) {
  const { t, f } = useI18n()
  const days = shift.weekdays.toSorted((a, b) => a - b).map((day) => f.weekday(WEEK[day - 1] ?? ''))
  return (
    <div>
      {t(shift.to <= shift.from ? 'code.shift_line_next' : 'code.shift_line', { days: f.list(days), from: shift.from, to: shift.to, who })}
    </div>
  )
}
