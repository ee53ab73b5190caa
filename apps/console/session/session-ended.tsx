import { useT } from '@grove/i18n/react'
import { Button, Modal } from 'antd'
import { SignInForm } from './sign-in-form.tsx'
import { useSignOut } from './use-sign-in.ts'

/** Over the page, which stays as it was: nothing typed is lost when a session runs out. */
export function SessionEnded({ login }: { login: string }) {
  const t = useT()
  const signOut = useSignOut()
  return (
    <Modal open centered closable={false} keyboard={false} width={400} footer={null} title={t('shell.session-ended')}>
      <p className="g-soft">{t('shell.session-ended.hint')}</p>
      <SignInForm login={login} submit={t('shell.session-ended.submit')} />
      <Button type="link" block onClick={signOut}>
        {t('shell.session-ended.other')}
      </Button>
    </Modal>
  )
}
