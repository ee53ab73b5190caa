import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { listFields } from '@grove/member/contract'
import { Button, Dropdown, Select } from 'antd'
import type { Field, KindOfQuestion } from '../../contract/index.ts'
import { attributeForm } from './attribute-form.ts'
import type { Draft } from './draft.ts'
import { FieldInput } from './field-input.tsx'

type Question = Extract<Draft, { readonly kind: string }>

interface QuestionCardProps {
  readonly draft: Question
  readonly kind: KindOfQuestion | undefined
  readonly onChange: (next: Draft | undefined) => void
}

/** What a field starts with when it is added. */
const FRESH: Readonly<Record<Field['input'], unknown>> = {
  text: '',
  texts: [],
  number: 1,
  date: undefined,
  yesno: true,
  period: '7d',
  days: '7d',
  value: '',
  values: [],
  choice: undefined,
  choices: [],
  lookup: undefined,
  lookups: [],
  properties: [{ property: '', is: '' }],
}

/** One question: whether it is turned round, its kind, and the tests it makes. */
export function QuestionCard({ draft, kind, onChange }: QuestionCardProps) {
  const { t, locale } = useI18n()
  const own = useRoute(listFields, {}, { enabled: draft.kind === 'attribute', staleMs: 60_000 })
  const ownFields = new Map((own.data?.items ?? []).map((one) => [one.key, one]))
  const form = kind?.form ?? []
  const fields = draft.kind === 'attribute' ? attributeForm(form, draft.params, ownFields) : form
  const shown = fields.filter((field) => field.required || field.param in draft.params)
  const more = fields.filter((field) => !shown.includes(field))
  const put = (param: string, value: unknown) => onChange({ ...draft, params: { ...draft.params, [param]: value } })
  const drop = (param: string) =>
    onChange({ ...draft, params: Object.fromEntries(Object.entries(draft.params).filter(([key]) => key !== param)) })
  return (
    <div className="segment-question">
      <div className="segment-question-head">
        <Select
          size="small"
          aria-label={t('segment.turned')}
          value={draft.not ? 'not' : 'is'}
          onChange={(next) => onChange({ ...draft, not: next === 'not' })}
          options={(['is', 'not'] as const).map((value) => ({ value, label: t(`segment.turned.${value}`) }))}
        />
        <strong>{kind?.title[locale] ?? draft.kind}</strong>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('segment.remove_question')}
          onClick={() => onChange(undefined)}
        />
      </div>
      <div className="segment-fields">
        {shown.map((field) => (
          <div key={field.param} className="segment-field">
            <span className="g-soft">{field.label[locale]}</span>
            <FieldInput
              field={field}
              value={draft.params[field.param]}
              event={String(draft.params['event'] ?? '')}
              onChange={(value) => put(field.param, value)}
            />
            {field.required ? null : (
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                aria-label={t('segment.remove_test', { test: field.label[locale] })}
                onClick={() => drop(field.param)}
              />
            )}
          </div>
        ))}
        {more.length > 0 ? (
          <Dropdown
            trigger={['click']}
            menu={{
              items: more.map((field) => ({ key: field.param, label: field.label[locale] })),
              onClick: ({ key }) => put(key, FRESH[more.find((field) => field.param === key)?.input ?? 'text']),
            }}
          >
            <Button size="small" type="dashed" icon={<PlusOutlined />}>
              {t('segment.add_test')}
            </Button>
          </Dropdown>
        ) : null}
      </div>
    </div>
  )
}
