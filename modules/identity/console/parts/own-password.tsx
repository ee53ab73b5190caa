import { useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ErrorText, Section, useToast } from '@grove/ui'
import { Button, Form, Input } from 'antd'
import { changePassword, listSessions } from '../../contract/index.ts'

interface Fields {
  readonly current: string
  readonly next: string
  readonly again: string
}

export function OwnPassword() {
  const t = useT()
  const toast = useToast()
  const [form] = Form.useForm<Fields>()
  const verb = useVerb(changePassword, {
    invalidates: [listSessions],
    onDone: ({ endedSessions }) => {
      form.resetFields()
      toast.done(t('settings.password.changed', { count: endedSessions }))
    },
  })
  const needed = { required: true, message: t('settings.needed') }
  return (
    <Section title={t('settings.password')}>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        className="i-narrow"
        onFinish={({ current, next }) => verb.mutate({ current, next })}
      >
        {verb.error ? <ErrorText error={verb.error} /> : null}
        <Form.Item name="current" label={t('settings.password.current')} rules={[needed]}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item name="next" label={t('settings.password.next')} extra={t('settings.password.hint')} rules={[needed]}>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('settings.password.again')}
          dependencies={['next']}
          rules={[
            needed,
            ({ getFieldValue }) => ({
              validator: (_rule, value: string) =>
                !value || getFieldValue('next') === value ? Promise.resolve() : Promise.reject(new Error(t('settings.password.differs'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Button htmlType="submit" loading={verb.isPending}>
          {t('settings.password.submit')}
        </Button>
      </Form>
    </Section>
  )
}
