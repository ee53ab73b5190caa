import { useT } from '@grove/i18n/react'
import { useEffect } from 'react'
import { Doorway } from '../shell/doorway.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Shown at whatever address was asked for: after signing in that page opens. */
export function SignInPage() {
  const t = useT()
  useEffect(() => {
    document.title = `${t('shell.sign-in.title')} · ${t('ui.product')}`
  }, [t])
  return (
    <Doorway title={t('shell.sign-in.title')} hint={t('shell.sign-in.hint')}>
      <SignInForm />
    </Doorway>
  )
}
