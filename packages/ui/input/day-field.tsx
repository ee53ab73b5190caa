import { DatePicker, TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'

interface FieldProps {
  readonly value?: string | null | undefined
  readonly onChange?: (value: string | undefined) => void
  readonly disabled?: boolean
  readonly id?: string
  readonly placeholder?: string
  readonly allowClear?: boolean
}

/** A local day as `YYYY-MM-DD`; no zone is involved. Fits into a Form.Item. */
export function DayField({ value, onChange, min, ...rest }: FieldProps & { readonly min?: string }) {
  return (
    <DatePicker
      {...rest}
      className="g-wide"
      inputReadOnly
      value={value ? dayjs(value, 'YYYY-MM-DD') : null}
      onChange={(day: Dayjs | null) => onChange?.(day?.format('YYYY-MM-DD'))}
      {...(min ? { minDate: dayjs(min) } : {})}
    />
  )
}

/** A local time of day as `HH:mm`. */
export function ClockField({ value, onChange, ...rest }: FieldProps) {
  return (
    <TimePicker
      {...rest}
      className="g-wide"
      format="HH:mm"
      minuteStep={5}
      needConfirm={false}
      value={value ? dayjs(`2000-01-01T${value}`) : null}
      onChange={(time: Dayjs | null) => onChange?.(time?.format('HH:mm'))}
    />
  )
}

/** A local day and time as `YYYY-MM-DDTHH:mm`, on the clock of the workspace. */
export function DayTimeField({ value, onChange, ...rest }: FieldProps) {
  return (
    <DatePicker
      {...rest}
      className="g-wide"
      inputReadOnly
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      format="YYYY-MM-DD HH:mm"
      value={value ? dayjs(value) : null}
      onChange={(time: Dayjs | null) => onChange?.(time?.format('YYYY-MM-DDTHH:mm'))}
    />
  )
}

/** Two local days, either may be open. */
export function DayRangeField({
  from,
  to,
  onChange,
  label,
}: {
  from: string | undefined
  to: string | undefined
  onChange: (from: string | undefined, to: string | undefined) => void
  label: [string, string]
}) {
  return (
    <DatePicker.RangePicker
      inputReadOnly
      allowEmpty={[true, true]}
      placeholder={label}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(range) => onChange(range?.[0]?.format('YYYY-MM-DD'), range?.[1]?.format('YYYY-MM-DD'))}
    />
  )
}
