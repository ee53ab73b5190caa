import { useT } from '@grove/i18n/react'
import { Form, Input, Select } from 'antd'
import { ANSWER_FIELDS, type AnswerField, type Into, type Question } from '../../contract/index.ts'

const NOWHERE = ''
const ATTRIBUTE = 'attribute'

/** Where the answer goes in the record: a field, an attribute of a name, or nowhere. */
export function IntoField({ question, onChange }: { question: Question; onChange: (question: Question) => void }) {
  const t = useT()
  const { into } = question
  const chosen = into === undefined ? NOWHERE : 'field' in into ? into.field : ATTRIBUTE
  const write = (next: Into | undefined) => {
    const { into: _old, ...rest } = question
    onChange((next ? { ...rest, into: next } : rest) as Question)
  }
  const choose = (value: string) => {
    if (value === NOWHERE) write(undefined)
    else
      write(
        value === ATTRIBUTE
          ? { attribute: question.label.replace(/[.:]/g, '').trim().slice(0, 60) || question.key }
          : { field: value as AnswerField },
      )
  }
  const fields = question.kind === 'region' ? ANSWER_FIELDS.filter((field) => field === 'city') : ANSWER_FIELDS
  return (
    <div className="form-into">
      <Form.Item label={t('form.question.into')} extra={t('form.question.into_hint')}>
        <Select
          value={chosen}
          aria-label={t('form.question.into')}
          onChange={choose}
          options={[
            { value: NOWHERE, label: t('form.question.into_nowhere') },
            ...fields.map((field) => ({ value: field as string, label: t(`form.into.${field}`) })),
            { value: ATTRIBUTE, label: t('form.question.into_attribute') },
          ]}
        />
      </Form.Item>
      {into && 'attribute' in into ? (
        <Form.Item required label={t('form.question.attribute')}>
          <Input
            aria-label={t('form.question.attribute')}
            value={into.attribute}
            maxLength={60}
            onChange={(event) => write({ attribute: event.target.value.replace(/[.:]/g, '') })}
          />
        </Form.Item>
      ) : null}
    </div>
  )
}
