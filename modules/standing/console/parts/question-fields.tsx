import { useRoute } from '@grove/client/react'
import type { FormField, Question } from '@grove/condition-kit/contract'
import { useI18n } from '@grove/i18n/react'
import { listTags } from '@grove/member/contract'
import { listProductLines } from '@grove/product/contract'
import { Input, InputNumber, Select, Switch } from 'antd'
import { getSettings } from '../../contract/index.ts'

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
    case 'lookup':
    case 'lookups':
      return <LookupField field={field} value={value} onChange={onChange} />
    case 'texts':
    case 'values':
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

const EVENTS = [
  'message.posted',
  'message.answered',
  'message.reacted',
  'community.member_joined',
  'community.member_left',
  'order.paid',
  'order.refunded',
  'member.fell_asleep',
  'member.woke_up',
] as const

/** Things of the workspace to choose from; what is not in the list can still be typed. */
function LookupField({ field, value, onChange }: { field: FormField; value: unknown; onChange: (value: unknown) => void }) {
  const { t, f } = useI18n()
  const label = field.label[f.locale]
  const many = field.input === 'lookups'
  const tags = useRoute(listTags, {}, { enabled: field.lookup === 'tag', staleMs: 60_000 })
  const lines = useRoute(listProductLines, {}, { enabled: field.lookup === 'productLine', staleMs: 60_000 })
  const settings = useRoute(getSettings, {}, { enabled: field.lookup === 'rfm', staleMs: 60_000 })
  const known: Readonly<Record<string, readonly { value: string; label: string }[]>> = {
    event: EVENTS.map((kind) => ({ value: kind, label: t(`standing.event.${kind}`) })),
    tag: (tags.data?.items ?? []).map((tag) => ({ value: tag.name, label: tag.name })),
    productLine: (lines.data?.items ?? []).map((name) => ({ value: name, label: name })),
    rfm: (settings.data?.settings.rfm.segments ?? []).map((one) => ({ value: one.key, label: one.name[f.locale] })),
  }
  const chosen = Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)]
  return (
    <Select<string[]>
      aria-label={label}
      placeholder={label}
      mode="tags"
      {...(many ? {} : { maxCount: 1 })}
      style={{ minWidth: 160 }}
      value={chosen}
      options={[...(known[field.lookup ?? ''] ?? [])]}
      onChange={(list) => {
        const next = many ? list : list.at(-1)
        onChange(next === undefined || next.length === 0 ? undefined : next)
      }}
    />
  )
}
