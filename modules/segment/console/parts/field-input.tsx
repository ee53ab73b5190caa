import { useI18n } from '@grove/i18n/react'
import type { PropertyTest } from '@grove/member/contract'
import { DayField } from '@grove/ui'
import { Input, InputNumber, Select, Space, Switch } from 'antd'
import type { Field } from '../../contract/index.ts'
import { PropertiesInput } from './properties-input.tsx'
import { LookupSelect } from './lookup-select.tsx'

interface FieldInputProps {
  readonly field: Field
  readonly value: unknown
  /** Kind of event that the question names, for tests on what it carries. */
  readonly event?: string
  readonly onChange: (value: unknown) => void
}

/** One parameter of a question, by the form its kind declares. */
export function FieldInput({ field, value, event = '', onChange }: FieldInputProps) {
  const { locale } = useI18n()
  const label = field.label[locale]
  const choices = (field.choices ?? []).map((one) => ({ value: one.value, label: one.label[locale] }))
  switch (field.input) {
    case 'number':
      return (
        <InputNumber
          className="segment-input"
          aria-label={label}
          value={value as number | null}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )
    case 'yesno':
      return <Switch aria-label={label} checked={value === true} onChange={onChange} />
    case 'date':
      return <DayField value={(value as string | undefined) ?? null} onChange={(next) => onChange(next ?? undefined)} />
    case 'period':
      return <PeriodInput label={label} value={value} onChange={onChange} />
    case 'days':
      return <DaysInput label={label} value={value} onChange={onChange} />
    case 'properties':
      return (
        <PropertiesInput
          event={event}
          value={(value as PropertyTest[] | undefined) ?? []}
          label={label}
          onChange={(next) => onChange(next)}
        />
      )
    case 'choice':
      return <Select className="segment-input" aria-label={label} value={value as string} options={choices} onChange={onChange} />
    case 'choices':
      return (
        <Select
          mode="multiple"
          className="segment-input"
          aria-label={label}
          value={value as string[]}
          options={choices}
          onChange={onChange}
        />
      )
    case 'texts':
    case 'values':
      return (
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          className="segment-input"
          aria-label={label}
          tokenSeparators={[',', '，', '、']}
          value={((value as unknown[]) ?? []).map(String)}
          onChange={(next: string[]) => onChange(field.input === 'values' ? next.map(scalarOf) : next)}
        />
      )
    case 'lookup':
    case 'lookups':
      return <LookupSelect lookup={field.lookup ?? ''} many={field.input === 'lookups'} value={value} label={label} onChange={onChange} />
    default:
      return (
        <Input
          className="segment-input"
          aria-label={label}
          value={value === undefined ? '' : String(value)}
          onChange={(event) => onChange(field.input === 'value' ? scalarOf(event.target.value) : event.target.value)}
        />
      )
  }
}

/** What is typed as a number is one. */
function scalarOf(text: string): string | number {
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/.test(text) ? Number(text) : text
}

function DaysInput({ label, value, onChange }: { label: string; value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useI18n()
  const days = typeof value === 'string' ? Number(value.slice(0, -1)) : 7
  return (
    <Space.Compact>
      <InputNumber
        aria-label={label}
        min={0}
        max={9999}
        precision={0}
        value={days}
        onChange={(next) => onChange(next === null ? undefined : `${next}d`)}
        suffix={t('segment.unit.d')}
      />
    </Space.Compact>
  )
}

function PeriodInput({ label, value, onChange }: { label: string; value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useI18n()
  const text = typeof value === 'string' ? value : '7d'
  const named = text === 'today' || text === 'ever'
  const count = named ? 7 : Number(text.slice(0, -1))
  const unit = named ? text : text.slice(-1)
  return (
    <Space.Compact>
      {named ? null : (
        <InputNumber
          aria-label={label}
          min={1}
          max={unit === 'h' ? 720 : 365}
          precision={0}
          value={count}
          onChange={(next) => onChange(`${next ?? 1}${unit}`)}
        />
      )}
      <Select
        aria-label={t('segment.unit')}
        value={unit}
        onChange={(next) => onChange(next.length > 1 ? next : `${count}${next}`)}
        options={(['d', 'h', ...(named || label === t('segment.period') ? ['today', 'ever'] : [])] as const).map((one) => ({
          value: one,
          label: t(`segment.unit.${one}`),
        }))}
      />
    </Space.Compact>
  )
}
