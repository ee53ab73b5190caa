import { issuesOf } from '@grove/client'
import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { postSetup } from '@grove/identity/contract'
import { ErrorText, placeIssues, ZoneField } from '@grove/ui'
import { Button, Form, Input } from 'antd'
import { useEffect } from 'react'
import { useSession } from '../session/session.tsx'
import { Doorway } from '../shell/doorway.tsx'
import { markFresh } from './fresh.ts'

interface Fields {
  readonly workspaceName: string
  readonly zone: string
  readonly name: string
  readonly login: string
  readonly password: string
}

/** The first account and the first workspace; the server takes it once. */
export function FirstRunPage() {
  const { t, locale, zone } = useI18n()
  const { enter, reload } = useSession()
  const [form] = Form.useForm<Fields>()
  const verb = useVerb(postSetup, {
    onDone: (me) => {
      markFresh()
      enter(me)
    },
  })
  useEffect(() => {
    document.title = `${t('shell.first-run.title')} · ${t('ui.product')}`
  }, [t])
  const issues = issuesOf(verb.error)
  const needed = [{ required: true, whitespace: true, message: t('shell.first-run.needed') }]
  return (
    <Doorway title={t('shell.first-run.title')} hint={t('shell.first-run.hint')} wide>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ zone }}
        scrollToFirstError={{ focus: true }}
        onFinish={(fields) => verb.mutate({ ...fields, locale }, { onError: (error) => placeIssues(form, issuesOf(error), t) })}
      >
        {verb.error && issues.length === 0 ? (
          <div className="c-form-error">
            <ErrorText error={verb.error} onRetry={reload} />
          </div>
        ) : null}
        <div className="c-two">
          <Form.Item name="workspaceName" label={t('shell.workspace.name')} extra={t('shell.workspace.name.hint')} rules={needed}>
            <Input maxLength={80} autoFocus />
          </Form.Item>
          <Form.Item name="zone" label={t('shell.zone')} extra={t('shell.zone.hint')} rules={needed}>
            <ZoneField />
          </Form.Item>
          <Form.Item name="name" label={t('shell.first-run.name')} extra={t('shell.first-run.name.hint')} rules={needed}>
            <Input maxLength={60} autoComplete="name" />
          </Form.Item>
          <Form.Item
            name="login"
            label={t('shell.sign-in.login')}
            extra={t('shell.first-run.login.hint')}
            rules={[...needed, { min: 3, message: t('shell.first-run.login.short') }]}
          >
            <Input maxLength={200} autoComplete="username" autoCapitalize="none" spellCheck={false} />
          </Form.Item>
        </div>
        <Form.Item
          name="password"
          label={t('shell.sign-in.password')}
          extra={t('shell.first-run.password.hint')}
          rules={[{ required: true, message: t('shell.first-run.needed') }]}
        >
          <Input.Password maxLength={200} autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" size="large" htmlType="submit" loading={verb.isPending}>
          {t('shell.first-run.submit')}
        </Button>
      </Form>
    </Doorway>
  )
}
