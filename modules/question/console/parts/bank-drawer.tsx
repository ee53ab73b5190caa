import { useT } from '@grove/i18n/react'
import { FormDrawer } from '@grove/ui'
import { Form, Input, Radio } from 'antd'
import { type Bank, createBank, getBank, listBanks, saveBank } from '../../contract/index.ts'

/** A bank's name, purpose and note; a new one also gets its key. */
export function BankDrawer(props: {
  readonly open: boolean
  readonly bank?: Bank
  readonly onClose: () => void
  readonly onMade?: (id: number) => void
}) {
  const t = useT()
  const { bank } = props
  const shared = { open: props.open, invalidates: [listBanks, getBank], onClose: props.onClose }
  return bank ? (
    <FormDrawer
      {...shared}
      title={t('question.bank.edit')}
      route={saveBank}
      initial={{ name: bank.name, purpose: bank.purpose, note: bank.note }}
      toInput={(values) => ({ ...values, id: bank.id })}
    >
      <Fields />
    </FormDrawer>
  ) : (
    <FormDrawer
      {...shared}
      title={t('question.bank.new')}
      route={createBank}
      initial={{ purpose: 'exam', note: '' }}
      onDone={({ id }) => props.onMade?.(id)}
    >
      <Form.Item name="key" label={t('question.field.key')} extra={t('question.field.key_hint')} required>
        <Input maxLength={60} placeholder="week-exam" />
      </Form.Item>
      <Fields />
    </FormDrawer>
  )
}

function Fields() {
  const t = useT()
  return (
    <>
      <Form.Item name="name" label={t('question.field.name')} required>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="purpose" label={t('question.field.purpose')}>
        <Radio.Group options={(['exam', 'game'] as const).map((value) => ({ value, label: t(`question.purpose.${value}`) }))} />
      </Form.Item>
      <Form.Item name="note" label={t('question.field.note')}>
        <Input.TextArea maxLength={300} rows={3} />
      </Form.Item>
    </>
  )
}
