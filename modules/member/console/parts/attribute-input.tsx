import { DayField } from '@grove/ui'
import { Input, InputNumber, Radio, Select } from 'antd'
import { useT } from '@grove/i18n/react'
import type { AttributeValue, MemberField } from '../../contract/index.ts'

interface Props {
  readonly field: MemberField | undefined
  readonly id?: string
  readonly value?: AttributeValue
  readonly onChange?: (value: AttributeValue) => void
}

/** The right thing to type a value into; free text where there is no field. */
export function AttributeInput({ field, id, value, onChange }: Props) {
  const t = useT()
  const set = (next: AttributeValue | undefined) => onChange?.(next ?? null)
  const named = id === undefined ? {} : { id }
  switch (field?.type) {
    case 'number':
      return (
        <InputNumber {...named} value={typeof value === 'number' ? value : null} onChange={(next) => set(next)} style={{ width: '100%' }} />
      )
    case 'date':
      return <DayField {...named} value={typeof value === 'string' && value !== '' ? value : null} onChange={(next) => set(next ?? null)} />
    case 'yes_no':
      return (
        <Radio.Group
          {...named}
          value={value === true || value === false ? value : undefined}
          onChange={(event) => set(event.target.value as boolean)}
        >
          <Radio value={true}>{t('event.word.value.true')}</Radio>
          <Radio value={false}>{t('event.word.value.false')}</Radio>
        </Radio.Group>
      )
    case 'single':
      return (
        <Select
          {...named}
          allowClear
          value={value === null || value === '' ? undefined : String(value)}
          onChange={(next) => set(next)}
          options={optionsOf(field)}
        />
      )
    case 'multi':
      return (
        <Select
          {...named}
          mode="multiple"
          allowClear
          value={String(value ?? '')
            .split(';')
            .filter((one) => one !== '')}
          onChange={(next: string[]) => set(next.join(';'))}
          options={optionsOf(field)}
        />
      )
    default:
      return (
        <Input
          {...named}
          value={String(value ?? '')}
          maxLength={field?.rules.maxLength ?? 500}
          onChange={(event) => set(event.target.value)}
        />
      )
  }
}

const optionsOf = (field: MemberField) => field.options.map((value) => ({ value, label: value }))
