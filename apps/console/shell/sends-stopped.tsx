import { useT } from '@grove/i18n/react'
import { Go, useConsole } from '@grove/ui'
import { useSession } from '../session/session.tsx'

/** While the kill switch is on nobody may overlook it. */
export function SendsStopped() {
  const t = useT()
  const { state } = useSession()
  const { pages } = useConsole()
  if (state.kind !== 'in' || !state.me.workspace?.sendsStopped) return null
  return (
    <div className="c-bar c-bar-bad" role="status">
      {t('shell.sends-stopped')}{' '}
      {pages.some((page) => page.path === '/settings') ? <Go to="/settings">{t('shell.sends-stopped.open')}</Go> : null}
    </div>
  )
}
