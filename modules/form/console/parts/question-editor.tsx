import { useT } from '@grove/i18n/react'
import { Checkbox, Form, Input, InputNumber } from 'antd'
import type { FormPurpose, Question } from '../../contract/index.ts'
import { IntoField } from './into-field.tsx'
import { OptionRows } from './option-rows.tsx'

/** Everything about one question. */
export function QuestionEditor({
  question,
  purpose,
  disabled,
  onChange,
}: {
  question: Question
  purpose: FormPurpose
  disabled: boolean
  onChange: (question: Question) => void
}) {
  const t = useT()
  const id = `question-${question.key}`
  const put = (part: Partial<Question>) => onChange({ ...question, ...part } as Question)
  const hint = (value: string) => {
    const { hint: _old, ...rest } = question
    onChange((value ? { ...rest, hint: value } : rest) as Question)
  }
  return (
    <Form layout="vertical" className="form-editor" disabled={disabled}>
      <Form.Item label={t('form.question.label')} htmlFor={`${id}-label`} required>
        <Input
          id={`${id}-label`}
          value={question.label}
          maxLength={80}
          autoFocus={!question.label}
          onChange={(event) => put({ label: event.target.value })}
        />
      </Form.Item>
      <Form.Item label={t('form.question.hint')} htmlFor={`${id}-hint`}>
        <Input id={`${id}-hint`} value={question.hint ?? ''} maxLength={120} onChange={(event) => hint(event.target.value)} />
      </Form.Item>
      {question.kind === 'single' || question.kind === 'multi' ? (
        <OptionRows
          options={question.options}
          tags={purpose === 'card'}
          disabled={disabled}
          onChange={(options) => onChange({ ...question, options })}
        />
      ) : null}
      <div className="form-bounds">
        {question.kind === 'multi' ? (
          <Bound
            label={t('form.question.most_options')}
            value={question.most}
            min={1}
            max={20}
            onChange={(most) => onChange(withBound(question, 'most', most))}
          />
        ) : null}
        {question.kind === 'text' ? (
          <Bound
            label={t('form.question.longest')}
            value={question.longest}
            min={1}
            max={1000}
            onChange={(longest) => put({ longest: longest ?? 100 } as Partial<Question>)}
          />
        ) : null}
        {question.kind === 'number' ? (
          <>
            <Bound
              label={t('form.question.least')}
              value={question.least}
              onChange={(least) => onChange(withBound(question, 'least', least))}
            />
            <Bound label={t('form.question.most')} value={question.most} onChange={(most) => onChange(withBound(question, 'most', most))} />
          </>
        ) : null}
      </div>
      <IntoField question={question} onChange={onChange} />
      <div className="form-checks">
        <Checkbox checked={question.required} onChange={(event) => put({ required: event.target.checked })}>
          {t('form.question.required')}
        </Checkbox>
        {purpose === 'card' ? (
          <Checkbox checked={question.inExample} onChange={(event) => put({ inExample: event.target.checked })}>
            {t('form.question.in_example')}
          </Checkbox>
        ) : null}
      </div>
    </Form>
  )
}

function withBound<Q extends Question>(question: Q, name: 'least' | 'most', value: number | undefined): Q {
  const { [name]: _old, ...rest } = question as Q & Partial<Record<'least' | 'most', number>>
  return (value === undefined ? rest : { ...rest, [name]: value }) as unknown as Q
}

function Bound({
  label,
  value,
  min,
  max,
  onChange,
}: {
  label: string
  value: number | undefined
  min?: number
  max?: number
  onChange: (value: number | undefined) => void
}) {
  return (
    <Form.Item label={label}>
      <InputNumber
        aria-label={label}
        value={value ?? null}
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
        onChange={(next) => onChange(next ?? undefined)}
      />
    </Form.Item>
  )
}
