import { useI18n } from '@grove/i18n/react'
import { BankSelect } from '@grove/question/console'
import { Form } from 'antd'
import type { QuestionSource } from '../../contract/index.ts'

type FromBank = Extract<QuestionSource, { kind: 'bank' }>

/** Whose questions are asked: those that came along, or the house's own of the same theme. */
export function BankSource({ source, onChange }: { readonly source: FromBank; readonly onChange: (source: FromBank) => void }) {
  const { t } = useI18n()
  return (
    <Form.Item
      label={t('activity.field.bank')}
      htmlFor="plan-bank"
      extra={t('activity.bank_hint', { theme: t(`question.theme.${source.theme}`) })}
    >
      <BankSelect id="plan-bank" value={source.bank} onChange={(bank) => onChange({ ...source, bank })} />
    </Form.Item>
  )
}
