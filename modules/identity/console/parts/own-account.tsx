import { useRoute, useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import type { Locale } from '@grove/kernel/contract'
import { ErrorText, Loaded, Section, useToast, useViewer } from '@grove/ui'
import { Button, Form, Input, Segmented } from 'antd'
import { getMe, updateAccount } from '../../contract/index.ts'

export function OwnAccount() {
  const { t, locale } = useI18n()
  const toast = useToast()
  const viewer = useViewer()
  const answer = useRoute(getMe, {})
  const verb = useVerb(updateAccount, { invalidates: [getMe], onDone: () => toast.done(t('settings.saved')) })
  return (
    <Section title={t('settings.account')}>
      <Loaded of={answer}>
        {({ account }) => (
          <Form
            layout="vertical"
            requiredMark={false}
            className="i-narrow"
            initialValues={{ name: account.name }}
            onFinish={({ name }: { name: string }) => verb.mutate({ name })}
          >
            {verb.error ? <ErrorText error={verb.error} /> : null}
            <Form.Item label={t('staff.login')}>
              <span>{account.login}</span>
            </Form.Item>
            <Form.Item
              name="name"
              label={t('settings.account.name')}
              extra={t('settings.account.name.hint')}
              rules={[{ required: true, whitespace: true, message: t('settings.needed') }]}
            >
              <Input maxLength={60} autoComplete="name" />
            </Form.Item>
            <Form.Item label={t('settings.language')} extra={t('settings.language.hint')}>
              <Segmented<Locale>
                aria-label={t('settings.language')}
                value={locale}
                onChange={(next) => viewer.chooseLocale?.(next)}
                options={[
                  { value: 'zh', label: <span lang="zh">中文</span> },
                  { value: 'en', label: <span lang="en">English</span> },
                ]}
              />
            </Form.Item>
            <Button htmlType="submit" loading={verb.isPending}>
              {t('settings.save')}
            </Button>
          </Form>
        )}
      </Loaded>
    </Section>
  )
}
