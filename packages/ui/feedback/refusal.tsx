import { useT } from '@grove/i18n/react'
import { Button } from 'antd'
import { useGo } from '../router/go.tsx'
import { EmptyState } from './empty-state.tsx'

export function NotFound() {
  const t = useT()
  return (
    <div role="alert">
      <EmptyState title={t('ui.not-found')} hint={t('ui.not-found.hint')} action={<Home />} />
    </div>
  )
}

export function Forbidden() {
  const t = useT()
  return (
    <div role="alert">
      <EmptyState title={t('ui.forbidden')} hint={t('ui.forbidden.hint')} action={<Home />} />
    </div>
  )
}

function Home() {
  const t = useT()
  const go = useGo()
  return <Button onClick={() => go('/')}>{t('ui.home')}</Button>
}
