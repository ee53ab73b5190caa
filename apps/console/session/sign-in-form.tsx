import { issuesOf } from '@grove/client'
import { useT } from '@grove/i18n/react'
import { ErrorText } from '@grove/ui'
import { Button, Form, Input } from 'antd'
import { useSignIn } from './use-sign-in.ts'

interface Fields {
  readonly login: string
  readonly password: string
}

/** `login` is given when a session ran out: the same person comes back. */
export function SignInForm({ login, submit }: { login?: string; submit?: string }) {
  const t = useT()
  const verb = useSignIn()
  const needed = [{ required: true, message: t('shell.sign-in.needed') }]
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      size="large"
      {...(login ? { initialValues: { login } } : {})}
      onFinish={(fields) => verb.mutate(fields)}
    >
      {verb.error ? (
        <div className="c-form-error">
          {issuesOf(verb.error).length > 0 ? <p role="alert">{t('error.identity.wrong_credentials')}</p> : <ErrorText error={verb.error} />}
        </div>
      ) : null}
      <Form.Item name="login" label={t('shell.sign-in.login')} rules={needed}>
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus={!login} readOnly={login !== undefined} />
      </Form.Item>
      <Form.Item name="password" label={t('shell.sign-in.password')} rules={needed}>
        <Input.Password autoComplete="current-password" autoFocus={login !== undefined} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={verb.isPending}>
        {submit ?? t('shell.sign-in.submit')}
      </Button>
    </Form>
  )
}
