import type { FormField, Question } from '@grove/condition-kit/contract'
import { useI18n } from '@grove/i18n/react'
import { Input, InputNumber, Select, Switch } from 'antd'

interface QuestionFieldsProps {
  readonly fields: readonly FormField[]
  readonly question: Question
  readonly onChange: (question: Question) => void
}

/** The parameters of one question, as its kind asks for them. An empty field asks nothing. */
export function QuestionFields({ fields, question, onChange }: QuestionFieldsProps) {
  const set = (param: string, value: unknown) => {
    const { [param]: _old, ...rest } = question
    onChange((value === undefined || value === null || value === '' ? rest : { ...rest, [param]: value }) as Question)
  }
  return (
    <>
      {fields.map((field) => (
        <QuestionField key={field.param} field={field} value={question[field.param]} onChange={(value) => set(field.param, value)} />
      ))}
    </>
  )
}

function QuestionField({ field, value, onChange }: { field: FormField; value: unknown; onChange: (value: unknown) => void }) {
  const { f } = useI18n()
  const label = field.label[f.locale]
  const shared = { 'aria-label': label, placeholder: label }
  switch (field.input) {
    case 'number':
      return <InputNumber {...shared} style={{ width: 96 }} value={typeof value === 'number' ? value : null} onChange={onChange} />
    case 'yesno':
      return (
        <span>
          {label} <Switch size="small" aria-label={label} checked={value === true} onChange={onChange} />
        </span>
      )
    case 'choice':
    case 'choices':
      return (
        <Select<unknown>
          {...shared}
          {...(field.input === 'choices' ? { mode: 'multiple' as const } : {})}
          style={{ minWidth: 150 }}
          value={value ?? (field.input === 'choices' ? [] : null)}
          onChange={onChange}
          options={(field.choices ?? []).map((one) => ({ value: one.value, label: one.label[f.locale] }))}
        />
      )
    case 'texts':
    case 'values':
    case 'lookups':
      return (
        <Select<string[]>
          {...shared}
          mode="tags"
          style={{ minWidth: 160 }}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(list) => onChange(list.length > 0 ? list : undefined)}
        />
      )
    default:
      return (
        <Input
          {...shared}
          style={{ width: field.input === 'period' ? 96 : 160 }}
          value={value === undefined || value === null ? '' : String(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}
