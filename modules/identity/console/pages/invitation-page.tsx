import { CallError } from '@grove/client'
import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ErrorText, Loaded, Section, usePathParams } from '@grove/ui'
import { Button, Form, Input, Skeleton } from 'antd'
import { z } from 'zod'
import { acceptInvitation, getMe, readInvitation } from '../../contract/index.ts'
import '../parts/identity.css'

interface Fields {
  readonly name: string
  readonly login: string
  readonly password: string
}

/** Where an invitation link leads: a new account, or the one that is signed in here. */
export default function InvitationPage() {
  const t = useT()
  const { token } = usePathParams(z.object({ token: z.string() }))
  const offer = useRoute(readInvitation, { token })
  return (
    <main className="i-door">
      <Section>
        <h1 className="i-door-title">{t('invite.title')}</h1>
        {offer.error ? (
          <ErrorText error={isCutOff(offer.error) ? new CallError('identity.invitation_gone', 404) : offer.error} />
        ) : (
          <Loaded of={offer}>
            {({ workspaceName, displayName, role }) => (
              <>
                <p>{t('invite.offer', { workspace: workspaceName, role: t(`staff.role.${role}`) })}</p>
                <Accept token={token} name={displayName} />
              </>
            )}
          </Loaded>
        )}
      </Section>
    </main>
  )
}

/** A link that lost a part on its way is one that leads nowhere, not a field to correct. */
const isCutOff = (error: Error) => error instanceof CallError && error.status === 422

function Accept({ token, name }: { token: string; name: string }) {
  const t = useT()
  const me = useRoute(getMe, {})
  // A whole new page: the shell asks anew who is signed in.
  const verb = useVerb(acceptInvitation, { onDone: () => location.assign('/') })
  const needed = { required: true, whitespace: true, message: t('settings.needed') }
  const problem = verb.error ? <ErrorText error={verb.error} /> : null
  if (me.isPending) return <Skeleton active title={false} />
  if (me.data) {
    return (
      <>
        {problem}
        <p>{t('invite.as', { login: me.data.account.login })}</p>
        <Button type="primary" block size="large" loading={verb.isPending} onClick={() => verb.mutate({ token })}>
          {t('invite.join')}
        </Button>
      </>
    )
  }
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      size="large"
      initialValues={{ name }}
      onFinish={(fields) => verb.mutate({ ...fields, token })}
    >
      {problem}
      <Form.Item name="name" label={t('settings.account.name')} rules={[needed]}>
        <Input maxLength={60} autoComplete="name" />
      </Form.Item>
      <Form.Item name="login" label={t('staff.login')} extra={t('invite.login.hint')} rules={[needed]}>
        <Input maxLength={200} autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={t('invite.password')} extra={t('settings.password.hint')} rules={[needed]}>
        <Input.Password maxLength={200} autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" block htmlType="submit" loading={verb.isPending}>
        {t('invite.join')}
      </Button>
      <p className="g-soft">
        {t('invite.have-account')} <a href="/">{t('invite.sign-in')}</a>
      </p>
    </Form>
  )
}
