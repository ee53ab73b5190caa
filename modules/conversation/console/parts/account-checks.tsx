import type { AccountCheck } from '@grove/channel-kit/contract'
import { useT } from '@grove/i18n/react'
import { StateTag } from '@grove/ui'

/** What an account needs, one line each, with what to do where it is not there. */
export function AccountChecks({ checks }: { checks: readonly AccountCheck[] }) {
  const t = useT()
  if (checks.length === 0) return null
  return (
    <ul className="s-checks">
      {checks.map((check) => (
        <li key={check.nameKey}>
          <StateTag tone={check.ok ? 'good' : 'bad'}>{t(check.ok ? 'channel.check_ok' : 'channel.check_wrong')}</StateTag>{' '}
          {t(check.nameKey)}
          {check.noteKey ? <p>{t(check.noteKey)}</p> : null}
          {check.said ? <p className="g-soft s-said">{check.said}</p> : null}
        </li>
      ))}
    </ul>
  )
}
